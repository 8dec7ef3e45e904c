"""How late promises were or are, and how much of that was our delay and how much theirs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from evenhand.knowledge.worktime import Delay, WorkingCalendar, delay
from evenhand.record.agreements.access.commitments import commitments_for
from evenhand.record.agreements.models import Commitment, Party
from evenhand.record.agreements.queries.clock import Standstill, ended, standstills_in
from evenhand.record.agreements.queries.commitments import with_steps
from evenhand.record.people.models import Member

MOST = 20


@dataclass(frozen=True, slots=True)
class Settled:
    """A promise with a due time that has ended or is overdue: when it ended (None: not yet), and its delay if any."""

    row: Commitment
    ended_at: datetime | None
    delay: Delay | None


def settled_with(member: Member, customer_id: int, *, now: datetime) -> list[Commitment]:
    """The latest promises of both sides with a customer that ended or are overdue, as far as this member sees them."""
    ended_or_late = Q(ended_at__isnull=False, due_at__isnull=False) | Q(due_at__lt=now)
    rows = with_steps(commitments_for(member).filter(ended_or_late, customer=customer_id))
    return list(rows.order_by("-due_at", "-pk")[:MOST])


def delays_of(rows: Iterable[Commitment], calendar: WorkingCalendar, *, now: datetime) -> list[Settled]:
    """What became of promises that were fetched `with_steps`, the latest due first; one query.

    A promise of ours is put off by all that stood still in its conversation since its due time was agreed on; for one
    of theirs only what we said in writing to wait for counts as their delay.
    """
    found = [row for row in rows if row.due_at is not None]
    around = standstills_in({row.conversation_id for row in found if row.conversation_id is not None})
    settled = (_settled(row, around.get(row.conversation_id or 0, []), calendar, now) for row in found)
    kept = [one for one in settled if one.row.ended_at is not None or one.delay is not None]
    return sorted(kept, key=lambda one: (one.row.due_at, one.row.pk), reverse=True)


def _settled(row: Commitment, around: Sequence[Standstill], calendar: WorkingCalendar, now: datetime) -> Settled:
    assert row.due_at is not None  # noqa: S101 - the caller asks for it
    ours, over = row.party == Party.US, _ended_at(row)
    split = delay(
        calendar,
        due=row.due_at,
        until=over or now,
        counts_from=_agreed_at(row) if ours else row.due_at,
        waits=around if ours else [(wait.since, ended(wait)) for wait in row.waits.all()],
    )
    return Settled(row, over, split)


def _ended_at(row: Commitment) -> datetime | None:
    """When it ended: when the message that shows it was sent, else when a member said so."""
    if row.ended_at is None:
        return None
    ends = [*row.fulfilments.all(), *row.releases.all()]
    shown = [end.proof.at for end in ends if end.reopening_id is None and end.proof is not None]
    return min([*shown, row.ended_at])


def _agreed_at(row: Commitment) -> datetime:
    """When the due time was agreed on: with the promise, or when it was last moved."""
    given = row.message.at if row.message else row.recorded_at
    return max([given, *(moved.at for moved in row.postponements.all())])
