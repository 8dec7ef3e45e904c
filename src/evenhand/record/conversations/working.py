"""What members do with a conversation: take, give, close, reopen, put aside, wake, move."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from evenhand.record.conversations.models import Assignment, Closure, Conversation, Snooze
from evenhand.record.conversations.waking import free_from_leavers
from evenhand.record.customers.models import Customer
from evenhand.record.ledger import actions as ledger
from evenhand.record.ledger.actions import SYSTEM
from evenhand.record.people.models import Member, Team


class NotPossible(Exception):
    """An action does not fit the state of things; `code` says which, for the door to put into words."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def _lock(conversation: Conversation) -> Conversation:
    """The row as it is now, held until the transaction ends, so that two members do not both act on an old state."""
    return Conversation.objects.select_for_update().get(pk=conversation.pk)


def _note(kind: str, conversation: Conversation, *, by: Member | None, at: datetime, **body: Any) -> None:
    actor = by.actor if by else SYSTEM
    ledger.append(kind=kind, actor=actor, at=at, subject=f"conversation:{conversation.pk}", body=body)


@transaction.atomic
def assign(conversation: Conversation, to: Member | None, *, by: Member, at: datetime) -> None:
    """Give the conversation to a member, or back to the queue with None. Does nothing if it is theirs already.

    Raises NotPossible("member-left") for somebody who left.
    """
    row = _lock(conversation)
    if to is not None and to.left_at is not None:
        raise NotPossible("member-left")
    if row.owner_id == (to.pk if to else None):
        return
    Assignment.objects.create(conversation=row, member=to, by=by, at=at)
    Conversation.objects.filter(pk=row.pk).update(owner=to)
    _note("conversation.assigned", row, by=by, at=at, to=to.actor if to else None)


@transaction.atomic
def close(conversation: Conversation, *, by: Member, at: datetime) -> None:
    """Close it; a closed one stays as it is. A snooze ends with it."""
    row = _lock(conversation)
    if row.closed_at is not None:
        return
    Closure.objects.create(conversation=row, by=by, at=at)
    Snooze.objects.filter(conversation=row, ended_at=None).update(ended_at=at)
    Conversation.objects.filter(pk=row.pk).update(closed_at=at, snoozed_until=None)
    _note("conversation.closed", row, by=by, at=at)


@transaction.atomic
def reopen(conversation: Conversation, *, by: Member, at: datetime) -> None:
    """Open it again; an open one stays as it is. If its owner has left it goes back to the queue."""
    row = _lock(conversation)
    if row.closed_at is None:
        return
    Closure.objects.filter(conversation=row, reopened_at=None).update(reopened_at=at, reopened_by=by)
    Conversation.objects.filter(pk=row.pk).update(closed_at=None)
    _note("conversation.reopened", row, by=by, at=at)
    free_from_leavers([row.pk], by=by, actor=by.actor, at=at)


@transaction.atomic
def snooze(conversation: Conversation, until: datetime, *, by: Member, at: datetime) -> None:
    """Put it aside until a time; once more until the same time does nothing.

    Raises NotPossible("past") or NotPossible("closed").
    """
    row = _lock(conversation)
    if until <= at:
        raise NotPossible("past")
    if row.closed_at is not None:
        raise NotPossible("closed")
    if row.snoozed_until == until:
        return
    Snooze.objects.filter(conversation=row, ended_at=None).update(ended_at=at)
    Snooze.objects.create(conversation=row, until=until, by=by, at=at)
    Conversation.objects.filter(pk=row.pk).update(snoozed_until=until)
    _note("conversation.snoozed", row, by=by, at=at, until=until.isoformat())


@transaction.atomic
def wake(conversation: Conversation, *, by: Member | None, at: datetime) -> None:
    """End a snooze, by a member or (None) because its time came."""
    row = _lock(conversation)
    if row.snoozed_until is None or (by is None and row.snoozed_until > at):
        return
    Snooze.objects.filter(conversation=row, ended_at=None).update(ended_at=at)
    Conversation.objects.filter(pk=row.pk).update(snoozed_until=None)
    _note("conversation.woken", row, by=by, at=at)


def wake_due(*, at: datetime) -> int:
    """Wake every conversation whose snooze is over; returns how many. Running it twice does no harm."""
    due = list(Conversation.objects.filter(snoozed_until__lte=at))
    for conversation in due:
        wake(conversation, by=None, at=at)
    return len(due)


@transaction.atomic
def move_to_team(conversation: Conversation, team: Team | None, *, by: Member, at: datetime) -> None:
    """Give it to a team's queue, or to everybody's with None."""
    row = _lock(conversation)
    if row.team_id == (team.pk if team else None):
        return
    Conversation.objects.filter(pk=row.pk).update(team=team)
    _note("conversation.moved", row, by=by, at=at, team=team.pk if team else None)


@transaction.atomic
def set_customer(conversation: Conversation, customer: Customer | None, *, by: Member, at: datetime) -> None:
    """Say whose conversation it is."""
    row = _lock(conversation)
    if row.customer_id == (customer.pk if customer else None):
        return
    Conversation.objects.filter(pk=row.pk).update(customer=customer)
    for agreed in (row.commitments, row.minutes, row.capability_checks):
        agreed.update(customer=customer)
    _note("conversation.customer-set", row, by=by, at=at, customer=customer.pk if customer else None)


@transaction.atomic
def hand_over(member: Member, successor: Member | None, *, by: Member, at: datetime) -> int:
    """Give all open conversations of a member to another, or back to the queue; returns how many."""
    mine = list(Conversation.objects.filter(owner=member, closed_at=None))
    for conversation in mine:
        assign(conversation, successor, by=by, at=at)
    return len(mine)
