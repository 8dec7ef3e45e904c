"""The list of conversations: filters, orders, and pages that continue where the last one ended (keyset).

Every order stands on an index of `Conversation`; nothing counts the whole table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from evenhand.knowledge.language.shown_subjects import shown_subject
from evenhand.record.conversations.access import conversations_for
from evenhand.record.conversations.models import Conversation
from evenhand.record.customers.models import Customer
from evenhand.record.people.models import Member

PAGE = 50
# A word of the temperature scale begins half a step below its number, as the five words are rounded.
HALF_STEP = 0.5
STATES = ("open", "snoozed", "closed")
COLUMNS = (
    "pk", "subject", "excerpt", "language", "manner", "temperature", "temperature_reasons", "message_count",
    "waiting_since", "last_at", "last_inbound_at", "closed_at", "snoozed_until", "customer_id", "customer__name",
    "contact__name", "contact__address", "owner_id", "owner__name", "team__name",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Filters:
    """What a member asks the list for; None and "" do not filter.

    `owner` is "me", "nobody" or a member's id; `temperature` the least step (0 to 4); `waiting` the least time that
    an answer has been due; `language` and `manner` the words of a reading.
    """

    state: str = "open"
    customer: int | None = None
    customer_name: str = ""
    team: int | None = None
    owner: str = ""
    language: str = ""
    manner: str = ""
    temperature: int | None = None
    waiting: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """An order by columns ("-" for falling); `within` is a condition that goes with it."""

    columns: tuple[str, ...]
    within: Q


@dataclass(frozen=True, slots=True)
class Row:
    """A conversation as a list shows it: attacks in `subject` and `excerpt` are blocks."""

    pk: int
    subject: str
    excerpt: str
    language: str
    manner: str
    temperature: float
    temperature_reasons: list[str]
    message_count: int
    waiting_since: datetime | None
    last_at: datetime
    last_inbound_at: datetime | None
    closed_at: datetime | None
    snoozed_until: datetime | None
    customer_id: int | None
    customer_name: str | None
    contact_name: str | None
    contact_address: str | None
    owner_id: int | None
    owner_name: str | None
    team_name: str | None


@dataclass(frozen=True, slots=True)
class Page:
    """Up to `PAGE` rows; `more` is the place where the next page begins, None on the last."""

    rows: Sequence[Row]
    more: str | None


_HOT = ("-temperature", "-last_at", "pk")
_WAITING = Q(waiting_since__isnull=False)
# The default: whoever waits for us, hottest first; then the rest, newest first.
ORDERS: dict[str, tuple[Order, ...]] = {
    "ranked": (Order(_HOT, _WAITING), Order(("-last_at", "pk"), ~_WAITING)),
    "waiting": (Order(("waiting_since", "pk"), _WAITING),),
    "newest": (Order(("-last_at", "pk"), Q()),),
    "hottest": (Order(_HOT, Q()),),
}
# Closed ones are ordered by when they were closed, whatever was asked.
_CLOSED = (Order(("-closed_at", "last_at", "-pk"), Q()),)


def inbox(member: Member, filters: Filters, order: str, *, now: datetime, after: str = "", size: int = PAGE) -> Page:
    """One page of the list. `after` is a `Page.more`; one that cannot be read begins anew.

    Raises KeyError for an order that is not in ORDERS.
    """
    query = filtered(member, filters, now=now)
    orders = _CLOSED if filters.state == "closed" else ORDERS[order]
    stage, place = _read_place(after, orders)
    rows: list[dict[str, Any]] = []
    for number in range(stage, len(orders)):
        part = query.filter(orders[number].within).order_by(*orders[number].columns)
        if place is not None and number == stage:
            part = part.filter(_beyond(orders[number].columns, place))
        found = list(part.values(*COLUMNS)[: size + 1 - len(rows)])
        if len(rows) + len(found) > size:
            rows += found[: size - len(rows)]
            return Page(_rows(rows), _place_after(rows[-1], orders))
        rows += found
    return Page(_rows(rows), None)


def of_customer(member: Member, customer: Customer, *, after: str = "", size: int = PAGE) -> Page:
    """One page of a customer's conversations, open and closed, newest first."""
    order = (Order(("-last_at", "pk"), Q()),)
    query = conversations_for(member).filter(customer=customer).order_by(*order[0].columns)
    _, place = _read_place(after, order)
    if place is not None:
        query = query.filter(_beyond(order[0].columns, place))
    found = list(query.values(*COLUMNS)[: size + 1])
    more = _place_after(found[size - 1], order) if len(found) > size else None
    return Page(_rows(found[:size]), more)


def filtered(member: Member, filters: Filters, *, now: datetime) -> QuerySet[Conversation]:
    """The conversations a member may see that pass the filters, in no order."""
    query = conversations_for(member).filter(_in_state(filters.state, now))
    same: dict[str, Any] = {"customer": filters.customer, "team": filters.team}
    same |= {"language": filters.language, "manner": filters.manner}
    query = query.filter(**{name: value for name, value in same.items() if value})
    if filters.customer_name:
        query = query.filter(customer__name__icontains=filters.customer_name)
    if filters.owner == "nobody":
        query = query.filter(owner=None)
    elif filters.owner:
        query = query.filter(owner=member.pk if filters.owner == "me" else int(filters.owner))
    if filters.temperature:
        query = query.filter(temperature__gte=filters.temperature - HALF_STEP)
    if filters.waiting:
        query = query.filter(waiting_since__lte=now - filters.waiting)
    return query


def awake(now: datetime) -> Q:
    """Not put aside, or no longer."""
    return Q(snoozed_until=None) | Q(snoozed_until__lte=now)


def rows_of(query: QuerySet[Conversation]) -> list[Row]:
    """The rows of a query, in its order."""
    return _rows(list(query.values(*COLUMNS)))


def _in_state(state: str, now: datetime) -> Q:
    if state == "closed":
        return Q(closed_at__isnull=False)
    if state == "snoozed":
        return Q(closed_at=None, snoozed_until__gt=now)
    return Q(closed_at=None) & awake(now)


def _rows(found: Sequence[dict[str, Any]]) -> list[Row]:
    shown = ({**values, "subject": shown_subject(values["subject"])} for values in found)
    return [Row(*(values[column] for column in COLUMNS)) for values in shown]


def _beyond(columns: Sequence[str], place: Sequence[Any]) -> Q:
    """What comes after a place: (a, b, c) > (x, y, z), each column in its own direction.

    The first column is bounded on its own as well, so that an index can begin there.
    """
    condition = Q()
    for depth, column in enumerate(columns):
        equal = {name.lstrip("-"): value for name, value in zip(columns[:depth], place, strict=False)}
        condition |= Q(**equal, **{_further(column): place[depth]})
    return Q(**{f"{_further(columns[0])}e": place[0]}) & condition


def _further(column: str) -> str:
    return f"{column[1:]}__lt" if column.startswith("-") else f"{column}__gt"


def _place_after(last: dict[str, Any], orders: Sequence[Order]) -> str:
    """Where a row stands, as text for an address: the stage of the order, then its values."""
    stage = len(orders) - 1 if len(orders) > 1 and last["waiting_since"] is None else 0
    values = (last[column.lstrip("-")] for column in orders[stage].columns)
    return "~".join([str(stage), *(v.isoformat() if isinstance(v, datetime) else repr(v) for v in values)])


def _read_place(text: str, orders: Sequence[Order]) -> tuple[int, tuple[Any, ...] | None]:
    stage, *values = text.split("~")
    if not stage.isdecimal() or int(stage) >= len(orders) or len(values) != len(orders[int(stage)].columns):
        return 0, None
    try:
        read = [
            _READ[column.lstrip("-")](value) for column, value in zip(orders[int(stage)].columns, values, strict=True)
        ]
    except ValueError:
        return 0, None
    return int(stage), tuple(read)


def _aware(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError("A place in the list needs an aware time.")
    return at


_READ: dict[str, Any] = {
    "pk": int, "temperature": float, "last_at": _aware, "waiting_since": _aware, "closed_at": _aware
}  # fmt: skip
