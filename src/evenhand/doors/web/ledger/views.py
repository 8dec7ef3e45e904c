"""The ledger as leads, managers and administrators see it: whether it holds, and its checkpoints."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from evenhand.doors import clock
from evenhand.doors.web.guard import allowed, member_of
from evenhand.doors.web.ledger import table
from evenhand.doors.web.ledger.words import break_in_words
from evenhand.doors.web.tables import csv_answer, wants_csv
from evenhand.record.ledger import checkpoints, queries
from evenhand.record.ledger.models import Checkpoint
from evenhand.record.outbox import queries as outbox
from evenhand.record.outbox.actions import enqueue
from evenhand.record.outbox.ticking import SCHEDULED
from evenhand.server.signing import origin, own_key, signing_key

TAB = "ledger"
JOB = "ledger-verify"


@require_safe
@allowed("see_ledger")
def show(request: HttpRequest) -> HttpResponseBase:
    """What the last check found, the checkpoints, the key, and what none of it can show."""
    if wants_csv(request):
        return csv_answer(request, "ledger", table.columns_for(member_of(request)), table.all_rows())
    checked = queries.last_verification()
    context = {
        "checked": checked,
        "found": break_in_words(checked.kind, checked.number, checked.parameters) if checked else "",
        "checkpoints": queries.newest_checkpoints(),
        "key": own_key(),
        "leaves": bool(settings.CHECKPOINT_FOLDER or settings.CHECKPOINT_MAILBOX),
        "nobody_works": outbox.is_missing(outbox.last_beat(), at=clock.now()),
        "tab": TAB,
    }
    return render(request, "ledger/page.html", context)


@require_POST
@allowed("see_ledger")
def verify(request: HttpRequest) -> HttpResponse:
    """Have the worker verify the ledger now."""
    with transaction.atomic():
        enqueue(JOB, {}, at=clock.now(), key=SCHEDULED)
    messages.success(request, gettext("The worker verifies the ledger. Load this page again in a moment."))
    return redirect(TAB)


@require_POST
@allowed("see_ledger")
def sign(request: HttpRequest) -> HttpResponse:
    """Sign the head as it is now."""
    if checkpoints.make_if_grown(origin=origin(), private_pem=signing_key(), at=clock.now()) is None:
        messages.info(request, gettext("The ledger is empty; there is nothing to sign yet."))
    else:
        messages.success(request, gettext("The newest checkpoint stands first in the list. Keep a copy elsewhere."))
    return redirect(TAB)


@require_safe
@allowed("see_ledger")
def checkpoint(request: HttpRequest, pk: int) -> HttpResponse:
    """A checkpoint as a file, byte for byte as it was signed."""
    del request
    row = Checkpoint.objects.filter(pk=pk).first()
    if row is None:
        raise Http404
    answer = HttpResponse(row.note.encode(), content_type="text/plain; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="checkpoint-{row.size:010d}-{row.pk}.txt"'
    return answer
