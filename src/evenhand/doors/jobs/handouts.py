"""Files that members take out, in the background: they are made, and removed when their time is over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from evenhand.doors import clock
from evenhand.doors.jobs.running import Interrupted, RunningJob
from evenhand.doors.reports import handing_out, shelf
from evenhand.record.erasing import handouts

A_DAY = timedelta(days=1)


def make_handout(arguments: Mapping[str, Any], job: RunningJob) -> None:
    """Make the file that somebody asked for. How far it is stands on its own row, not here: others see jobs."""

    def check() -> None:
        if job.stopping():
            raise Interrupted

    handing_out.make(int(arguments["handout"]), clock=clock.now, check=check)


def sweep_handouts(arguments: Mapping[str, Any], job: RunningJob) -> None:
    """End the files whose time is over, and delete those that no row needs."""
    del arguments, job
    now = clock.now()
    handouts.end_what_is_over(at=now)
    shelf.sweep(handouts.lying_ready, handouts.ended_since(now - A_DAY))
