"""Arithmetic on working time: pure functions of a calendar and aware times.

Times go in aware (ValueError otherwise) and come out in UTC. They do not come out in the zone of the calendar because
Python subtracts and compares two times of one zone by their wall clocks, which is wrong across a change of the clocks.
Working time is what really passes: a shift from 22:00 to 06:00 is nine hours long in the night in which the clocks go
back by one.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from evenhand.knowledge.worktime.calendar import WorkingCalendar
from evenhand.knowledge.worktime.local import in_utc

FURTHEST = timedelta(days=36_525)  # a hundred years: a date beyond that is a mistake, and looking for it takes time
_NOTHING = timedelta(0)
_INSTANT = timedelta(microseconds=1)


class NeverOpen(ValueError):
    """No such working time lies within a hundred years."""


def is_open(calendar: WorkingCalendar, at: datetime) -> bool:
    """Whether the firm works at that instant; at the instant of closing it no longer does."""
    at = in_utc(at)
    return any(stretch.start <= at for stretch in calendar.stretches(at, at + _INSTANT))


def next_open(calendar: WorkingCalendar, at: datetime) -> datetime:
    """That instant itself if the firm is open, else the next opening; NeverOpen if there is none."""
    at = in_utc(at)
    for stretch in calendar.stretches(at, _horizon(at)):
        return stretch.start
    raise NeverOpen("the calendar has no working hours after this time")


def add(calendar: WorkingCalendar, start: datetime, working: timedelta) -> datetime:
    """The first instant at which so much working time has passed since `start`.

    No working time leaves `start` as it is. ValueError for a negative amount, NeverOpen for too large a one.
    """
    start = in_utc(start)
    if working < _NOTHING:
        raise ValueError("working time is never negative")
    if not working:
        return start
    for opened, closed in calendar.stretches(start, _horizon(start)):
        if working <= closed - opened:
            return opened + working
        working -= closed - opened
    raise NeverOpen("the calendar has too few working hours after this time")


def between(calendar: WorkingCalendar, start: datetime, end: datetime) -> timedelta:
    """The working time from `start` to `end`; none where `end` is not later. ValueError beyond a hundred years."""
    start, end = in_utc(start), in_utc(end)
    if end - start > FURTHEST:
        raise ValueError("the two times lie more than a hundred years apart")
    if end <= start:
        return _NOTHING
    return sum((min(end, closed) - opened for opened, closed in calendar.stretches(start, end)), _NOTHING)


def end_of_business(calendar: WorkingCalendar, day: date) -> datetime:
    """The instant at which the business of a local day ends: the setting, or the closing of a short day if earlier.

    A day off keeps the setting: whoever promised a Saturday is held to the Saturday. A date-time is refused.
    """
    if isinstance(day, datetime):
        raise ValueError("the end of business belongs to a date, not to a time")
    return calendar.instant(day, calendar.last_time_on(day))


def due(calendar: WorkingCalendar, by: date | datetime) -> datetime:
    """The instant by which something is due: an aware time as it is, a date at its end of business."""
    return in_utc(by) if isinstance(by, datetime) else end_of_business(calendar, by)


def _horizon(at: datetime) -> datetime:
    try:
        return at + FURTHEST
    except OverflowError as error:
        raise ValueError("the time lies outside the calendar") from error
