"""An import that dies by SIGKILL at one of its own calls: `killed_import.py FUNCTION CALL PATH`.

FUNCTION is a dotted name, CALL which of its calls (from 1) does not come back.
"""

from __future__ import annotations

import os
import signal
import sys
from importlib import import_module
from typing import Any


def main() -> None:
    """Set the trap, then import in batches of 40."""
    from evenhand.server.start import start

    start()
    from evenhand.doors.intake import pipeline

    pipeline.BATCH_ITEMS = 40
    _set_trap(sys.argv[1], int(sys.argv[2]))
    from evenhand.doors.cli.main import main as evenhand

    evenhand(["import", sys.argv[3]])


def _set_trap(function: str, call: int) -> None:
    owner, name = _owner(function)
    real, calls = getattr(owner, name), 0

    def trap(*arguments: Any, **named: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == call:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*arguments, **named)

    setattr(owner, name, trap)


def _owner(function: str) -> tuple[Any, str]:
    parts = function.split(".")
    for split in range(len(parts) - 1, 0, -1):
        try:
            owner: Any = import_module(".".join(parts[:split]))
        except ModuleNotFoundError:
            continue
        for part in parts[split:-1]:
            owner = getattr(owner, part)
        return owner, parts[-1]
    raise LookupError(function)


if __name__ == "__main__":
    main()
