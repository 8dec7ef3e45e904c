"""The list of erasures beside the database: ids alone, so that what was erased does not come back with an older backup.

One line is one erasure (record/ledger/erasing.py); copy the file to where backups are kept.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from threading import get_ident
from typing import Any

from evenhand.server.workspace import WorkspaceError

NAME = "erasures.jsonl"
KEYS = {"asked_by", "asked_at", "basis", "approved_by", "approved_at", "rows", "entries"}
Line = Mapping[str, Any]


def write(folder: Path, more: Sequence[Line] = ()) -> int:
    """Bring the folder's list up to the database and `more`; nothing is ever taken off it. Returns its length.

    Writing twice changes nothing. Raises WorkspaceError for a list that is damaged, OSError.
    """
    from evenhand.record.ledger.erasing import erasure_list

    path = folder / NAME
    before = read(path)
    lines = list(dict.fromkeys(_text(line) for line in [*before, *more, *erasure_list()]))
    if len(lines) > len(before):
        _replace(path, lines)
    return len(lines)


def read(path: Path) -> list[Line]:
    """The lines of a list; none where there is no file. Raises WorkspaceError naming a line that cannot be read."""
    try:
        texts = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        raise WorkspaceError(f"The list of erasures {path} cannot be read ({error}).") from error
    return [_line(path, number, text) for number, text in enumerate(texts, start=1) if text.strip()]


def apply(lines: Sequence[Line], *, at: datetime) -> int:
    """Erase again what a restored backup brought back; how many erasures found something. Raises DatabaseError."""
    from evenhand.record.erasing.again import erase_again

    found = erase_again(lines, at=at)
    if found:
        _leave_no_trace()
    return found


def _leave_no_trace() -> None:
    """Deleted rows stay in the pages of a SQLite file until it is written anew."""
    from django.db import connection

    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _replace(path: Path, lines: Iterable[str]) -> None:
    temporary = path.with_name(f"{path.name}.{os.getpid()}-{get_ident()}")
    with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in lines)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


def _line(path: Path, number: int, text: str) -> Line:
    try:
        line = json.loads(text)
        if not (isinstance(line, dict) and line.keys() >= KEYS):
            raise ValueError("something is missing")
        for number_of, leaf in line["entries"]:
            int(number_of), str(leaf)
        for when in (line["asked_at"], line["approved_at"]):
            datetime.fromisoformat(when)
        if not line["approved_by"] or line["approved_by"] == line["asked_by"]:
            raise ValueError("nobody else approved it")
        if not all(isinstance(row, str) for row in line["rows"]):
            raise ValueError("its rows are no texts")
    except (ValueError, TypeError) as error:
        raise WorkspaceError(f"Line {number} of the list of erasures {path} cannot be read ({error}).") from error
    return line


def _text(line: Line) -> str:
    return json.dumps(line, sort_keys=True, separators=(",", ":"))
