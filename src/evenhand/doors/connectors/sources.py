"""Everything that a path holds, whatever it is: one iterator over raw items."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from evenhand.doors.connectors.csv.fetch import fetch as csv_items
from evenhand.doors.connectors.eml.fetch import fetch as eml_items
from evenhand.doors.connectors.incoming import Skipped, StoredItem
from evenhand.doors.connectors.jsonl.fetch import fetch as jsonl_items
from evenhand.doors.connectors.maildir.fetch import fetch as maildir_items
from evenhand.doors.connectors.maildir.fetch import is_maildir
from evenhand.doors.connectors.mbox.fetch import fetch as mbox_items
from evenhand.doors.connectors.sniff import SourceKind, sniff

Items = Iterator[StoredItem | Skipped]

_FETCH: dict[SourceKind, Callable[[Path], Items]] = {
    "mbox": mbox_items,
    "maildir": maildir_items,
    "eml": eml_items,
    "jsonl": jsonl_items,
    "csv": csv_items,
}


def scan(path: Path) -> Items:
    """Raw items of a file or folder, read as they are asked for; what cannot be taken is `Skipped`.

    Reasons: missing, empty, not-mail, unreadable, too-large, link-outside, kind-invoices, kind-timesheet,
    unknown-columns, "bad-line:…" and "bad-row:…" with what is wrong. Origins are relative to the path.
    """
    if not path.exists():
        yield Skipped(path.name, "missing")
    elif path.is_dir() and not is_maildir(path):
        yield from _folder(path)
    else:
        yield from _one(path, path.name)


def _folder(root: Path) -> Items:
    """All files below, in the order of their names. Links are followed only to files below the same root."""
    inside = root.resolve()
    for folder, names, files in os.walk(root):
        here = Path(folder)
        for name in sorted(names):
            if is_maildir(here / name) and not (here / name).is_symlink():
                yield from _one(here / name, str((here / name).relative_to(root)))
                names.remove(name)
        names.sort()
        for name in sorted(files):
            file = here / name
            origin = str(file.relative_to(root))
            if file.is_symlink() and not file.resolve().is_relative_to(inside):
                yield Skipped(origin, "link-outside")
            else:
                yield from _one(file, origin)


def _one(path: Path, origin: str) -> Items:
    try:
        kind = sniff(path)
        fetch = _FETCH.get(kind)
        if fetch is None:
            yield Skipped(origin, "empty" if path.is_file() and not path.stat().st_size else "not-mail")
            return
        for item in fetch(path):
            yield replace(item, origin=origin + item.origin[len(path.name) :])
    except OSError:
        yield Skipped(origin, "unreadable")
