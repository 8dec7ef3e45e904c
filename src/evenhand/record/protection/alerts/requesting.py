"""Asking for relief: to stop, be replaced, rest, talk to somebody, support for legal steps; answered like an alert."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from evenhand.record.conversations.actions import NotPossible
from evenhand.record.conversations.models import Conversation
from evenhand.record.ledger import actions as ledger
from evenhand.record.people.models import Member
from evenhand.record.protection.alerts.alerting import alert_next, answers_about, end_alert, open_alerts
from evenhand.record.protection.models import Alert, Answer, Incident, Request, Route
from evenhand.record.replies.checking import plain

LONGEST = 5_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for. By the second route the line is left out, as with a report."""

    kind: str
    incident: Incident | None = None
    conversation: Conversation | None = None
    line: str = ""
    route: str = Route.LINE


@transaction.atomic
def ask(wanted: Wanted, *, by: Member, at: datetime) -> Request:
    """Put a request on record and ask the first person to answer it; the same one that still waits is found again.

    Nobody to ask is no reason to refuse: the request stands until somebody can be asked (see escalating.py). The ledger
    does not say which incident it is about, for it names whoever asks. Raises NotPossible "request-kind",
    "request-long".
    """
    if wanted.kind not in Request.Kind.values or wanted.route not in Route.values:
        raise NotPossible("request-kind")
    if len(wanted.line) > LONGEST:
        raise NotPossible("request-long")
    conversation = wanted.conversation or (wanted.incident.conversation if wanted.incident else None)
    if conversation is not None:  # before the ledger, as whoever works on it does
        list(Conversation.objects.select_for_update().filter(pk=conversation.pk).values_list("pk"))
    Member.objects.select_for_update(no_key=True).get(pk=by.pk)  # a form sent twice at once makes one
    same = waiting_of(by).filter(kind=wanted.kind, conversation=conversation, incident=wanted.incident)
    if (row := same.first()) is not None:
        return row
    row = Request.objects.create(
        kind=wanted.kind,
        member=by,
        at=at,
        incident=wanted.incident,
        conversation=conversation,
        line=plain(wanted.line).strip(),
        route=wanted.route,
    )
    _note("request.made", row, by, at, what=row.kind, route=row.route, conversation=row.conversation_id)
    alert_next(row, actor=ledger.SYSTEM, at=at)
    return row


@transaction.atomic
def withdraw(request: Request, *, by: Member, at: datetime) -> None:
    """Take back a request of one's own, before it is answered; whoever was asked sees that it was withdrawn.

    Raises NotPossible "not-own", "answered", "withdrawn".
    """
    row = Request.objects.select_for_update(no_key=True).get(pk=request.pk)
    if row.member_id != by.pk:
        raise NotPossible("not-own")
    if row.withdrawn_at is not None:
        raise NotPossible("withdrawn")
    if answers_about(row).exists():
        raise NotPossible("answered")
    Request.objects.filter(pk=row.pk).update(withdrawn_at=at)
    for alert in open_alerts(row):
        end_alert(alert, Alert.End.WITHDRAWN, actor=by.actor, at=at)
    _note("request.withdrawn", row, by, at)


def requests_of(member: Member) -> QuerySet[Request]:
    """What a member has asked for: for themselves alone."""
    return Request.objects.filter(member=member).select_related("conversation")


def waiting_of(member: Member) -> QuerySet[Request]:
    """Those that nobody has answered and that were not taken back."""
    answered = Answer.objects.filter(alert__request__isnull=False).values("alert__request")
    return requests_of(member).filter(withdrawn_at=None).exclude(pk__in=answered)


def _note(kind: str, row: Request, by: Member, at: datetime, **body: object) -> None:
    ledger.append(kind=kind, actor=by.actor, at=at, subject=f"request:{row.pk}", body=body)
