"""The instant at which the clock on the wall of a zone shows a time, also where the clocks are changed.

The rule: a local time is **the first instant at which the wall clock shows it or a later one**.

- A time that exists twice (clocks go back) is the first of the two: PEP 495, fold=0.
- A time that does not exist (clocks go forward) is the instant of the jump. PEP 495 would move it behind the gap by
  the length of the gap, which puts 03:30 after 04:00 and would make a shift end before it begins.

So a later local time is never an earlier instant, and opening and closing follow one rule.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_SECOND = timedelta(seconds=1)


def zone_named(name: str) -> ZoneInfo:
    """The zone of an IANA name; ValueError where there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, OSError, ValueError) as error:
        raise ValueError(f"unknown time zone: {name!r}") from error


def in_utc(at: datetime) -> datetime:
    """The same instant in UTC; ValueError for a naive time or one at the edge of the calendar."""
    if at.utcoffset() is None:
        raise ValueError("a time without a zone says no instant")
    try:
        return at.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("the time lies outside the calendar") from error


@lru_cache(maxsize=16_384)
def instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The first instant, in UTC, at which the wall clock of the zone shows that time of that day or a later one."""
    wall = datetime.combine(day, at.replace(fold=0), zone)
    found = in_utc(wall)
    if found.astimezone(zone).replace(tzinfo=None) == wall.replace(tzinfo=None):
        return found
    return _jump(in_utc(wall.replace(fold=1)), found, zone)


def _jump(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """The instant between two at which the clocks go forward; zones change at whole seconds."""
    offset = before.astimezone(zone).utcoffset()
    before = before.replace(microsecond=0)
    low, high = 0, int((after - before) / _SECOND) + 1
    while high - low > 1:
        middle = (low + high) // 2
        if (before + middle * _SECOND).astimezone(zone).utcoffset() == offset:
            low = middle
        else:
            high = middle
    return before + high * _SECOND
