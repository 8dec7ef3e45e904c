"""One import at a time in a workspace."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from evenhand.server.workspace import WorkspaceError


class Busy(WorkspaceError):
    """Another import is at work in this workspace."""


@contextmanager
def only_import(folder: Path) -> Iterator[None]:
    """Hold the import lock; it goes with the process, however that ends. Raises Busy, naming the other process."""
    path = folder / "import.lock"
    with path.open("a+", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.seek(0)
            raise Busy(
                f"Another import (process {file.read().strip() or 'unknown'}) is at work in {folder}. "
                "Wait until it has finished, then run this one again; nothing is stored twice."
            ) from error
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield
