"""Searching messages by words: the rarest word leads, the others must be there too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from evenhand.knowledge.language.terms import Query
from evenhand.record.conversations.access import conversations_for
from evenhand.record.conversations.models import Conversation, Message, SearchTerm
from evenhand.record.people.models import Member

PAGE = 30
# How many messages one word may bring; beyond that not all are looked through, and the page says so.
MOST_OF_A_WORD = 5_000
MOST_WORDS = 8
AT_ONCE = 300
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
    hits = Message.objects.filter(pk__in=ids)
    for word in words[1:]:
        if word.is_very_common:
            hits = hits.filter(Exists(SearchTerm.objects.filter(term=word.term, message_id=OuterRef("pk"))))
    seen = conversations_for(member)
    if customer:
        seen = seen.filter(customer=customer)
    return _page(hits, seen, after, cut=len(words[0].ids) >= MOST_OF_A_WORD)


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


def _page(hits: QuerySet[Message], seen: QuerySet[Conversation], after: str, *, cut: bool) -> Found:
    """The hits in conversations that are seen. They are looked up apart: joined, a planner may multiply the two."""
    rows = list(hits.order_by("-at", "-pk").values_list("pk", "at", "conversation_id"))
    place = _read_place(after)
    if place:
        rows = [row for row in rows if (row[1], row[0]) < place]
    ids: list[int] = []
    for start in range(0, len(rows), AT_ONCE):
        part = rows[start : start + AT_ONCE]
        visible = set(seen.filter(pk__in={row[2] for row in part}).values_list("pk", flat=True))
        ids += [row[0] for row in part if row[2] in visible]
        if len(ids) > PAGE:
            break
    query = Message.objects.filter(pk__in=ids[:PAGE]).select_related("conversation__customer", "author", "contact")
    messages = list(query.defer("html").order_by("-at", "-pk"))
    last = messages[-1] if len(ids) > PAGE else None
    return Found(messages, f"{last.at.isoformat()}~{last.pk}" if last else None, cut)


def _read_place(text: str) -> tuple[datetime, int] | None:
    at, _, pk = text.partition("~")
    try:
        moment = datetime.fromisoformat(at)
        return (moment, int(pk)) if moment.tzinfo else None
    except ValueError:
        return None
