"""Acting to stay safe: what is allowed now at a severity, and doing it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from evenhand.doors import clock
from evenhand.doors.web import dates
from evenhand.doors.web.alerts import words
from evenhand.doors.web.amounts import amount_in, amount_out
from evenhand.doors.web.conversation import refusals
from evenhand.doors.web.conversation.later import later_times
from evenhand.doors.web.guard import member_of, signed_in
from evenhand.doors.web.incidents.words import SEVERITIES, SEVERITIES_MEAN, severity_word
from evenhand.doors.web.templatetags.desk import person
from evenhand.doors.web.typed import typed
from evenhand.record.conversations.access import conversation_for
from evenhand.record.conversations.actions import NotPossible
from evenhand.record.conversations.models import Conversation
from evenhand.record.people.errors import NotFound
from evenhand.record.people.models import Member
from evenhand.record.protection.alerts.asking import chain
from evenhand.record.protection.incidents.access import incident_for
from evenhand.record.protection.incidents.looking import note_look
from evenhand.record.protection.models import Act, ActKind, Allowed, Incident, Severity
from evenhand.record.protection.policy import acting
from evenhand.record.protection.policy.policies import policy_in_force

AS_READ = {
    "heated": Severity.AGGRESSION,
    "abusive": Severity.ABUSE,
    "threatening": Severity.THREAT,
}
"""How grave a conversation looks by its reading; a member says otherwise where it is wrong."""


@dataclass(frozen=True, slots=True)
class Offered:
    """An act that is allowed now; `limit` is the most money that may be given back, "" for the other acts."""

    kind: str
    name: str
    means: str
    is_in_advance: bool
    limit: str
    currency: str


@dataclass(frozen=True, slots=True)
class StaySafe:
    """What the details "Stay safe" hold: the severity taken, and what is allowed at it; `allowed_by` is by whom."""

    severity: str
    word: str
    acts: list[Offered]
    allowed_by: str


@require_http_methods(["GET", "POST"])
@never_cache
@signed_in
def act(request: HttpRequest) -> HttpResponse:
    """What is allowed at a severity, about a conversation or an incident; a POST does it."""
    member, now = member_of(request), clock.now()
    given = request.POST if request.method == "POST" else request.GET
    conversation, incident = _what(member, given)
    severity = given.get("severity", "")
    if severity not in Severity.values:
        severity = incident.severity if incident else severity_of(conversation)
    if request.method == "POST":
        try:
            done = acting.act(_doing(given, conversation, incident, severity), by=member, at=now)
        except NotPossible as error:
            messages.error(request, _refusal(error.code, incident, member))
        else:
            messages.success(request, _said(done))
            return redirect(_next(done, conversation, incident, member))
    if incident is not None:
        note_look(incident, by=member, at=now)
    context = {
        "conversation": conversation,
        "incident": incident,
        "safe": stay_safe_at(severity, has_conversation=_has_conversation(conversation, incident)),
        "severities": [(code, SEVERITIES[code], SEVERITIES_MEAN[code]) for code in Severity.values],
        "back": _back(conversation, incident),
        "typed_amount": typed(request.POST, "amount", most=40),
    }
    return render(request, "alerts/act.html", context)


def stay_safe(conversation: Conversation) -> StaySafe:
    """What may be done about a conversation now, as grave as it reads."""
    return stay_safe_at(severity_of(conversation), has_conversation=True)


def stay_safe_at(severity: str, *, has_conversation: bool) -> StaySafe:
    """What may be done at this severity."""
    allowed = acting.allowed_now(severity)
    policy = policy_in_force()
    offered = [
        _offered(kind, row)
        for kind, row in allowed.items()
        if has_conversation or kind not in acting.NEEDS_CONVERSATION
    ]
    by = ""
    if policy is not None and any(one.is_in_advance for one in offered):
        values = {"who": person(policy.made_by), "day": dates.calendar_day(timezone.localtime(policy.made_at))}
        by = gettext("Allowed in advance by %(who)s, on %(day)s.") % values
    return StaySafe(severity, severity_word(severity), offered, by)


def severity_of(conversation: Conversation | None) -> str:
    """How grave a conversation looks by its reading."""
    return AS_READ.get(conversation.manner, Severity.DISCONTENT) if conversation else Severity.DISCONTENT


def _offered(kind: str, row: Allowed | None) -> Offered:
    name, means = words.ACTS[kind]
    limit = ""
    if row is not None and row.amount is not None:
        amount = amount_out(row.amount, row.currency, translation.get_language() or "en")
        limit = gettext("up to %(amount)s") % {"amount": amount}
    return Offered(kind, str(name), str(means), row is not None, limit, row.currency if row else "")


def _what(member: Member, given: QueryDict) -> tuple[Conversation | None, Incident | None]:
    incident, conversation = given.get("incident", ""), given.get("conversation", "")
    if incident.isdecimal() and len(incident) < 18:
        return None, incident_for(member, int(incident))
    if conversation.isdecimal() and len(conversation) < 18:
        return conversation_for(member, int(conversation)), None
    raise NotFound


def _doing(
    given: QueryDict, conversation: Conversation | None, incident: Incident | None, severity: str
) -> acting.Doing:
    kind = given.get("kind", "")
    return acting.Doing(
        kind,
        severity,
        conversation=conversation,
        incident=incident,
        until=later_times(clock.now())["tomorrow"] if kind == ActKind.ANSWER_LATER else None,
        amount=_amount(given.get("amount", "")) if kind == ActKind.REFUND else None,
        currency=typed(given, "currency", most=3).upper() if kind == ActKind.REFUND else "",
        note=typed(given, "note", most=2000),
    )


def _amount(text: str) -> Decimal | None:
    try:
        return amount_in(text)
    except ValueError as error:
        raise NotPossible("act-refund") from error


def _refusal(code: str, incident: Incident | None, member: Member) -> str:
    if code == "not-allowed":
        asked = next(iter(chain(incident)), None) if incident else None
        if asked is not None and asked.pk != member.pk:
            return gettext("That is not allowed in advance here. Ask %(name)s first.") % {"name": asked.name}
        return gettext("That is not allowed in advance here. Ask your lead or a manager first.")
    return words.refusal(code) if code in words.REFUSALS else refusals.refusal(code)


def _said(done: Act) -> str:
    if done.is_backed:
        return gettext("Done, and on record: it was allowed in advance, and the firm stands behind you.")
    return gettext("Done, and on record.")


def _next(done: Act, conversation: Conversation | None, incident: Incident | None, member: Member) -> str:
    if done.kind == ActKind.WARN:
        about = f"incident={incident.pk}" if incident else f"conversation={conversation.pk if conversation else ''}"
        try:
            return f"{reverse('warning-new')}?{about}"
        except NoReverseMatch:
            pass
    del member
    return _back(conversation, incident)


def _has_conversation(conversation: Conversation | None, incident: Incident | None) -> bool:
    return conversation is not None or (incident is not None and incident.conversation_id is not None)


def _back(conversation: Conversation | None, incident: Incident | None) -> str:
    if incident is not None:
        return reverse("incident", args=[incident.pk])
    return reverse("conversation", args=[conversation.pk]) if conversation else reverse("protection")
