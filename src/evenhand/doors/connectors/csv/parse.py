"""The header and the rows of a CSV file, whatever separates its columns and whichever charset it is in."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, tzinfo
from typing import Literal

from evenhand.doors.connectors.conversation import BadTurns, ConversationTurn, read_time, who
from evenhand.doors.connectors.mail import charsets

CsvKind = Literal["conversations", "invoices", "timesheet", ""]

_DELIMITERS = ",;\t"
_KINDS: dict[CsvKind, frozenset[str]] = {
    "conversations": frozenset(("conversation", "from", "text")),
    "invoices": frozenset(("customer", "date", "amount", "currency")),
    "timesheet": frozenset(("customer", "date", "member", "minutes")),
}
_LONGEST_FIELD = 4 * 1024 * 1024  # characters


def charset_of(head: bytes) -> str:
    """The charset of a file that begins with these bytes; they may end within a character."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    whole = head[: head.rfind(b"\n") + 1] or head
    codec = charsets.likely_codec(whole)
    return "utf-8-sig" if codec == "utf-8" else codec


def read_header(line: str) -> tuple[str, list[str]]:
    """(delimiter, column names) of a header line: the delimiter that divides it into most columns.

    Names are compared in lower case, with underscores for blanks.
    """
    found = {delimiter: _fields(line.strip("\ufeff\r\n"), delimiter) for delimiter in _DELIMITERS}
    best = max(_DELIMITERS, key=lambda delimiter: len(found[delimiter]))
    return best, ["_".join(name.lower().split()) for name in found[best]]


def _fields(line: str, delimiter: str) -> list[str]:
    _, first = next(rows([line], delimiter), (0, ""))
    return [] if isinstance(first, str) else first


def kind_of(columns: list[str]) -> CsvKind:
    """What the rows hold, by the columns that its kind cannot do without; "" for anything else."""
    for kind, needed in _KINDS.items():
        if needed <= set(columns):
            return kind
    return ""


def rows(lines: Iterable[str], delimiter: str) -> Iterator[tuple[int, list[str] | str]]:
    """(number of the row's last line, its fields), or a word on what is wrong with it."""
    csv.field_size_limit(_LONGEST_FIELD)
    reader = csv.reader((line.replace("\x00", "") for line in lines), delimiter=delimiter)
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield reader.line_num, str(error)
            continue
        if any(field.strip() for field in row):
            yield reader.line_num, row


def parse_row(fields: Mapping[str, str], zone: tzinfo = UTC) -> tuple[str, ConversationTurn]:
    """(conversation, turn) of a row. Raises BadTurns with what is wrong, in words for people."""
    name = fields.get("conversation", "").strip()
    if not name:
        raise BadTurns("the row names no conversation")
    if not fields.get("text", "").strip():
        raise BadTurns("the row has no text")
    try:
        sent_at = read_time(fields.get("sent_at", ""), zone)
    except ValueError as error:
        raise BadTurns(f"sent_at is {fields['sent_at'][:40]!r}, no ISO time") from error
    return name, ConversationTurn(
        written_by=who(fields.get("from", "")),
        text=fields["text"].replace("\r\n", "\n"),
        author=fields.get("author", "").strip(),
        sent_at=sent_at,
        id=fields.get("id", "").strip(),
    )
