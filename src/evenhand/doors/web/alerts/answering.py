"""The page of an alert: what is asked, by when, who was asked before; answering it, and handing it on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from evenhand.doors import clock
from evenhand.doors.web.alerts import words
from evenhand.doors.web.alerts.beside import chain_of, chain_of_request
from evenhand.doors.web.alerts.findings import Named, named
from evenhand.doors.web.guard import member_of, signed_in
from evenhand.doors.web.incidents.words import TONES, severity_word
from evenhand.doors.web.typed import typed
from evenhand.record.conversations.actions import NotPossible
from evenhand.record.people.access import may
from evenhand.record.people.models import Member
from evenhand.record.protection.alerts import answering
from evenhand.record.protection.alerts.alerting import About, about_of, answers_about
from evenhand.record.protection.alerts.asking import may_be_asked
from evenhand.record.protection.incidents.access import alert_for
from evenhand.record.protection.incidents.looking import note_look
from evenhand.record.protection.models import Alert, Answer, Incident
from evenhand.record.protection.texts import Value, compose, letter_language

MOST = answering.LONGEST
FOLLOWED_BY = {Answer.Decision.WARN: "warning-new", Answer.Decision.RESTRICT: "restriction-new"}


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the form: as typed, or nothing yet."""

    decision: str = ""
    reason: str = ""
    despite: str = ""
    trouble: str = ""
    named: tuple[Named, ...] = ()


@require_http_methods(["GET", "POST"])
@never_cache
@signed_in
def alert(request: HttpRequest, pk: int) -> HttpResponse:
    """What is asked; a POST answers it. What the draft check names is shown before anything is written."""
    member, now = member_of(request), clock.now()
    row = alert_for(member, pk)
    if request.method != "POST":
        return _page(request, member, row, Typed(), now=now)
    form = request.POST
    typed_in = Typed(typed(form, "decision"), typed(form, "reason"), typed(form, "despite"))
    seen = form.get("seen", "")
    decided = answering.Decided(
        typed_in.decision,
        typed_in.reason,
        typed_in.despite,
        seen=int(seen) if seen.isdecimal() and len(seen) < 9 else 0,
        address=request.build_absolute_uri(_where_read(row)),
    )
    try:
        answering.answer(row, decided, by=member, at=now)
    except answering.Questioned as error:
        shown = Typed(typed_in.decision, error.text, named=named(error.findings, error.text, error.language))
    except NotPossible as error:
        shown = replace(typed_in, trouble=words.refusal(error.code))
    else:
        messages.success(request, gettext("Answered. Whoever waits for it can read it now."))
        return redirect(_next(row, decided.decision, member))
    return _page(request, member, row, shown, now=now)


@require_POST
@never_cache
@signed_in
def hand_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Give it to somebody else who may be asked."""
    member = member_of(request)
    row = alert_for(member, pk)
    to = request.POST.get("to", "")
    chosen = next((one for one in may_be_asked(about_of(row)) if str(one.pk) == to), None)
    reason = typed(request.POST, "reason")
    try:
        if chosen is None:
            raise NotPossible("hand-on-to")
        answering.hand_on(row, chosen, reason, by=member, at=clock.now())
    except NotPossible as error:
        messages.error(request, words.refusal(error.code))
    else:
        messages.success(
            request, gettext("%(name)s is asked now, and has a time of their own.") % {"name": chosen.name}
        )
    return redirect("alert", pk)


def _page(request: HttpRequest, member: Member, row: Alert, shown: Typed, *, now: datetime) -> HttpResponse:
    about = about_of(row)
    context = _about(about, member, now)
    row.refresh_from_db()
    withdrawn = getattr(about, "withdrawn_at", None) is not None
    count = answers_about(about).count()
    waits = not count and row.end != Alert.End.HANDED_ON
    context |= {
        "alert": row,
        "typed": shown,
        "seen": count,
        "may_answer": not withdrawn,
        "may_hand_on": row.ended_at is None and not count,
        "choices": [(code, *words.DECISIONS[code]) for code in answering.decisions_on(about)],
        "others": list(may_be_asked(about)),
        "is_late": row.due_at <= now,
        "advice": advice_to(member, row, about, now=now) if isinstance(about, Incident) and waits else None,
        "now": now,
    }
    return render(request, "alerts/alert.html", context)


def _about(about: About, member: Member, now: datetime) -> dict[str, Any]:
    if isinstance(about, Incident):
        note_look(about, by=member, at=now)
        return {
            "incident": about,
            "title": gettext("Somebody here needs your answer"),
            "severity": severity_word(about.severity),
            "tone": TONES[about.severity],
            "quoted": about.quotations.count(),
            "chain": chain_of(about, member, now),
        }
    return {
        "asked": about,
        "title": gettext("%(name)s asks for something") % {"name": about.member.name},
        "wish": words.request_word(about.kind),
        "means": words.REQUESTS[about.kind][1],
        "chain": chain_of_request(about, member, now),
    }


def advice_to(member: Member, row: Alert, incident: Incident, *, now: datetime) -> tuple[str, list[str]]:
    """What helps now, said to whoever is asked: not their fault either, what to say, what not to, by when."""
    values: dict[str, Value | None] = {"ours": incident.ours, "due": row.due_at if now < row.due_at else None}
    zone = timezone.get_current_timezone()
    made = compose(f"to-manager-{incident.severity}", letter_language(member.language), values, zone=zone)
    return made.subject, made.paragraphs()


def _where_read(row: Alert) -> str:
    """Where whoever waits reads the answer. Of a report no number: letters may be read by who looks after mail."""
    return reverse("incidents-mine") if row.incident_id else reverse("request", args=[row.request_id])


def _next(row: Alert, decision: str, member: Member) -> str:
    """On to what was decided, where this member may prepare it; else back to the alert."""
    page = FOLLOWED_BY.get(Answer.Decision(decision))
    if page is None or row.incident_id is None or not may(member, "record_merit"):
        return reverse("alert", args=[row.pk])
    try:
        return f"{reverse(page)}?incident={row.incident_id}"
    except NoReverseMatch:
        return reverse("alert", args=[row.pk])
