"""A worker with handlers made for being killed. Arguments: a folder for traces, and how far its clock is ahead (s)."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from evenhand.server.start import start

start()

from django.db import connection, transaction  # noqa: E402

from evenhand.doors.jobs.process import stop_on_signals  # noqa: E402
from evenhand.doors.jobs.running import RunningJob  # noqa: E402
from evenhand.doors.jobs.worker import Worker  # noqa: E402
from evenhand.record.ledger.actions import append  # noqa: E402
from evenhand.record.people.models import Team  # noqa: E402

traces, ahead = Path(sys.argv[1]), timedelta(seconds=float(sys.argv[2]))
keep_running = "stay" in sys.argv[3:]


def clock() -> datetime:
    return datetime.now(UTC) + ahead


def trace(name: str) -> None:
    (traces / f"{name}-{os.getpid()}").touch()


def wait_for_gate() -> None:
    while not (traces / "gate").exists():
        time.sleep(0.01)


def effect(arguments: Mapping[str, Any], job: RunningJob) -> None:
    """Found a team once and tell the ledger; a pause before and after, in which one may be killed."""
    trace(f"began-{arguments['n']}")
    if arguments.get("pause") == "before":
        wait_for_gate()
    with transaction.atomic():
        _, is_new = Team.objects.get_or_create(name=f"effect {arguments['n']}", defaults={"created_at": clock()})
        if is_new:
            append(kind="effect", actor="system", at=clock(), subject=f"effect:{arguments['n']}", body={})
        if arguments.get("pause") == "inside":
            trace("inside")
            wait_for_gate()
    if arguments.get("pause") == "after":
        trace("after")
        wait_for_gate()


def poison(arguments: Mapping[str, Any], job: RunningJob) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def alone(arguments: Mapping[str, Any], job: RunningJob) -> None:
    """Leaves a trace of each run, and one of meeting another run of the same job."""
    held = traces / f"held-{arguments['n']}"
    try:
        held.touch(exist_ok=False)
    except FileExistsError:
        trace(f"met-{arguments['n']}")
    trace(f"ran-{arguments['n']}")
    held.unlink(missing_ok=True)


if "short-timeout" in sys.argv[3:]:
    connection.close()
    connection.settings_dict["OPTIONS"]["timeout"] = 0.1

worker = Worker(
    name=f"test-{os.getpid()}",
    handlers={"effect": effect, "poison": poison, "alone": alone},
    schedule={},
    clock=clock,
    jitter=lambda: 0.0,
    poll=0.05,
)
stop_on_signals(worker.stop)
trace("worker")
worker.run(until_idle=not keep_running)
