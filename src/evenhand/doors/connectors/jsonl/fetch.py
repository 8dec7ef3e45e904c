"""The lines of a JSON Lines file as items to store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from evenhand.doors.connectors.conversation import BadTurns
from evenhand.doors.connectors.incoming import Skipped, StoredItem
from evenhand.doors.connectors.jsonl.parse import parse_line

_LONGEST = 16 * 1024 * 1024  # bytes of one line


def fetch(path: Path) -> Iterator[StoredItem | Skipped]:
    """Each good line as it stands; each bad one skipped with its number and what is wrong."""
    with path.open("rb") as lines:
        number = 0
        while line := lines.readline(_LONGEST):
            number += 1
            origin = f"{path.name}, line {number}"
            if not line.endswith(b"\n") and len(line) >= _LONGEST:
                while (rest := lines.readline(_LONGEST)) and not rest.endswith(b"\n"):
                    pass
                yield Skipped(origin, "too-large")
            elif line.strip():
                yield _item(line.strip(), origin)


def _item(line: bytes, origin: str) -> StoredItem | Skipped:
    try:
        parse_line(line)
    except BadTurns as reason:
        return Skipped(origin, f"bad-line:{reason}")
    return StoredItem("turns", line, origin, rows=1)
