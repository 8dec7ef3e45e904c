"""One desk a workspace: a lock file that the kernel lets go when its holder dies."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from evenhand.server.workspace import Workspace, WorkspaceError

NAME = "up.lock"


@contextmanager
def hold(workspace: Workspace) -> Iterator[None]:
    """Hold the workspace for the length of the block. Raises WorkspaceError naming the process that has it."""
    descriptor = os.open(workspace.folder / NAME, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(descriptor, 32).decode("ascii", "replace").strip() or "?"
            raise WorkspaceError(
                f"A desk already runs on {workspace.folder} (process {holder}). "
                f"Stop it with `kill {holder}`, or name another workspace with --data."
            ) from None
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f"{os.getpid()}\n".encode("ascii"))
        yield
    finally:
        os.close(descriptor)
