"""A conversation as one line of a list, ready for the template."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from evenhand.doors.web import dates
from evenhand.doors.web.readings import LANGUAGE_MARKS, LANGUAGES, MANNERS, heat_reasons, word
from evenhand.doors.web.templatetags.desk import temperature_step, temperature_word
from evenhand.knowledge.language.masking import BLOCK
from evenhand.record.conversations.models import Conversation
from evenhand.record.conversations.queries import COLUMNS, Row

# Manners that get a word of their own in the list; the others are told by the temperature.
NAMED_MANNERS = frozenset({"abusive", "threatening"})


@dataclass(frozen=True, slots=True)
class Line:
    """What a line shows; all words are in the reader's language, all times local to the reader."""

    row: Row
    who: str
    step: int
    heat: str
    reasons: list[str]
    language_mark: str
    language: str
    manner: str
    waits: str
    waits_long: str
    last: str
    last_long: str
    last_iso: str
    excerpt: list[tuple[str, bool]]


def lines_of(rows: Iterable[Row], *, now: datetime) -> list[Line]:
    """The lines of these rows, in their order."""
    here = timezone.localtime(now)
    return [_line(row, now, here) for row in rows]


def _line(row: Row, now: datetime, here: datetime) -> Line:
    last = timezone.localtime(row.last_at)
    since = row.waiting_since
    return Line(
        row=row,
        who=row.customer_name or row.contact_name or row.contact_address or "",
        step=temperature_step(row.temperature),
        heat=temperature_word(row.temperature),
        reasons=heat_reasons(row.temperature_reasons),
        language_mark=LANGUAGE_MARKS.get(row.language, ""),
        language=word(LANGUAGES, row.language),
        manner=word(MANNERS, row.manner) if row.manner in NAMED_MANNERS else "",
        waits=dates.span(now - since) if since else "",
        waits_long=dates.full(timezone.localtime(since)) if since else "",
        last=dates.moment(last, here),
        last_long=dates.full(last),
        last_iso=row.last_at.isoformat(),
        excerpt=pieces_of(row.excerpt),
    )


def pieces_of(excerpt: str) -> list[tuple[str, bool]]:
    """The words of an excerpt, and apart from them (True) the stretches that are hidden."""
    if BLOCK not in excerpt:
        return [(excerpt, False)]
    return [(piece, piece[0] == BLOCK) for piece in re.split(f"({BLOCK}+)", excerpt) if piece]


def line_of_conversation(conversation: Conversation, *, now: datetime) -> Line:
    """The line of a conversation whose customer, contact, team and owner are loaded."""
    return lines_of([Row(*(_value(conversation, column) for column in COLUMNS))], now=now)[0]


def _value(conversation: Conversation, column: str) -> Any:
    name, _, inner = column.partition("__")
    value = getattr(conversation, name)
    return getattr(value, inner, None) if inner else value
