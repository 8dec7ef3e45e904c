"""The messages and promises of a bundle as tables: CSV in UTF-8 with heads that never change, for spreadsheets."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import datetime
from io import StringIO

from evenhand.doors.reports.bundle.scope import Scope
from evenhand.doors.reports.cells import neutral

BOM = "\ufeff"
AT_ONCE = 200
MESSAGES = ("number", "conversation", "at", "direction", "sender_name", "sender_address", "subject", "text")
COMMITMENTS = ("number", "party", "what", "words", "due_at", "recorded_at", "ended_at", "conversation", "message")


def messages(scope: Scope) -> Iterator[bytes]:
    """One line a message, in the order they were written; times in UTC."""
    rows = scope.messages().order_by("at", "pk")
    return _lines(MESSAGES, rows.values_list("pk", "conversation_id", *MESSAGES[2:]).iterator(chunk_size=AT_ONCE))


def commitments(scope: Scope) -> Iterator[bytes]:
    """One line a promise, in the order they were recorded; times in UTC."""
    columns = ("pk", *COMMITMENTS[1:7], "conversation_id", "message_id")
    return _lines(COMMITMENTS, scope.commitments().values_list(*columns).iterator(chunk_size=AT_ONCE))


def _lines(heads: Iterable[str], rows: Iterable[tuple[object, ...]]) -> Iterator[bytes]:
    yield BOM.encode() + _line(heads)
    for row in rows:
        yield _line(_cell(value) for value in row)


def _line(cells: Iterable[object]) -> bytes:
    sink = StringIO()
    csv.writer(sink, lineterminator="\r\n").writerow(list(cells))
    return sink.getvalue().encode("utf-8", "replace")


def _cell(value: object) -> object:
    if value is None or isinstance(value, int):
        return "" if value is None else value
    return value.isoformat() if isinstance(value, datetime) else neutral(str(value))
