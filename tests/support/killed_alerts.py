"""A worker that dies by SIGKILL in the middle of the minute of alerts: `killed_alerts.py HOURS [FUNCTION CALL]`.

HOURS is how far its clock is ahead; FUNCTION is a dotted name, CALL which of its calls (from 1) does not come back.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta

from killed_import import _set_trap


def main() -> None:
    """Set the clock and the trap, then go through the alerts as the worker does."""
    from evenhand.server.start import start

    start()
    from evenhand.doors import clock
    from evenhand.doors.jobs.handlers import HANDLERS
    from evenhand.doors.jobs.worker import Worker

    ahead = timedelta(hours=float(sys.argv[1]))
    clock.now = lambda: datetime.now(UTC) + ahead
    if len(sys.argv) > 2:
        _set_trap(sys.argv[2], int(sys.argv[3]))
    schedule = {"alerts": timedelta(minutes=1)}
    Worker("killable", HANDLERS, schedule, clock.now, lambda: 0.0, poll=0.05).run(until_idle=True)


if __name__ == "__main__":
    main()
