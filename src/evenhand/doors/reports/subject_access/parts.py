"""A section of the file: what a person reads and what a program reads, from the same rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.functional import Promise

from evenhand.doors.reports.subject_access.words import word

Label = str | Promise


@dataclass(frozen=True, slots=True)
class Item:
    """One row: `head` says what it is and when, `facts` are labels with values, `texts` words as they were written.

    A text has a label where it does not go without saying what it is.
    """

    data: Mapping[str, Any]
    head: str
    facts: tuple[tuple[str, str], ...] = ()
    texts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """`code` names its file. `items` is read once, row by row, however many there are."""

    code: str
    title: Label
    items: Iterable[Item]
    lead: Label = ""


@dataclass(frozen=True, slots=True)
class Writer:
    """Makes items of plain values: codes become words, times those of the firm's zone. `labels` are words by key."""

    zone: ZoneInfo
    labels: Mapping[str, Label]
    texts: Mapping[str, Label] = field(default_factory=dict)
    """The keys whose values are words as they were written, and what these are called."""

    def item(self, title: Label, data: Mapping[str, Any]) -> Item:
        """`data` as it stands goes to programs; what has a label goes to people, but for what is empty."""
        at = next((value for value in data.values() if isinstance(value, datetime)), None)
        head = f"{title} · {self.said('at', at)}" if at else str(title)
        return Item(data, head, tuple(self._facts(data)), tuple(self._texts(data)))

    def said(self, key: str, value: Any) -> str:
        """A value as people read it."""
        if isinstance(value, datetime):
            return f"{value.astimezone(self.zone):%Y-%m-%d %H:%M}"
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, list | tuple):
            return ", ".join(self.said(key, one) for one in value)
        return word(key, value)

    def _facts(self, data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        for key, value in data.items():
            if key in self.labels and key not in self.texts and value not in (None, "", [], ()):
                yield str(self.labels[key]), self.said(key, value)

    def _texts(self, data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        for key, value in data.items():
            if key not in self.texts or not value:
                continue
            first, *more = value if isinstance(value, list) else [value]
            yield str(self.texts[key]), first
            yield from (("", one) for one in more)
