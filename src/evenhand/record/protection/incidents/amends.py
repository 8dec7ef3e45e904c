"""Amends: somebody apologised or took back what they said. It closes what can be closed and counts the next time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from evenhand.record.conversations.models import Message
from evenhand.record.conversations.working import NotPossible
from evenhand.record.ledger import actions as ledger
from evenhand.record.people.models import Member
from evenhand.record.protection.incidents.access import actor_on, is_reporter
from evenhand.record.protection.incidents.reporting import LONGEST
from evenhand.record.protection.models import Amends, Incident, Warning


@transaction.atomic
def record_amends(
    incident: Incident, kind: str, *, message: Message | None = None, words: str = "", by: Member, at: datetime
) -> Amends:
    """Put on record that it was made good, and end the warnings that came of this incident.

    The same again gives the row that stands. Raises NotPossible "amends-kind" (a word that is none), "amends-words"
    (neither a message nor words), "amends-message" (one of ours, or of another customer), "report-long".
    """
    said = words.strip()
    _check(incident, kind, message, said)
    row = Incident.objects.select_for_update(no_key=True).get(pk=incident.pk)
    known = Amends.objects.filter(incident=row, kind=kind, message=message, words=said).first()
    if known is not None:
        return known
    warnings = list(Warning.objects.select_for_update(no_key=True).filter(incident=row, ended_at=None).order_by("pk"))
    made = Amends.objects.create(incident=row, kind=kind, message=message, words=said, by=by, at=at)
    actor = actor_on(row, by)
    body = {"amends": made.pk, "kind": kind, "message": message.pk if message else None}
    ledger.append(kind="amends.recorded", actor=actor, at=at, subject=f"incident:{row.pk}", body=body)
    _end_warnings(warnings, made, by=by, at=at, actor=actor)
    return made


def _check(incident: Incident, kind: str, message: Message | None, words: str) -> None:
    if kind not in Amends.Kind.values:
        raise NotPossible("amends-kind")
    if message is None and not words:
        raise NotPossible("amends-words")
    if len(words) > LONGEST:
        raise NotPossible("report-long")
    if message is not None and not _is_theirs(incident, message):
        raise NotPossible("amends-message")


def _is_theirs(incident: Incident, message: Message) -> bool:
    """Whether the other side wrote it: in the same conversation, by the same person, or at the same customer."""
    if message.direction != Message.Direction.INBOUND:
        return False
    same = (
        (incident.conversation_id, message.conversation_id),
        (incident.contact_id, message.contact_id),
        (incident.customer_id, message.conversation.customer_id),
    )
    return any(one is not None and one == other for one, other in same)


def _end_warnings(warnings: Sequence[Warning], made: Amends, *, by: Member, at: datetime, actor: str) -> None:
    """A warning of this incident has done its work. Whoever reported is not named on it."""
    named = None if is_reporter(by, made.incident) else by
    for warning in warnings:
        Warning.objects.filter(pk=warning.pk).update(ended_at=at, ended_by=named)
        subject, body = f"warning:{warning.pk}", {"warning": warning.pk, "amends": made.pk}
        ledger.append(kind="warning.ended", actor=actor, at=at, subject=subject, body=body)
