"""Writing what was compiled beside the modules, as Python does with its own: only where it may, and never by halves."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def keep(path: Path, data: bytes) -> bool:
    """Write a file in one step; False where Python may write no compiled files, or cannot."""
    if sys.dont_write_bytecode:
        return False
    fresh = path.with_suffix(f".{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(data)
        fresh.replace(path)
    except OSError:
        return False
    return True
