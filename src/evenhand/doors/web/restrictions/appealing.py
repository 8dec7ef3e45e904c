"""Appeals at the desk: taken down, and decided by somebody who had no part in the restriction."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from evenhand.doors import clock
from evenhand.doors.web.guard import allowed, member_of
from evenhand.doors.web.restrictions.beside import lines
from evenhand.doors.web.restrictions.forms import DecisionForm, end_of
from evenhand.doors.web.restrictions.refusals import refusal
from evenhand.doors.web.restrictions.turns import address_of
from evenhand.doors.web.restrictions.writing import Steps, letter_steps, link_to
from evenhand.doors.web.typed import typed
from evenhand.record.conversations.access import message_for
from evenhand.record.conversations.models import Message
from evenhand.record.conversations.queries_hidden import masked_texts
from evenhand.record.conversations.queries_thread import readings_of
from evenhand.record.conversations.working import NotPossible
from evenhand.record.protection.restrictions.access import appeal_for, restriction_for
from evenhand.record.protection.restrictions.appeals import (
    LONGEST,
    Decision,
    decide_appeal,
    draft_decision,
    record_appeal,
)
from evenhand.record.protection.restrictions.deciding import decides_appeals
from evenhand.record.protection.restrictions.letters import Outgoing


@require_POST
@allowed("see_restrictions")
def take_down(request: HttpRequest, pk: int) -> HttpResponse:
    """Take down an appeal that came another way than by the link."""
    member = member_of(request)
    row = restriction_for(member, pk)
    number = typed(request.POST, "message", most=18)
    message = message_for(member, int(number)) if number.isdecimal() else None
    words = typed(request.POST, "words") or (_masked(message) if message else "")
    try:
        record_appeal(row, words, by=member, at=clock.now(), message=message)
    except NotPossible as error:
        messages.error(request, refusal(error.code))
    else:
        messages.success(request, gettext("The appeal is on record. Somebody who had no part in it decides."))
    return redirect("restriction", pk)


def _masked(message: Message) -> str:
    """What a message says, attacks hidden: whoever decides need not read them to judge an appeal."""
    return masked_texts([message], readings_of([message.pk]))[message.pk][:LONGEST]


@require_http_methods(["GET", "POST"])
@never_cache
@allowed("see_restrictions")
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide an appeal."""
    member, now = member_of(request), clock.now()
    row = appeal_for(member, pk)
    form = DecisionForm(request.POST or None)

    def decision() -> Decision:
        given = form.cleaned_data
        in_part = given["outcome"] == "in-part"
        until = end_of(given["until_day"]) if in_part else None
        return Decision(given["outcome"], given["reason"], until, None, given["changes"] if in_part else "")

    def send(letter: Outgoing) -> str:
        decide_appeal(row, decision(), letter, link_to=link_to(request), by=member, at=now)
        messages.success(request, gettext("It is decided and on record, and the letter is on its way."))
        return reverse("restriction", args=[row.restriction_id])

    refused = "" if decides_appeals(member, row.restriction) else refusal("four-eyes")
    (line,) = lines([row.restriction], now)
    context = {
        "restriction": row.restriction,
        "line": line,
        "appeal": row,
        "act": "appeal",
        "refused": refusal("appeal-decided") if row.decided_at else refused,
    }
    steps = Steps(form, lambda: draft_decision(row, decision(), by=member, at=now), send, address_of(row.restriction))
    return letter_steps(request, steps, context)
