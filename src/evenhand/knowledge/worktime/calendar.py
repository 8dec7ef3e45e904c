"""A working calendar: the hours in which a firm works, day by day, and the stretches of time that they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from evenhand.knowledge.worktime.local import in_utc, instant, zone_named

Hours = tuple[tuple[time, time], ...]

_DAY = timedelta(days=1)


class ShortDay(NamedTuple):
    """A day with hours of its own, be it an eve that ends at noon or a Saturday that is worked."""

    day: date
    hours: Hours


class Stretch(NamedTuple):
    """Open from `start` until just before `end`, both in UTC."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """When a firm works; ValueError for an unknown zone, other than seven weekdays, or hours that overlap in a day.

    `zone` is an IANA name. `week` holds the hours of Monday to Sunday, each as pairs of opening and closing in local
    time; () is a day off. A closing that is not later than its opening is on the next day: (22:00, 06:00) is a night
    shift, (18:00, 00:00) ends at midnight, (00:00, 00:00) is the whole day. A shift belongs to the day on which it
    begins, so a holiday cancels the night that follows it. A short day comes before a holiday of the same date.
    `end_of_business` is the local time that "by the end of the day" means.

    Local times that a change of the clocks skips or repeats: see `local.py`.
    """

    zone: str
    week: tuple[Hours, ...]
    end_of_business: time
    holidays: frozenset[date] = frozenset()
    short_days: tuple[ShortDay, ...] = ()
    _zone: ZoneInfo = field(init=False, repr=False, compare=False)
    _apart: dict[date, Hours] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if len(self.week) != 7:
            raise ValueError("a week has seven days")
        if self.end_of_business.tzinfo is not None:
            raise ValueError("the end of business is a local time, without a zone")
        apart: dict[date, Hours] = dict.fromkeys(self.holidays, ()) | dict(self.short_days)
        for hours in (*self.week, *apart.values()):
            _check(hours)
        object.__setattr__(self, "_zone", zone_named(self.zone))
        object.__setattr__(self, "_apart", apart)

    def hours_on(self, day: date) -> Hours:
        """The shifts that begin on a day, in order."""
        apart = self._apart.get(day)
        return tuple(sorted(self.week[day.weekday()] if apart is None else apart))

    def last_time_on(self, day: date) -> time:
        """The local time at which a day's business ends: the setting, or the closing of a short day if that is earlier.

        A day without hours keeps the setting: whoever promised a Saturday is held to the Saturday.
        """
        hours = self.hours_on(day) if day in self._apart else ()
        if not hours or hours[-1][1] <= hours[-1][0]:
            return self.end_of_business
        return min(self.end_of_business, hours[-1][1])

    def instant(self, day: date, at: time) -> datetime:
        """The instant, in UTC, of a local time of this calendar; the rule of `local.py` holds."""
        return instant(day, at, self._zone)

    def stretches(self, start: datetime, end: datetime) -> Iterator[Stretch]:
        """The open time between two aware times, in order, without overlaps; a stretch may end after `end`.

        A few microseconds for every day that lies between. Shifts of one day that reach into those of the next count
        once.
        """
        reached, end = in_utc(start), in_utc(end)
        for day in self._days(reached, end):
            for opening, closing in self.hours_on(day):
                opened = max(self.instant(day, opening), reached)
                if opened >= end:
                    return
                closed = self.instant(day if closing > opening else day + _DAY, closing)
                if closed > opened:
                    yield Stretch(opened, closed)
                    reached = closed

    def _days(self, start: datetime, end: datetime) -> Iterator[date]:
        """The local days whose shifts can lie between: the day before counts, for its night shift."""
        first, last = (at.astimezone(self._zone).toordinal() for at in (start, end))
        return map(date.fromordinal, range(max(first - 1, 1), last + 1))


def _check(hours: Hours) -> None:
    if any(at.tzinfo is not None for pair in hours for at in pair):
        raise ValueError("working hours are local times, without a zone")
    for (opening, closing), (following, _) in pairwise(sorted(hours)):
        if not opening < closing <= following:
            raise ValueError("working hours of one day overlap")
