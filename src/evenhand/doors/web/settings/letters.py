"""Letters that did not leave the desk: to whom, which kind, why, and trying again. Their words are not shown."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from evenhand.doors import clock
from evenhand.doors.web.guard import allowed, member_of
from evenhand.doors.web.settings import tables
from evenhand.doors.web.tables import csv_answer, wants_csv
from evenhand.record.outbox import letters
from evenhand.record.outbox.unsent import NoMailServer, letter_of, try_again, unsent
from evenhand.record.people.queries import colleagues

TAB = "settings-letters"
SHOWN = 100


@require_GET
@allowed("see_jobs")
def show(request: HttpRequest) -> HttpResponseBase:
    """The letters that were refused, given up or not handed over, the latest first."""
    if wants_csv(request):
        return csv_answer(request, "letters-not-sent", tables.LETTERS, unsent(most=tables.MOST))
    found = unsent(most=SHOWN + 1)
    writers = {one.actor: one.name for one in colleagues()}
    context = {
        "rows": [(one, tables.LETTER_KINDS[one.kind], writers.get(one.letter.by, "")) for one in found[:SHOWN]],
        "more": len(found) > SHOWN,
        "most": SHOWN,
        "sends_mail": letters.is_configured(),
        "tab": TAB,
    }
    return render(request, "settings/letters.html", context)


@require_POST
@allowed("see_jobs")
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the worker send a letter once more."""
    letter = letter_of(pk)
    if letter is None:
        raise Http404
    try:
        try_again(letter, by=member_of(request).actor, at=clock.now())
    except letters.NotOpen:
        messages.info(request, gettext("Somebody else has dealt with this one already."))
    except NoMailServer:
        messages.error(request, gettext("The desk has no mail server to send it by. Name one first."))
    else:
        messages.success(request, gettext("The letter waits for the worker again."))
    return redirect(TAB)
