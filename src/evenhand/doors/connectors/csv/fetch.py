"""The rows of a CSV file as conversations to store."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from pathlib import Path

from evenhand.doors.connectors.conversation import BadTurns, Conversation, ConversationTurn
from evenhand.doors.connectors.csv import parse
from evenhand.doors.connectors.incoming import Skipped, StoredItem

_HEAD = 256 * 1024  # bytes
_LONGEST_HEADER = 10_000  # characters


@dataclass(slots=True)
class _Gathered:
    """Rows of one conversation that follow each other, and how many of each conversation came before."""

    name: str = ""
    origin: str = ""
    about: dict[str, str] = field(default_factory=dict)
    turns: list[ConversationTurn] = field(default_factory=list)
    counted: dict[str, int] = field(default_factory=dict)


def fetch(path: Path, zone: tzinfo = UTC) -> Iterator[StoredItem | Skipped]:
    """Rows that follow each other and share a conversation, as one item; bad rows skipped with their line.

    Of another kind of file one `Skipped` says which: "kind-invoices", "kind-timesheet" or "unknown-columns".
    """
    with path.open("rb") as file:
        charset = parse.charset_of(file.read(_HEAD))
    with path.open(encoding=charset, errors="replace", newline="") as lines:
        delimiter, columns = parse.read_header(lines.readline(_HEAD))
        kind = parse.kind_of(columns)
        if kind != "conversations":
            yield Skipped(path.name, f"kind-{kind}" if kind else "unknown-columns")
            return
        gathered = _Gathered()
        for number, row in parse.rows(lines, delimiter):
            origin = f"{path.name}, line {number + 1}"
            if isinstance(row, str):
                yield Skipped(origin, f"bad-row:{row}")
                continue
            yield from _take(gathered, dict(zip(columns, row, strict=False)), origin, zone)
        yield from _flush(gathered)


def kind_of_file(head: bytes) -> parse.CsvKind:
    """What a file that begins with these bytes holds, "" where it is no CSV that is known."""
    text = head.decode(parse.charset_of(head), "replace")
    header = text.partition("\n")[0]
    return "" if len(header) > _LONGEST_HEADER else parse.kind_of(parse.read_header(header)[1])


def _take(gathered: _Gathered, fields: dict[str, str], origin: str, zone: tzinfo) -> Iterator[StoredItem | Skipped]:
    try:
        name, turn = parse.parse_row(fields, zone)
    except BadTurns as reason:
        yield Skipped(origin, f"bad-row:{reason}")
        return
    if name != gathered.name:
        yield from _flush(gathered)
        gathered.name, gathered.origin, gathered.about = name, origin, {}
    for key in ("customer", "channel", "subject"):
        if fields.get(key, "").strip():
            gathered.about.setdefault(key, fields[key].strip())
    gathered.turns.append(turn)


def _flush(gathered: _Gathered) -> Iterator[StoredItem]:
    if not gathered.turns:
        return
    first = gathered.counted.get(gathered.name, 0)
    gathered.counted[gathered.name] = first + len(gathered.turns)
    whole = Conversation(gathered.name, tuple(gathered.turns), first_index=first, **gathered.about)
    rows, gathered.turns = len(gathered.turns), []
    yield StoredItem("turns", whole.as_line(), gathered.origin, rows=rows)
