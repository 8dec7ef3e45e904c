"""Walking over all entries as they lie in the database, and keeping what the walk found."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from json.encoder import encode_basestring

from django.db import connection, transaction

from evenhand.knowledge.merkle import tree
from evenhand.knowledge.merkle.note import VerifierKey
from evenhand.knowledge.merkle.verify import Report, Row, verify_ledger
from evenhand.record.ledger.models import Content, Head, Verification

Progress = Callable[[int], object]
ERASED = "erased"
_IS_TIME = re.compile(r"(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(\.\d{6})?", re.ASCII).fullmatch
_FORM = b'{"actor":"%b","at":"%bT%bZ","kind":"%b","number":%d,"subject":"%b"}'
_PLAIN = rb"[ !#-\[\]-~]*"  # what JSON writes as it is: no quotation mark, no backslash
_IS_PLAIN = re.compile(
    rb'\{"actor":"%b","at":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z","kind":"%b","number":\d+,"subject":"%b"\}'
    % (_PLAIN, _PLAIN, _PLAIN)
).fullmatch
BATCH = 1000
"""Rows that lie in memory at a time."""
_COLUMNS = {
    # As bytes: a hand-edited file may hold anything in any column, and nothing of it may stop the walk.
    "sqlite": "e.number, CAST(e.at AS BLOB), CAST(e.kind AS BLOB), CAST(e.actor AS BLOB), CAST(e.subject AS BLOB), "
    "CAST(c.body AS BLOB), CAST(c.salt AS BLOB), CAST(e.commitment AS BLOB), CAST(e.leaf_hash AS BLOB)",
    "postgresql": "e.number, convert_to(to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), 'UTF8'), "
    "convert_to(e.kind, 'UTF8'), convert_to(e.actor, 'UTF8'), convert_to(e.subject, 'UTF8'), "
    "convert_to(c.body, 'UTF8'), c.salt, e.commitment, e.leaf_hash",
}
_ROWS = "SELECT {} FROM ledger_entry e LEFT JOIN ledger_content c ON c.number = e.number ORDER BY e.number, e.id"


def verify(
    checkpoints: Sequence[bytes] = (), keys: Sequence[VerifierKey] = (), *, progress: Progress = lambda _rows: None
) -> Report:
    """Compare every entry with its hashes, their tree with the head, and both with checkpoints from outside.

    Reads one moment of the record while others write on. `progress` is told of every so many rows. Raises
    DatabaseError when the database cannot be read.
    """
    with _one_view():
        return verify_ledger(
            _rows(progress), head=_head(), erasures=erased_numbers(), checkpoints=checkpoints, keys=keys
        )


@transaction.atomic
def keep(report: Report, *, at: datetime, seconds: float) -> Verification:
    """The row of a verification. No entry: looking at the ledger does not make it grow."""
    first = report.first
    return Verification.objects.create(
        at=at,
        size=report.size,
        root=report.root.hex(),
        kind=first.kind if first else "",
        number=first.number if first else None,
        parameters=dict(first.parameters) if first else {},
        erased=len(report.erased),
        lingering=len(report.lingering),
        seconds=round(seconds, 3),
    )


def erased_numbers() -> frozenset[int]:
    """The entries whose content `erased` entries say is gone."""
    found: set[int] = set()
    bodies = Content.objects.filter(entry__kind=ERASED).order_by("pk").values_list("body", flat=True)
    for body in bodies.iterator(chunk_size=BATCH):
        found.update(_numbers_in(body))
    return frozenset(found)


def _numbers_in(body: str) -> Iterator[int]:
    """Tolerant: an altered body is a break that the walk itself names."""
    try:
        said = json.loads(body)
    except ValueError:
        return
    numbers = said.get("numbers") if isinstance(said, dict) else None
    yield from (each for each in numbers if type(each) is int) if isinstance(numbers, list) else ()


def _head() -> tree.Head:
    row = Head.objects.filter(pk=1).first()
    if row is None:
        return tree.Frontier().head()
    try:
        frontier = tree.Frontier.from_text(row.frontier)
    except ValueError:
        return tree.Head(row.size, b"")
    return tree.Head(row.size, frontier.root() if frontier.size == row.size else b"")


def _rows(progress: Progress) -> Iterator[Row]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(_ROWS.format(_COLUMNS[connection.vendor]))
        while batch := cursor.fetchmany(BATCH):
            for number, at, kind, actor, subject, body, salt, committed, leaf in batch:
                place = number if type(number) is int else -1
                yield place, _meta(place, at, kind, actor, subject), body, salt, committed, leaf
            progress(len(batch))


def _meta(number: int, at: bytes | None, kind: bytes | None, actor: bytes | None, subject: bytes | None) -> bytes:
    """What `leaf.meta_bytes` makes of the columns, several times as fast; a test holds the two together.

    Columns without anything to escape are put in as they are. Where the result fits the plain form, all its quotation
    marks are those of the form, so no column reaches into the next.
    """
    if at is None or kind is None or actor is None or subject is None:
        return b""
    made = _FORM % (actor, at[:10], at[11:], kind, number, subject)
    if at[10:11] == b" " and _IS_PLAIN(made):
        return made
    return _spelled_out(number, at, kind, actor, subject)


def _spelled_out(number: int, at: bytes, kind: bytes, actor: bytes, subject: bytes) -> bytes:
    """The same for any text. Columns that no append can have written (no UTF-8, no time) make what fits no leaf."""
    try:
        when = _IS_TIME(at.decode())
        if when is None:
            return b""
        day, time, part = when.groups(default=".000000")
        return (
            f'{{"actor":{_quoted(actor)},"at":"{day}T{time}{part}Z","kind":{_quoted(kind)},'
            f'"number":{number:d},"subject":{_quoted(subject)}}}'
        ).encode()
    except UnicodeError:
        return b""


def _quoted(text: bytes) -> str:
    return encode_basestring(text.decode())


@contextmanager
def _one_view() -> Iterator[None]:
    """All reads inside see one moment; writers are not kept waiting. Inside a transaction that is the view."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            # Once through the whole file: pages mapped into memory would stay there.
            mapped = cursor.execute("PRAGMA mmap_size").fetchone()
            cursor.execute("PRAGMA mmap_size=0")
            cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("ROLLBACK")
                cursor.execute(f"PRAGMA mmap_size={int(mapped[0]) if mapped else 0}")
    else:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield


def leaves(size: int) -> Iterator[bytes]:
    """The leaf hashes of the first `size` entries in order, for proofs."""
    with connection.chunked_cursor() as cursor:
        cursor.execute("SELECT leaf_hash FROM ledger_entry WHERE number < %s ORDER BY number", [size])
        while batch := cursor.fetchmany(BATCH):
            yield from (bytes(leaf) for (leaf,) in batch)
