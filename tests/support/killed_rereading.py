"""A worker that dies by SIGKILL at one of its own calls: `killed_rereading.py [FUNCTION CALL]`, in batches of 40.

FUNCTION is a dotted name, CALL which of its calls (from 1) does not come back; without them the worker ends by itself.
"""

from __future__ import annotations

import sys

from killed_import import _set_trap


def main() -> None:
    """Set the trap, then work until nothing is due."""
    from evenhand.server.start import start

    start()
    from evenhand.doors.intake import rereading

    rereading.BATCH = 40
    if len(sys.argv) > 1:
        _set_trap(sys.argv[1], int(sys.argv[2]))
    from evenhand.doors.cli.main import main as evenhand

    evenhand(["worker", "--until-idle"])


if __name__ == "__main__":
    main()
