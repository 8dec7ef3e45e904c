"""Searching messages by words: the rarest word leads, the others must be there too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from evenhand.knowledge.language.terms import Query
from evenhand.record.conversations.access import messages_for
from evenhand.record.conversations.models import Message, SearchTerm
from evenhand.record.people.models import Member

PAGE = 30
# How many messages one word may bring; beyond that not all are looked through, and the page says so.
MOST_OF_A_WORD = 5_000
MOST_WORDS = 8
_LAST = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Found:
    """One page of messages, newest first; `cut` if a common word brought more than was looked through."""

    messages: list[Message]
    more: str | None
    cut: bool


def search(member: Member, query: Query, *, customer: int | None = None, after: str = "") -> Found:
    """The messages a member may see that hold every term, newest first. An empty query finds nothing."""
    conditions = _conditions(query)
    if not conditions:
        return Found([], None, False)
    found = [_ids(term, condition) for term, condition in conditions]
    sizes = [len(ids) for ids in found]
    if 0 in sizes:
        return Found([], None, False)
    rarest = sizes.index(min(sizes))
    messages = messages_for(member).filter(pk__in=found[rarest])
    for number, (_, condition) in enumerate(conditions):
        if number != rarest:
            messages = messages.filter(Exists(SearchTerm.objects.filter(condition, message_id=OuterRef("pk"))))
    if customer:
        messages = messages.filter(conversation__customer=customer)
    return _page(messages, after, cut=sizes[rarest] >= MOST_OF_A_WORD)


def _conditions(query: Query) -> list[tuple[str, Q]]:
    whole = [(term, Q(term=term)) for term in query.whole]
    beginnings = [(term, Q(term__gte=term, term__lt=term + _LAST)) for term in query.beginnings]
    return [*whole, *beginnings][:MOST_WORDS]


def _ids(term: str, condition: Q) -> set[int]:
    """Messages of a term: the newest that hold the very word, then those with words that begin so."""
    rows = SearchTerm.objects.order_by("-term", "-message_id").values_list("message_id", flat=True)
    ids = set(rows.filter(term=term)[:MOST_OF_A_WORD])
    if len(ids) < MOST_OF_A_WORD:
        ids |= set(rows.filter(condition)[: MOST_OF_A_WORD - len(ids)])
    return ids


def _page(messages: QuerySet[Message], after: str, *, cut: bool) -> Found:
    place = _read_place(after)
    if place:
        at, pk = place
        messages = messages.filter(Q(at__lt=at) | Q(at=at, pk__lt=pk), at__lte=at)
    query = messages.select_related("conversation__customer", "author").defer("html").order_by("-at", "-pk")
    rows = list(query[: PAGE + 1])
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    return Found(rows[:PAGE], f"{last.at.isoformat()}~{last.pk}" if last else None, cut)


def _read_place(text: str) -> tuple[datetime, int] | None:
    at, _, pk = text.partition("~")
    try:
        moment = datetime.fromisoformat(at)
        return (moment, int(pk)) if moment.tzinfo else None
    except ValueError:
        return None
