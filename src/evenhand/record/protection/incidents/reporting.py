"""Reporting an incident: what happened, in whose words, who reported it, and who is told, in one transaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db import IntegrityError, transaction

from evenhand.record.conversations.actions import NotPossible
from evenhand.record.conversations.models import Conversation, Message
from evenhand.record.customers.models import Contact, Customer
from evenhand.record.ledger import actions as ledger
from evenhand.record.people.models import Member, Role, Team
from evenhand.record.protection.alerts.alerting import alert_next
from evenhand.record.protection.incidents.access import REPORTER
from evenhand.record.protection.models import (
    Demand,
    Fault,
    Incident,
    Manner,
    Quotation,
    Reporter,
    Route,
    Severity,
)

MOST_QUOTATIONS = 10_000
LONGEST = 20_000
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a message that are quoted: code points of its text."""

    message: Message
    start: int
    end: int
    is_attack: bool = True


@dataclass(frozen=True, slots=True)
class Report:
    """What is reported. What a message knows (conversation, customer, contact, team, channel, when) may be left out."""

    demand: str
    manner: str
    severity: str
    ours: str = Fault.UNCLEAR
    occurred_at: datetime | None = None
    channel: str = ""
    place: str = ""
    message: Message | None = None
    conversation: Conversation | None = None
    customer: Customer | None = None
    contact: Contact | None = None
    team: Team | None = None
    who: str = ""
    joined: str = ""
    asked: str = ""
    answered: str = ""
    line: str = ""
    quotations: Sequence[Words] = field(default=())
    route: str = Route.LINE
    is_named: bool = False
    once: str = ""


@transaction.atomic
def report(told: Report, *, by: Member, at: datetime) -> Incident:
    """Put an incident on record and ask the first person to answer.

    The same `once` again gives the incident that was made of it. Nobody left to ask is no reason to refuse: the
    incident then stands open until somebody can be asked (see answering.py).
    Raises NotPossible "report-left" (whoever reports has left), "report-axes" (a word that is none), "report-future",
    "report-words" (quoted words that are not in the message, or no longer), "report-long",
    "report-many" (more than MOST_QUOTATIONS).
    """
    if not by.is_active:
        raise NotPossible("report-left")
    if told.once and (made := _made_before(told.once, by)) is not None:
        return made
    _check(told, at)
    incident = _row(told, by=by, at=at)
    quoted = _as_they_are(told.quotations, incident.conversation_id)
    try:
        with transaction.atomic():
            incident.save()
    except IntegrityError:  # the same form, sent twice at once
        if (made := _made_before(told.once, by) if told.once else None) is not None:
            return made
        raise
    Reporter.objects.create(incident=incident, member=by, role=shown_role(by), is_named=told.is_named)
    _quote(incident, quoted)
    body = {
        "demand": incident.demand, "manner": incident.manner, "severity": incident.severity, "ours": incident.ours,
        "route": incident.route, "message": incident.message_id, "conversation": incident.conversation_id,
        "contact": incident.contact_id, "occurred": incident.occurred_at.isoformat(),
        "quotations": len(told.quotations),
    }  # fmt: skip
    ledger.append(kind="incident.reported", actor=REPORTER, at=at, subject=f"incident:{incident.pk}", body=body)
    alert_next(incident, actor=ledger.SYSTEM, at=at)
    return incident


def shown_role(member: Member) -> str:
    """The role a reporter is shown by: the plainest they hold, which most others hold too."""
    return next((role for role in Role.values if role in member.roles()), "")


def _made_before(once: str, by: Member) -> Incident | None:
    row = Incident.objects.filter(once=once).first()
    if row is not None and not Reporter.objects.filter(incident=row, member=by).exists():
        raise NotPossible("report-axes")
    return row


def _check(told: Report, at: datetime) -> None:
    words = ((told.demand, Demand), (told.manner, Manner), (told.severity, Severity), (told.ours, Fault))
    if any(word not in choices.values for word, choices in words) or told.route not in Route.values:
        raise NotPossible("report-axes")
    if told.occurred_at is not None and told.occurred_at > at:
        raise NotPossible("report-future")
    if any(len(text) > LONGEST for text in (told.asked, told.answered, told.line)):
        raise NotPossible("report-long")
    if len(told.quotations) > MOST_QUOTATIONS:
        raise NotPossible("report-many")
    if any(not 0 <= one.start < one.end <= len(one.message.text) for one in told.quotations):
        raise NotPossible("report-words")


def _row(told: Report, *, by: Member, at: datetime) -> Incident:
    message = told.message
    conversation = told.conversation or (message.conversation if message else None)
    contact = told.contact or (message.contact if message else None) or (conversation.contact if conversation else None)
    return Incident(
        occurred_at=told.occurred_at or (min(message.at, at) if message else at),
        reported_at=at,
        channel=told.channel or (conversation.channel if conversation else "mail"),
        place=told.place.strip()[:200],
        conversation=conversation,
        message=message,
        customer=told.customer or (conversation.customer if conversation else contact.customer if contact else None),
        contact=contact,
        team=told.team or (conversation.team if conversation else None) or _own_team(by),
        who=told.who.strip()[:200],
        joined=told.joined.strip()[:500],
        asked=told.asked.strip(),
        answered=told.answered.strip(),
        line=told.line.strip(),
        demand=told.demand,
        manner=told.manner,
        severity=told.severity,
        ours=told.ours,
        route=told.route,
        once=told.once or None,
    )


def _own_team(member: Member) -> Team | None:
    teams = sorted(member.team_ids())
    return Team.objects.get(pk=teams[0]) if len(teams) == 1 else None


def _as_they_are(quoted: Sequence[Words], reported: int | None) -> list[Words]:
    """The same words in the messages as they are now, which nobody can erase before the report is on record.

    The conversation that is reported is held with theirs: whoever works on it holds it before the ledger, too.
    """
    known = {one.message.pk: one.message.conversation_id for one in quoted}
    for ids in _batches(sorted({*known.values(), *([reported] if reported else ())})):
        list(Conversation.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk"))
    rows: dict[int, Message] = {}
    for ids in _batches(sorted(known)):
        found = Message.objects.filter(pk__in=ids).select_related("raw").defer("html", "raw__data")
        rows |= {row.pk: row for row in found}
    if any(one.message.pk not in rows or not _still_says(rows[one.message.pk], one) for one in quoted):
        raise NotPossible("report-words")
    return [replace(one, message=rows[one.message.pk]) for one in quoted]


def _still_says(message: Message, words: Words) -> bool:
    return message.text[words.start : words.end] == words.message.text[words.start : words.end]


def _batches(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))


def _quote(incident: Incident, quoted: Sequence[Words]) -> None:
    rows = {
        (one.message.pk, one.start, one.end): Quotation(
            incident=incident,
            message=one.message,
            number=one.message.pk,
            start=one.start,
            end=one.end,
            text=one.message.text[one.start : one.end],
            sent_at=one.message.at,
            sha256=one.message.raw.sha256 if one.message.raw else "",
            is_attack=one.is_attack,
        )
        for one in quoted
    }
    Quotation.objects.bulk_create(rows.values(), batch_size=AT_ONCE)
