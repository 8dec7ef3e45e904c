"""What falls due for a member: updates they owe, their promises, and what others owe them and did not bring."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from django.db.models import Q

from evenhand.record.agreements.access.commitments import commitments_for
from evenhand.record.agreements.models import Commitment, Party, Update
from evenhand.record.conversations.access import seen_by
from evenhand.record.conversations.models import Conversation
from evenhand.record.people.models import Member

AHEAD = timedelta(days=7)
MOST = 50


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that falls due. `kind` is "update", "us" (we promised) or "them"; `pk` that of the row.

    `what` is empty for an update. `is_day`: a day was promised, and `due_at` is its end of business.
    """

    kind: str
    pk: int
    what: str
    due_at: datetime
    is_day: bool
    customer: str
    subject: str
    conversation_id: int | None


@dataclass(frozen=True, slots=True)
class Due:
    """What is overdue, what falls due today and within a week, each the earliest first."""

    overdue: list[Item]
    today: list[Item]
    week: list[Item]

    def __bool__(self) -> bool:
        return bool(self.overdue or self.today or self.week)


def due_for(member: Member, *, now: datetime, zone: tzinfo) -> Due:
    """What falls due for a member, by the days of their own zone; the others' promises only when they are overdue."""
    items = items_for(member, until=now + AHEAD, now=now)
    today = now.astimezone(zone).date()
    return Due(
        overdue=[item for item in items if item.due_at < now],
        today=[item for item in items if item.due_at >= now and _day(item, zone) <= today],
        week=[item for item in items if item.due_at >= now and _day(item, zone) > today],
    )


def items_for(member: Member, *, until: datetime | None, now: datetime, own_alone: bool = False) -> list[Item]:
    """All that falls due until a time (None: ever), earliest first; `own_alone` leaves out what others owe."""
    whose = Q(party=Party.US)
    if not own_alone:
        whose |= Q(party=Party.THEM, due_at__lt=now)
    mine = Q(owner=member) | Q(owner=None, conversation__owner=member)
    promised = commitments_for(member).filter(whose, mine, ended_at=None, due_at__isnull=False)
    owed = Update.objects.filter(seen_by(member, "conversation__"), ended_at=None, conversation__closed_at=None)
    owed = owed.filter(Q(conversation__owner=member) | Q(conversation__owner=None, set_by=member))
    if until is not None:
        promised, owed = promised.filter(due_at__lte=until), owed.filter(due_at__lte=until)
    found = [*_promises(promised.select_related("customer", "conversation").order_by("due_at", "pk")[:MOST])]
    found += _updates(owed.select_related("conversation__customer").order_by("due_at", "pk")[:MOST])
    return sorted(found, key=lambda item: (item.due_at, item.kind, item.pk))


def owners() -> list[Member]:
    """The members, who have not left, for whom anything may fall due."""
    still_open = Commitment.objects.filter(ended_at=None)
    updates = Update.objects.filter(ended_at=None)
    whoever = Q(pk__in=still_open.values("owner")) | Q(
        pk__in=still_open.filter(owner=None).values("conversation__owner")
    )
    whoever |= Q(pk__in=updates.values("conversation__owner")) | Q(pk__in=updates.values("set_by"))
    return list(Member.objects.filter(whoever, left_at=None).order_by("pk"))


def _promises(rows: Iterable[Commitment]) -> Iterable[Item]:
    for row in rows:
        assert row.due_at is not None  # noqa: S101 - the query asks for it
        yield Item(row.party, row.pk, row.what, row.due_at, row.due_is_day, *_where(row.conversation, row))


def _updates(rows: Iterable[Update]) -> Iterable[Item]:
    for row in rows:
        yield Item("update", row.pk, "", row.due_at, False, *_where(row.conversation))


def _where(conversation: Conversation | None, promise: Commitment | None = None) -> tuple[str, str, int | None]:
    customer = promise.customer if promise else conversation.customer if conversation else None
    name = customer.name if customer else ""
    return (name, conversation.subject, conversation.pk) if conversation else (name, "", None)


def _day(item: Item, zone: tzinfo) -> date:
    return item.due_at.astimezone(zone).date()
