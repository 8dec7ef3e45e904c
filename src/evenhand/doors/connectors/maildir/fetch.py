"""The mails of a Maildir and of the Maildirs inside it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from evenhand.doors.connectors.eml import fetch as eml
from evenhand.doors.connectors.incoming import Skipped, StoredItem


def is_maildir(path: Path) -> bool:
    """Whether a folder is a Maildir; tmp may be missing, since copies often leave it out."""
    return (path / "cur").is_dir() and (path / "new").is_dir()


def fetch(path: Path) -> Iterator[StoredItem | Skipped]:
    """All mails of cur and new in the order of their names; tmp holds what is not delivered yet."""
    for folder, names, _ in os.walk(path):
        here = Path(folder)
        names[:] = sorted(name for name in names if name not in ("cur", "new", "tmp"))
        if not is_maildir(here):
            continue
        for mails in (here / "cur", here / "new"):
            for mail in sorted(entry.name for entry in os.scandir(mails) if entry.is_file(follow_symlinks=False)):
                for item in eml.fetch(mails / mail):
                    yield replace(item, origin=str((mails / mail).relative_to(path.parent)))
