"""A file that is one mail."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from evenhand.doors.connectors.incoming import Skipped, StoredItem

LARGEST = 256 * 1024 * 1024  # bytes of one mail that is kept


def fetch(path: Path) -> Iterator[StoredItem | Skipped]:
    """The bytes of the file as they stand."""
    try:
        if path.stat().st_size > LARGEST:
            yield Skipped(path.name, "too-large")
            return
        data = path.read_bytes()
    except OSError:
        yield Skipped(path.name, "unreadable")
        return
    yield StoredItem("mail", data, path.name)
