"""The turns of a restriction at the desk: looked at again, lifted, extended; a warning ended; a firm's answer kept."""

from __future__ import annotations

from datetime import datetime
from typing import Any

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
from evenhand.doors.web.restrictions.forms import ExtendForm, ReasonForm, ReviewForm, end_of
from evenhand.doors.web.restrictions.refusals import refusal
from evenhand.doors.web.restrictions.writing import Steps, letter_steps, link_to
from evenhand.doors.web.typed import typed
from evenhand.record.conversations.working import NotPossible
from evenhand.record.people.models import Member
from evenhand.record.protection.models import Restriction
from evenhand.record.protection.restrictions import turns as turning
from evenhand.record.protection.restrictions.access import employer_letter_for, restriction_for, warning_for
from evenhand.record.protection.restrictions.deciding import decides, last_day, latest_review
from evenhand.record.protection.restrictions.employer_letters import keep_employer_answer
from evenhand.record.protection.restrictions.letters import Outgoing
from evenhand.record.protection.restrictions.turns import EXTEND, KEEP, LIFT, Turn
from evenhand.record.protection.restrictions.warnings import end_warning
from evenhand.record.protection.restrictions.whom import whom_of

WITH_FORM = require_http_methods(["GET", "POST"])


@WITH_FORM
@never_cache
@allowed("see_restrictions")
def lift(request: HttpRequest, pk: int) -> HttpResponse:
    """End it before its time."""
    form = ReasonForm(request.POST or None)
    return _turned(request, pk, form, "lift", lambda: Turn(LIFT, form.cleaned_data["reason"]))


@WITH_FORM
@never_cache
@allowed("see_restrictions")
def extend(request: HttpRequest, pk: int) -> HttpResponse:
    """Let it last longer."""
    form = ExtendForm(request.POST or None)

    def turn() -> Turn:
        given = form.cleaned_data
        return Turn(EXTEND, given["reason"], given["review_day"], end_of(given["until_day"]))

    return _turned(request, pk, form, "extend", turn)


@WITH_FORM
@never_cache
@allowed("see_restrictions")
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Look at it again: keep it, or lift it."""
    form = ReviewForm(request.POST or None)

    def turn() -> Turn:
        given = form.cleaned_data
        if given["outcome"] == "lifted":
            return Turn(LIFT, given["reason"])
        if given["review_day"] is None:
            raise NotPossible("turn")
        return Turn(KEEP, given["reason"], given["review_day"])

    return _turned(request, pk, form, "review", turn)


@require_POST
@allowed("record_merit")
def warning_end(request: HttpRequest, pk: int) -> HttpResponse:
    """A warning counts no longer."""
    member = member_of(request)
    try:
        end_warning(warning_for(member, pk), by=member, at=clock.now())
    except NotPossible as error:
        messages.error(request, refusal(error.code))
    else:
        messages.success(request, gettext("The warning counts no longer. It stays on record."))
    return redirect("restrictions")


@require_POST
@allowed("record_merit")
def employer_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what the firm answered."""
    member = member_of(request)
    row = employer_letter_for(member, pk)
    try:
        keep_employer_answer(row, typed(request.POST, "words", most=10_000), by=member, at=clock.now())
    except NotPossible as error:
        messages.error(request, refusal(error.code))
    return redirect(reverse("restriction", args=[row.restriction_id]) if row.restriction_id else "restrictions")


def _turned(request: HttpRequest, pk: int, form: ReasonForm, act: str, turn: Any) -> HttpResponse:
    member, now = member_of(request), clock.now()
    row = restriction_for(member, pk)

    def send(letter: Outgoing) -> str:
        getattr(turning, act)(row, turn(), letter, link_to=link_to(request), by=member, at=now)
        messages.success(request, gettext("It is decided and on record, and the letter is on its way."))
        return reverse("restriction", args=[row.pk])

    steps = Steps(form, lambda: turning.draft_turn(row, turn(), by=member, at=now), send, address_of(row))
    return letter_steps(request, steps, _context(member, row, act, now))


def address_of(row: Restriction) -> str:
    """Where letters about a restriction go: where the first one went."""
    return row.letter.to if row.letter else whom_of(row).address


def _context(member: Member, row: Restriction, act: str, now: datetime) -> dict[str, Any]:
    refused = "" if decides(member) else refusal("not-decider")
    if not turning.in_force(row, now):
        refused = refusal("restriction-ended")
    latest = latest_review(now)
    if act == "review" and row.until is not None:
        latest = min(latest, last_day(row.until))
    (line,) = lines([row], now)
    return {"restriction": row, "line": line, "act": act, "refused": refused, "latest_review": latest}
