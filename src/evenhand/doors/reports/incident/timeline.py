"""The timeline: the messages around the incident and all that was done, in one order, as page, table and data."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Iterator
from heapq import merge
from io import StringIO
from typing import Any

from django.utils.translation import gettext

from evenhand.doors.reports.cells import neutral
from evenhand.doors.reports.incident import documents
from evenhand.doors.reports.incident.blocks import Block, line, words
from evenhand.doors.reports.incident.events import Event, events
from evenhand.doors.reports.incident.marks import Span, marked
from evenhand.doors.reports.incident.naming import Naming
from evenhand.doors.reports.incident.values import message_values, plain
from evenhand.record.conversations.models import Message

AT_ONCE = 200
HEADS = ("at", "kind", "what", "message", "words")
BOM = "\ufeff"


class Timeline:
    """Everything around an incident in order of time; messages come one after the other, so that memory stays small."""

    def __init__(self, naming: Naming) -> None:
        self.naming = naming
        self.attacks: dict[int, list[Span]] = defaultdict(list)
        quoted = naming.scope.quotations().filter(is_attack=True).values_list("number", "start", "end")
        for number, start, end in quoted.iterator():
            self.attacks[number].append((start, end))

    def title(self) -> str:
        """The heading of the page."""
        return gettext("Incident %(number)s: timeline") % {"number": self.naming.scope.incident.pk}

    def blocks(self) -> Iterator[Block]:
        """The page."""
        yield line(gettext("Everything stands here in the open, also what was hidden at the desk: it is the evidence."))
        for each in self._all():
            if isinstance(each, Event):
                yield from documents.as_blocks(each, self.naming)
            else:
                yield from self._message(each)

    def table(self) -> Iterator[bytes]:
        """The same as CSV; times in UTC, and no cell that a spreadsheet would run."""
        yield BOM.encode() + _row(HEADS)
        for each in self._all():
            if isinstance(each, Event):
                yield _row((each.at.isoformat(), each.kind, each.sentence, "", each.words))
                continue
            found = message_values(each, self.naming)
            yield _row((found["at"].isoformat(), found["direction"], found["from"], found["number"], found["text"]))

    def messages(self) -> Iterator[bytes]:
        """The messages, one JSON object a line."""
        for row in self._rows():
            found = message_values(row, self.naming) | {"attacks": self._attacked(row)}
            yield json.dumps(found, ensure_ascii=False, default=plain).encode() + b"\n"

    def events(self) -> bytes:
        """All but the messages, as JSON."""
        found: list[dict[str, Any]] = [
            {"at": each.at, "kind": each.kind, "sentence": each.sentence, "words": each.words, **each.data}
            for each in events(self.naming)
        ]
        return json.dumps(found, ensure_ascii=False, indent=1, default=plain).encode() + b"\n"

    def _all(self) -> Iterator[Message | Event]:
        return merge(self._rows(), events(self.naming), key=lambda each: each.at)

    def _rows(self) -> Iterator[Message]:
        related = self.naming.scope.messages().select_related("author", "contact", "tombstone__erasure")
        return related.defer("html").prefetch_related("attachments").iterator(chunk_size=AT_ONCE)

    def _message(self, row: Message) -> Iterator[Block]:
        found = message_values(row, self.naming)
        values = {"who": found["from"], "at": self.naming.stamp(row.at), "number": row.pk}
        ours = row.direction == Message.Direction.OUTBOUND
        said = gettext("%(at)s · %(who)s wrote for us (message %(number)s):")
        said = said if ours else gettext("%(at)s · %(who)s wrote to us (message %(number)s):")
        yield line(said % values, anchor=f"m-{row.pk}")
        if row.pk in self.naming.scope.kept_apart:
            yield line(gettext("It came although a restriction stood, and was kept apart."))
        if found["erased_at"]:
            erased = {"day": self.naming.stamp(found["erased_at"])}
            yield line(gettext("Its content was erased on %(day)s. That it came, and when, is still proved.") % erased)
            return
        yield words("", row.language, marked(row.text, self.attacks.get(row.pk, ()), self.naming))

    def _attacked(self, row: Message) -> list[str]:
        return [self.naming.told(row.text[start:end]) for start, end in sorted(self.attacks.get(row.pk, ()))]


def _row(cells: tuple[object, ...]) -> bytes:
    sink = StringIO()
    csv.writer(sink, lineterminator="\r\n").writerow(
        [neutral(each) if isinstance(each, str) else each for each in cells]
    )
    return sink.getvalue().encode("utf-8", "replace")
