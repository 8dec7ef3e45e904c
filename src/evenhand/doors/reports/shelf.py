"""The shelf: files that were made for a member lie in one folder of the workspace until their time is over.

Each is named by the number of its row (record/erasing/handouts.py) and its SHA-256. They are in no backup. The web and
the worker have to see the same workspace.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.conf import settings

FOLDER = "handouts"
FRESH = 60
"""Seconds for which a file may lie there before its row says so."""
ABANDONED = 3_600
"""Seconds after which an unfinished file is nobody's: a try that was killed left it."""


def path_of(number: int, sha256: str) -> Path:
    """Where the file of this row lies."""
    return _folder() / f"{number}-{sha256}.zip"


@contextmanager
def making(number: int) -> Iterator[IO[bytes]]:
    """A new file for this row, for its owner's eyes alone; cleared away at the end unless it was `put` in place."""
    path = _folder() / f"{number}-{os.getpid()}.part"
    try:
        with open(path, "w+b", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            yield file
    finally:
        path.unlink(missing_ok=True)


def put(file: IO[bytes], number: int) -> str:
    """Put a made file in place, whole; its SHA-256 in hexadecimal."""
    file.flush()
    os.fsync(file.fileno())
    file.seek(0)
    sha256 = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
    os.replace(file.name, path_of(number, sha256))
    return sha256


def sweep(needed: Callable[[], set[tuple[int, str]]], ended: set[tuple[int, str]]) -> int:
    """Delete the files of rows that have ended at once, and whatever no row needs once it is old; how many went.

    Files are named by number and SHA-256. What a killed try left is old after an hour, a made file that no row has
    told of yet after a minute.
    """
    found, gone = [(path, _age(path)) for path in _folder().iterdir()], 0
    kept, over = ({path_of(*row).name for row in rows} for rows in (needed(), ended))
    for path, age in found:
        is_old = age > (ABANDONED if path.suffix == ".part" else FRESH)
        if path.name in over or (path.name not in kept and is_old):
            path.unlink(missing_ok=True)
            gone += 1
    return gone


def _age(path: Path) -> float:
    try:
        return time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return 0.0


def _folder() -> Path:
    folder: Path = settings.WORKSPACE.folder / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
