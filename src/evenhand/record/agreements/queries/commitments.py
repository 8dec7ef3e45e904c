"""Lists of commitments: with filters in pages that go on where the last one ended, and all of one conversation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce

from evenhand.record.agreements.access.commitments import commitments_for, suggestions_for
from evenhand.record.agreements.models import Commitment, Party, Suggestion, Update
from evenhand.record.conversations.models import Conversation
from evenhand.record.people.models import Member, Role
from evenhand.record.people.queries import who_serve

PAGE = 50
STATES = ("open", "overdue", "ended", "all")
# Where a promise without a due time stands in the order: behind all others.
_NEVER = datetime(9999, 1, 1, tzinfo=UTC)
_WORDS = ("text", "html")
_STEPS = ("fulfilments", "releases", "breaches", "postponements", "reopenings", "waits")


@dataclass(frozen=True, slots=True)
class Filters:
    """What a member asks the list for; "" and None do not filter. `owner` is "me" or ""."""

    state: str = "open"
    party: str = ""
    owner: str = ""
    customer: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Up to PAGE commitments; `more` is the place where the next page begins, "" on the last."""

    rows: Sequence[Commitment]
    more: str


def commitments_page(member: Member, filters: Filters, *, now: datetime, after: str = "", size: int = PAGE) -> Page:
    """One page, the earliest due first; those that ended, the latest end first."""
    query = _filtered(member, filters, now)
    place = _read_place(after)
    if filters.state == "ended":
        query = query.order_by("-ended_at", "-pk")
        beyond = Q(ended_at__lt=place[0]) | Q(ended_at=place[0], pk__lt=place[1]) if place else Q()
    else:
        query = query.annotate(due=Coalesce("due_at", _NEVER)).order_by("due", "pk")
        beyond = Q(due__gt=place[0]) | Q(due=place[0], pk__gt=place[1]) if place else Q()
    rows = list(with_steps(query.filter(beyond))[: size + 1])
    return Page(rows[:size], _place(rows[size - 1], filters) if len(rows) > size else "")


def with_steps(query: QuerySet[Commitment]) -> QuerySet[Commitment]:
    """The rows with customer, owner, message and all that happened to them; one query for each kind of step."""
    related = query.select_related("customer", "conversation", "owner", "message", "contact", "recorded_by")
    return related.prefetch_related(*(Prefetch(name, _steps_of(name)) for name in _STEPS))


def _steps_of(name: str) -> QuerySet[Any]:
    """The steps of one kind with who took them and the messages that prove them, without the words of those."""
    related = ("begun_by", "proof", "arrived_in") if name == "waits" else ("by", "proof")
    model: Any = Commitment._meta.get_field(name).related_model
    rows: QuerySet[Any] = model._default_manager.select_related(*related)
    return rows.defer(*(f"{one}__{words}" for one in related if one in ("proof", "arrived_in") for words in _WORDS))


def of_conversation(conversation: Conversation) -> list[Commitment]:
    """All commitments of a conversation, open ones first, by due time."""
    rows = with_steps(Commitment.objects.filter(conversation=conversation))
    return sorted(rows, key=lambda row: (row.ended_at is not None, row.due_at or _NEVER, row.pk))


def open_of_customer(member: Member, customer_id: int, *, but_not: int | None = None) -> list[Commitment]:
    """The open commitments of a customer that the member may see, without those of one conversation."""
    query = commitments_for(member).filter(customer=customer_id, ended_at=None)
    if but_not is not None:
        query = query.exclude(conversation=but_not)
    return list(with_steps(query).order_by("due_at", "pk")[:PAGE])


def who_could_own(row: Commitment) -> QuerySet[Member]:
    """The members, by name, to whom a promise may be given: those of its team and managers; without a team all."""
    team = row.conversation.team_id if row.conversation else row.customer.team_id if row.customer else None
    members = who_serve()
    return members.filter(Q(memberships__team=team) | Q(grants__role=Role.MANAGER)) if team else members


def offered_in(member: Member, conversation: Conversation) -> list[Suggestion]:
    """The suggestions of a conversation that nobody has settled, oldest message first."""
    query = suggestions_for(member).filter(message__conversation=conversation, settled_at=None)
    return list(query.select_related("message__contact", "message__author").order_by("message__at", "start"))


def update_owed(conversation: Conversation) -> Update | None:
    """The next update owed there."""
    return Update.objects.filter(conversation=conversation, ended_at=None).select_related("set_by").first()


def updates_owed(conversation_ids: Sequence[int]) -> dict[int, datetime]:
    """By when the next update is owed in each of these conversations; one query."""
    rows = Update.objects.filter(conversation__in=conversation_ids, ended_at=None)
    return dict(rows.values_list("conversation", "due_at"))


def _filtered(member: Member, filters: Filters, now: datetime) -> QuerySet[Commitment]:
    query = commitments_for(member)
    if filters.state in ("open", "overdue"):
        query = query.filter(ended_at=None)
    if filters.state == "overdue":
        query = query.filter(due_at__lt=now)
    if filters.state == "ended":
        query = query.filter(ended_at__isnull=False)
    if filters.party in Party.values:
        query = query.filter(party=filters.party)
    if filters.owner == "me":
        query = query.filter(owner=member)
    return query.filter(customer=filters.customer) if filters.customer else query


def _place(row: Commitment, filters: Filters) -> str:
    at = row.ended_at if filters.state == "ended" else row.due_at
    return f"{(at or _NEVER).isoformat()}~{row.pk}"


def _read_place(text: str) -> tuple[datetime, int] | None:
    at, _, pk = text.partition("~")
    try:
        read = datetime.fromisoformat(at), int(pk)
    except ValueError:
        return None
    return read if read[0].tzinfo is not None else None
