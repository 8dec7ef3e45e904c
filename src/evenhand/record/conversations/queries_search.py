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
    words = [_word(term, begins=False) for term in query.whole] + [
        _word(term, begins=True) for term in query.beginnings
    ]
    words = sorted(words[:MOST_WORDS], key=lambda word: len(word.ids))
    if not words or not words[0].ids:
        return Found([], None, False)
    ids = set.intersection(*(word.ids for word in words if word is words[0] or not word.is_very_common))
    messages = messages_for(member).filter(pk__in=ids)
    for word in words[1:]:
        if word.is_very_common:
            messages = messages.filter(Exists(SearchTerm.objects.filter(term=word.term, message_id=OuterRef("pk"))))
    if customer:
        messages = messages.filter(conversation__customer=customer)
    return _page(messages, after, cut=len(words[0].ids) >= MOST_OF_A_WORD)


@dataclass(frozen=True, slots=True)
class _Word:
    """A term with its messages, at most MOST_OF_A_WORD; `is_very_common` if the word itself is in so many."""

    term: str
    ids: set[int]
    is_very_common: bool


def _word(term: str, *, begins: bool) -> _Word:
    """The newest messages that hold the very word, then (with `begins`) those with words that begin so."""
    rows = SearchTerm.objects.order_by("-term", "-message_id").values_list("message_id", flat=True)
    ids = set(rows.filter(term=term)[:MOST_OF_A_WORD])
    if len(ids) >= MOST_OF_A_WORD:
        return _Word(term, ids, is_very_common=True)
    if begins:
        ids |= set(rows.filter(term__gt=term, term__lt=term + _LAST)[: MOST_OF_A_WORD - len(ids)])
    return _Word(term, ids, is_very_common=False)


def _page(messages: QuerySet[Message], after: str, *, cut: bool) -> Found:
    place = _read_place(after)
    if place:
        at, pk = place
        messages = messages.filter(Q(at__lt=at) | Q(at=at, pk__lt=pk), at__lte=at)
    query = messages.select_related("conversation__customer", "author", "contact").defer("html").order_by("-at", "-pk")
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
