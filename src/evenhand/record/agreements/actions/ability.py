"""Checks of ability: who looked whether we can do something, and how long the answer holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from evenhand.record.agreements.models import CapabilityCheck
from evenhand.record.conversations.actions import NotPossible
from evenhand.record.conversations.models import Conversation
from evenhand.record.customers.models import Customer
from evenhand.record.ledger import actions as ledger
from evenhand.record.people.calendar import day_of, working_calendar
from evenhand.record.people.models import Member

MOST_HOURS = Decimal(100_000)


@dataclass(frozen=True, slots=True)
class Ability:
    """What we can do: the hours it takes, who has to know what, ready by which day, an answer valid until which."""

    what: str
    hours: Decimal
    ready_by: date
    valid_until: date
    skills: str = ""


@transaction.atomic
def record_check(
    ability: Ability,
    *,
    by: Member,
    at: datetime,
    conversation: Conversation | None = None,
    customer: Customer | None = None,
) -> CapabilityCheck:
    """Keep that `by` checked it. Raises NotPossible "check-empty", "check-hours", "past"."""
    what = " ".join(ability.what.replace("\x00", "").split())
    if not what:
        raise NotPossible("check-empty")
    if not Decimal(0) < ability.hours <= MOST_HOURS:
        raise NotPossible("check-hours")
    if ability.valid_until < day_of(at, working_calendar()):
        raise NotPossible("past")
    row = CapabilityCheck.objects.create(
        what=what,
        hours=ability.hours,
        skills=ability.skills.replace("\x00", "").strip(),
        ready_by=ability.ready_by,
        valid_until=ability.valid_until,
        conversation=conversation,
        customer=conversation.customer if conversation else customer,
        checked_by=by,
        checked_at=at,
    )
    body = {
        "conversation": row.conversation_id, "customer": row.customer_id, "hours": str(row.hours),
        "ready_by": row.ready_by.isoformat(), "valid_until": row.valid_until.isoformat(),
    }  # fmt: skip
    ledger.append(kind="check.recorded", actor=by.actor, at=at, subject=f"check:{row.pk}", body=body)
    return row


@transaction.atomic
def withdraw_check(check: CapabilityCheck, *, by: Member, at: datetime) -> None:
    """The answer no longer holds. Raises NotPossible "withdrawn"."""
    if not CapabilityCheck.objects.filter(pk=check.pk, withdrawn_at=None).update(withdrawn_at=at, withdrawn_by=by):
        raise NotPossible("withdrawn")
    ledger.append(kind="check.withdrawn", actor=by.actor, at=at, subject=f"check:{check.pk}", body={})
