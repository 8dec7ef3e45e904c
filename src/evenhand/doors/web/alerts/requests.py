"""Asking for relief for oneself, and the page of a request for whoever made it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evenhand.doors import clock
from evenhand.doors.web.alerts import words
from evenhand.doors.web.alerts.beside import chain_of_request
from evenhand.doors.web.guard import member_of, signed_in
from evenhand.doors.web.typed import typed
from evenhand.record.conversations.access import conversation_for
from evenhand.record.conversations.actions import NotPossible
from evenhand.record.conversations.models import Conversation
from evenhand.record.people.access import may
from evenhand.record.people.models import Member
from evenhand.record.protection.alerts.alerting import open_alerts
from evenhand.record.protection.alerts.requesting import Wanted, ask
from evenhand.record.protection.alerts.requesting import withdraw as take_back
from evenhand.record.protection.incidents.access import incident_for, request_for
from evenhand.record.protection.models import Incident, Request, Route
from evenhand.record.protection.texts import compose, letter_language


@require_http_methods(["GET", "POST"])
@never_cache
@signed_in
def new(request: HttpRequest) -> HttpResponse:
    """The form, with what it is about where one came from a conversation or an incident; a POST asks."""
    member = member_of(request)
    given = request.POST if request.method == "POST" else request.GET
    conversation, incident = (
        _conversation(member, given.get("conversation", "")),
        _incident(member, given.get("incident", "")),
    )
    trouble = ""
    if request.method == "POST":
        wanted = Wanted(
            typed(given, "kind"),
            incident=incident,
            conversation=conversation,
            line=typed(given, "line"),
            route=Route.SECOND if given.get("second") else Route.LINE,
        )
        try:
            made = ask(wanted, by=member, at=clock.now())
        except NotPossible as error:
            trouble = words.refusal(error.code)
        else:
            return redirect("request", made.pk)
    context = {
        "conversation": conversation,
        "incident": incident,
        "kinds": [(code, *said) for code, said in words.REQUESTS.items()],
        "kind": given.get("kind", ""),
        "line": given.get("line", ""),
        "second": bool(given.get("second")) or (incident is not None and incident.route == Route.SECOND),
        "trouble": trouble,
    }
    return render(request, "alerts/request_new.html", context)


@require_safe
@never_cache
@signed_in
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """What was asked for, who was asked, and the answer. Whoever was asked goes to their alert."""
    member, now = member_of(request), clock.now()
    row = request_for(member, pk)
    if row.member_id != member.pk:
        return redirect("alert", row.alerts.filter(member=member).latest("made_at").pk)
    chain = chain_of_request(row, member, now)
    context = {
        "asked": row,
        "wish": words.request_word(row.kind),
        "chain": chain,
        "reply": _reply(member, row) if not chain.is_answered and row.withdrawn_at is None else None,
        "may_withdraw": not chain.is_answered and row.withdrawn_at is None,
        "now": now,
    }
    return render(request, "alerts/request.html", context)


@require_POST
@never_cache
@signed_in
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back one's own."""
    member = member_of(request)
    try:
        take_back(request_for(member, pk), by=member, at=clock.now())
    except NotPossible as error:
        messages.error(request, words.refusal(error.code))
    else:
        messages.success(request, gettext("Taken back. You can ask again at any time."))
    return redirect("request", pk)


def _reply(member: Member, row: Request) -> tuple[str, list[str]]:
    alert = open_alerts(row).select_related("member").first()
    values: dict[str, Any] = {
        "told": alert.member.name if alert and alert.member else "",
        "due": alert.due_at if alert and alert.member else None,
    }
    zone = timezone.get_current_timezone()
    made = compose(f"request-received-{row.kind}", letter_language(member.language), values, zone=zone)
    return made.subject, made.paragraphs()


def _conversation(member: Member, number: str) -> Conversation | None:
    if not number.isdecimal() or len(number) >= 18 or not may(member, "see_conversations"):
        return None
    return conversation_for(member, int(number))


def _incident(member: Member, number: str) -> Incident | None:
    return incident_for(member, int(number)) if number.isdecimal() and len(number) < 18 else None
