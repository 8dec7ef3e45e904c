"""A conversation as one line of a list, ready for the template."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext, ngettext

from evenhand.doors.web import dates
from evenhand.doors.web.readings import LANGUAGE_MARKS, LANGUAGES, MANNERS, heat_reasons, word
from evenhand.doors.web.templatetags.desk import temperature_step, temperature_word
from evenhand.doors.web.tongues import html_lang
from evenhand.knowledge.language.masking import BLOCK
from evenhand.record.agreements.queries.commitments import updates_owed
from evenhand.record.conversations.models import Conversation
from evenhand.record.conversations.queries import COLUMNS, Row

# Manners that get a word of their own in the list; the others are told by the temperature.
NAMED_MANNERS = frozenset({"abusive", "threatening"})


BARS = tuple(
    mark_safe("".join(f'<i class="bar bar-{bar}{" lit" if bar <= step else ""}"></i>' for bar in range(5)))  # noqa: S308
    for step in range(5)
)


@dataclass(frozen=True, slots=True)
class Line:
    """What a line shows, every word ready: a page has fifty of them. Times are local to the reader.

    `waits` is empty where nobody waits or the conversation is closed, `update` where none is owed; `bars` is our own
    markup.
    """

    row: Row
    url: str
    who: str
    subject: str
    count: str
    lang: str
    step: int
    bars: str
    heat: str
    reasons: list[str]
    language_mark: str
    language: str
    manner: str
    waits: str
    waits_long: str
    update: str
    update_is_late: bool
    last: str
    last_long: str
    last_iso: str
    excerpt: list[tuple[str, bool]]

    @property
    def hides_subject(self) -> bool:
        """Whether words of the subject are hidden."""
        return BLOCK in self.subject


def lines_of(rows: Iterable[Row], *, now: datetime, owed: Mapping[int, datetime] | None = None) -> list[Line]:
    """The lines of these rows, in their order. `owed`: when updates are due there, looked up where it is None."""
    here, found = timezone.localtime(now), list(rows)
    if owed is None:
        owed = updates_owed([row.pk for row in found if row.closed_at is None])
    return [_line(row, now, here, owed.get(row.pk)) for row in found]


def _line(row: Row, now: datetime, here: datetime, owed: datetime | None) -> Line:
    last = timezone.localtime(row.last_at)
    step = temperature_step(row.temperature)
    since = row.waiting_since if row.closed_at is None else None
    return Line(
        row=row,
        url=reverse("conversation", args=(row.pk,)),
        who=row.customer_name or row.contact_name or row.contact_address or gettext("Nobody known"),
        subject=row.subject or gettext("(no subject)"),
        count=_count(row.message_count),
        lang=html_lang(row.language),
        step=step,
        bars=BARS[step],
        heat=temperature_word(row.temperature),
        reasons=heat_reasons(row.temperature_reasons),
        language_mark=LANGUAGE_MARKS.get(row.language, ""),
        language=word(LANGUAGES, row.language),
        manner=word(MANNERS, row.manner) if row.manner in NAMED_MANNERS else "",
        waits=gettext("waits %(time)s") % {"time": dates.span(now - since)} if since else "",
        waits_long=dates.full(timezone.localtime(since)) if since else "",
        update=_update(owed, now, here),
        update_is_late=owed is not None and owed < now,
        last=dates.moment(last, here),
        last_long=dates.full(last),
        last_iso=row.last_at.isoformat(),
        excerpt=pieces_of(row.excerpt),
    )


def _update(owed: datetime | None, now: datetime, here: datetime) -> str:
    if owed is None:
        return ""
    if owed < now:
        return gettext("update %(time)s late") % {"time": dates.span(now - owed)}
    return gettext("update by %(time)s") % {"time": dates.moment(timezone.localtime(owed), here)}


def _count(messages: int) -> str:
    if messages < 2:
        return ""
    return ngettext("%(number)s message", "%(number)s messages", messages) % {"number": messages}


def pieces_of(excerpt: str) -> list[tuple[str, bool]]:
    """The words of an excerpt, and apart from them (True) the stretches that are hidden."""
    if BLOCK not in excerpt:
        return [(excerpt, False)]
    return [(piece, piece[0] == BLOCK) for piece in re.split(f"({BLOCK}+)", excerpt) if piece]


def line_of_conversation(conversation: Conversation, *, now: datetime) -> Line:
    """The line of a conversation whose customer, contact, team and owner are loaded."""
    return lines_of([Row(*(_value(conversation, column) for column in COLUMNS))], now=now)[0]


def _value(conversation: Conversation, column: str) -> Any:
    if column == "subject":
        return conversation.shown_subject
    name, _, inner = column.partition("__")
    value = getattr(conversation, name)
    return getattr(value, inner, None) if inner else value
