"""Tables of the desk as CSV: the same rows as the page, by the same filters and rights, at the same address.

A page says what its columns are and, where `wants_csv`, answers with `csv_answer` instead of its template; the tag
`csv_link` puts the link on the page. The ledger keeps who took which table, and how many rows of it. UTF-8 with a
byte order mark, so that spreadsheets know it; RFC 4180 lines.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import StringIO
from itertools import islice
from typing import Generic, TypeVar

from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone, translation
from django.utils.functional import Promise

from evenhand.doors import clock
from evenhand.doors.reports.cells import neutral
from evenhand.doors.web.guard import member_of
from evenhand.record.people.actions.tables import note_table
from evenhand.record.people.models import Member

Row = TypeVar("Row")
BOM = "\ufeff"
BATCH = 200


@dataclass(frozen=True)
class Column(Generic[Row]):
    """A column: `code` never changes and is the head for programs, `head` is the one for people.

    `cell` gives text, a number, a date, an aware time or None; times come out in the reader's zone.
    """

    code: str
    head: str | Promise
    cell: Callable[[Row], object]


def wants_csv(request: HttpRequest) -> bool:
    """Whether the address asks for the table as CSV (`?as=csv`; with `heads=codes` as programs want it)."""
    return request.method == "GET" and request.GET.get("as") == "csv"


def csv_answer(
    request: HttpRequest, name: str, columns: Sequence[Column[Row]], rows: Iterable[Row]
) -> StreamingHttpResponse:
    """The rows as a file to download, sent while they are read; the ledger keeps it, also where it breaks off.

    `name` is the file's, ASCII, without its ending. For views of signed-in members alone.
    """
    return csv_file(request, name, columns, _noted(member_of(request), name, rows))


def csv_file(
    request: HttpRequest, name: str, columns: Sequence[Column[Row]], rows: Iterable[Row]
) -> StreamingHttpResponse:
    """The file itself."""
    for_programs = request.GET.get("heads") == "codes"
    pieces = _pieces(columns, iter(rows), _surroundings(), for_programs=for_programs)
    answer = StreamingHttpResponse(pieces, content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


def _noted(member: Member, name: str, rows: Iterable[Row]) -> Iterator[Row]:
    """The rows, counted; when they end, or whoever reads them goes away, the ledger hears how many were read."""
    count, is_whole = 0, False
    try:
        for row in rows:
            count += 1
            yield row
        is_whole = True
    finally:
        note_table(name, rows=count, is_whole=is_whole, by=member, at=clock.now())


def _surroundings() -> Callable[[], AbstractContextManager[object]]:
    """What puts the language and zone of now up again later: rows are written when the view is long over."""
    language, zone = translation.get_language() or "en", timezone.get_current_timezone()

    @contextmanager
    def put_up() -> Iterator[None]:
        with translation.override(language), timezone.override(zone):
            yield

    return put_up


def _pieces(
    columns: Sequence[Column[Row]],
    rows: Iterator[Row],
    surroundings: Callable[[], AbstractContextManager[object]],
    *,
    for_programs: bool,
) -> Iterator[bytes]:
    lines: list[list[object]] = [[column.code if for_programs else column.head for column in columns]]
    begin = BOM
    while lines:
        with surroundings():
            sink = StringIO(begin)
            sink.seek(0, 2)
            csv.writer(sink, lineterminator="\r\n").writerows(
                [_cell(value, for_programs=for_programs) for value in line] for line in lines
            )
            piece = sink.getvalue().encode("utf-8", "replace")
            lines = [[column.cell(row) for column in columns] for row in islice(rows, BATCH)]
        begin = ""
        yield piece


def _cell(value: object, *, for_programs: bool) -> object:
    if value is None:
        return ""
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return value
    if isinstance(value, datetime):
        return value.isoformat() if for_programs else f"{timezone.localtime(value):%Y-%m-%d %H:%M:%S}"
    return value.isoformat() if isinstance(value, date) else neutral(str(value))
