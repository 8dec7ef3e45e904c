"""How late something came, in working time, and whose delay that was."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from evenhand.knowledge.worktime.arithmetic import FURTHEST, between
from evenhand.knowledge.worktime.calendar import WorkingCalendar
from evenhand.knowledge.worktime.local import in_utc

Standstill = tuple[datetime, datetime | None]


class Delay(NamedTuple):
    """Working time from when something was due until it came: `ours` and `theirs` together are the `whole`."""

    whole: timedelta
    ours: timedelta
    theirs: timedelta


def delay(
    calendar: WorkingCalendar, *, due: datetime, until: datetime, counts_from: datetime, waits: Iterable[Standstill]
) -> Delay | None:
    """Split the delay of what was due at `due` and came at `until`; None where it came in time. All times are aware.

    What stood still between `counts_from` and `until` is theirs, up to the whole delay: a clock that stood still puts
    the due time off by as much working time, as the clocks of service contracts do. So for a promise of ours it counts
    from when the due time was agreed on, and for one of theirs from the due time itself. Waits are pairs of beginning
    and end (None: not over), in any order; overlapping ones count once. No delay is longer than a hundred years.
    """
    end = in_utc(until)
    start = max(in_utc(due), end - FURTHEST)
    if in_utc(due) >= end:
        return None
    whole = between(calendar, start, end)
    stood = _stood(calendar, max(in_utc(counts_from), end - FURTHEST), end, waits)
    theirs = min(whole, stood)
    return Delay(whole, whole - theirs, theirs)


def _stood(calendar: WorkingCalendar, start: datetime, end: datetime, waits: Iterable[Standstill]) -> timedelta:
    reached, total = start, timedelta(0)
    for since, over in sorted((in_utc(since), end if over is None else in_utc(over)) for since, over in waits):
        begin, stop = max(since, reached), min(over, end)
        if begin < stop:
            total, reached = total + between(calendar, begin, stop), stop
    return total
