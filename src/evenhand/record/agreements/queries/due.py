"""What falls due for a member: updates they owe, their promises, and what others owe them and did not bring."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import TypeVar

from django.db.models import BooleanField, Case, Exists, OuterRef, Q, QuerySet, Subquery, Value, When

from evenhand.record.agreements.access.commitments import commitments_for
from evenhand.record.agreements.models import Commitment, Party, Postponement, Update
from evenhand.record.conversations.access import seen_by
from evenhand.record.conversations.models import Conversation
from evenhand.record.people.access import may
from evenhand.record.people.models import Member, Membership, Role, RoleGrant

AHEAD = timedelta(days=7)
MOST = 50
_Row = TypeVar("_Row", Commitment, Update)
_MOVED = Subquery(Postponement.objects.filter(commitment=OuterRef("pk")).order_by("-at").values("at")[:1])


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that falls due. `kind` is "update", "us" (we promised) or "them"; `pk` that of the row.

    `what` is empty for an update. `is_day`: a day was promised, and `due_at` is its end of business. It is due then
    since `changed_at`.
    """

    kind: str
    pk: int
    what: str
    due_at: datetime
    is_day: bool
    customer: str
    subject: str
    conversation_id: int | None
    changed_at: datetime
    is_nobodys: bool


@dataclass(frozen=True, slots=True)
class Due:
    """What is overdue, what falls due today and within a week, each the earliest first.

    `nobodys` is what falls due within a week and nobody sees to, though the member could.
    """

    overdue: list[Item]
    today: list[Item]
    week: list[Item]
    nobodys: list[Item]

    def __bool__(self) -> bool:
        return bool(self.overdue or self.today or self.week or self.nobodys)

    def pressing(self, *, now: datetime, zone: tzinfo) -> int:
        """How many things are overdue or fall due on the day of `now`, nobody's among them."""
        today = now.astimezone(zone).date()
        return len(self.overdue) + len(self.today) + sum(_day(item, zone) <= today for item in self.nobodys)


def due_for(member: Member, *, now: datetime, zone: tzinfo) -> Due:
    """What falls due for a member, by the days of their own zone; the others' promises only when they are overdue."""
    items = items_for(member, until=now + AHEAD, now=now, with_nobodys=True)
    own, today = [item for item in items if not item.is_nobodys], now.astimezone(zone).date()
    return Due(
        overdue=[item for item in own if item.due_at < now],
        today=[item for item in own if item.due_at >= now and _day(item, zone) <= today],
        week=[item for item in own if item.due_at >= now and _day(item, zone) > today],
        nobodys=[item for item in items if item.is_nobodys],
    )


def items_for(
    member: Member,
    *,
    until: datetime | None,
    now: datetime,
    own_alone: bool = False,
    with_nobodys: bool = False,
    most: int = MOST,
) -> list[Item]:
    """All that falls due until a time (None: ever), earliest first, at most so many of each kind; two queries.

    `own_alone` leaves out what others owe. `with_nobodys` adds what nobody sees to: for the members of its team, and
    where it has none for whoever gives work to others. An update without owner is that of the member who set it.
    """
    mine = Q(owner=member) | Q(owner=None, conversation__owner=member)
    promised = commitments_for(member).filter(ended_at=None, due_at__isnull=False).annotate(moved_at=_MOVED)
    promised = promised.filter(Q(party=Party.US) if own_alone else Q(party=Party.US) | Q(due_at__lt=now))
    my_update = Q(conversation__owner=member) | Q(conversation__owner=None, set_by=member)
    owed = Update.objects.filter(seen_by(member, "conversation__"), ended_at=None, conversation__closed_at=None)
    if until is not None:
        promised, owed = promised.filter(due_at__lte=until), owed.filter(due_at__lte=until)
    also, also_owed = (_nobodys(member), _nobodys_update(member)) if with_nobodys else (None, None)
    found = [*_promises(_mine_first(promised, mine, also).select_related("customer", "conversation")[:most])]
    found += _updates(_mine_first(owed, my_update, also_owed).select_related("conversation__customer")[:most])
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


def _nobodys(member: Member) -> Q:
    """Promises that nobody sees to and this member could.

    One whose conversation went to another team is nobody's too, where its owner may not look there any more.
    """
    near = Q(conversation__isnull=False) & _could_see_to(member, "conversation__")
    free = Q(owner=None, conversation__owner=None) | _out_of_sight()
    return (near & free) | Q(owner=None, conversation=None) & _could_see_to(member, "customer__")


def _out_of_sight() -> Q:
    of_its_team = Membership.objects.filter(member=OuterRef("owner"), team=OuterRef("conversation__team"))
    sees_all = RoleGrant.objects.filter(member=OuterRef("owner"), role=Role.MANAGER)
    return Q(owner__isnull=False, conversation__team__isnull=False) & ~Exists(of_its_team) & ~Exists(sees_all)


def _nobodys_update(member: Member) -> Q:
    return Q(conversation__owner=None) & _could_see_to(member, "conversation__")


def _could_see_to(member: Member, prefix: str) -> Q:
    theirs = Q(**{f"{prefix}team__in": sorted(member.team_ids())})
    return theirs | Q(**{f"{prefix}team": None}) if may(member, "assign_others") else theirs


def _mine_first(rows: QuerySet[_Row], mine: Q, also: Q | None) -> QuerySet[_Row]:
    """The rows that are the member's, then those of nobody, each the earliest due first."""
    flag = Case(When(mine, then=Value(False)), default=Value(True), output_field=BooleanField())
    return rows.filter(mine | also if also else mine).annotate(nobodys=flag).order_by("nobodys", "due_at", "pk")


def _promises(rows: Iterable[Commitment]) -> Iterable[Item]:
    for row in rows:
        assert row.due_at is not None  # noqa: S101 - the query asks for it
        where = _where(row.conversation, row)
        since = getattr(row, "moved_at", None) or row.recorded_at
        yield Item(row.party, row.pk, row.what, row.due_at, row.due_is_day, *where, since, is_nobodys=_flag(row))


def _updates(rows: Iterable[Update]) -> Iterable[Item]:
    for row in rows:
        where = _where(row.conversation)
        yield Item("update", row.pk, "", row.due_at, False, *where, row.set_at, is_nobodys=_flag(row))


def _flag(row: Commitment | Update) -> bool:
    return bool(getattr(row, "nobodys", False))


def _where(conversation: Conversation | None, promise: Commitment | None = None) -> tuple[str, str, int | None]:
    customer = promise.customer if promise else conversation.customer if conversation else None
    name = customer.name if customer else ""
    return (name, conversation.shown_subject, conversation.pk) if conversation else (name, "", None)


def _day(item: Item, zone: tzinfo) -> date:
    return item.due_at.astimezone(zone).date()
