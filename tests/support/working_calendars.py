"""Working calendars for tests, and an oracle that looks at every minute."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from evenhand.knowledge.worktime import ShortDay, WorkingCalendar

MINUTE = timedelta(minutes=1)
ZONES = ("Europe/Helsinki", "Asia/Taipei", "Asia/Hong_Kong")
# Days on which the clocks change (Taipei and Hong Kong had summer time until 1979), and one on which they do not.
CHANGES = {
    "Europe/Helsinki": (date(2026, 3, 29), date(2026, 10, 25), date(2027, 3, 28)),
    "Asia/Taipei": (date(1979, 7, 1), date(1979, 10, 1), date(2026, 3, 29)),
    "Asia/Hong_Kong": (date(1979, 5, 13), date(1979, 10, 21), date(2026, 10, 25)),
}
DAY = ((time(8), time(12)), (time(13), time(16)))


def office(zone="Europe/Helsinki", **more):
    """Weekdays 8 to 16 with an hour for lunch."""
    return WorkingCalendar(zone, (DAY,) * 5 + ((), ()), time(16), **more)


@st.composite
def hours(draw):
    """None, one or two shifts of a day; the last may run into the night."""
    marks = sorted(draw(st.lists(st.integers(0, 24 * 4 - 1), unique=True, max_size=4)))
    times = [time(mark // 4, mark % 4 * 15) for mark in marks]
    pairs = list(zip(times[::2], times[1::2], strict=False))
    if pairs and draw(st.booleans()):
        pairs[-1] = (pairs[-1][0], draw(st.sampled_from([time(0), time(3), time(3, 30), time(6)])))
        pairs = [pair for pair in pairs[:-1] if pair[1] <= pairs[-1][0]] + pairs[-1:]
    return tuple(pairs)


@st.composite
def cases(draw):
    """A calendar and a day near a change of its clocks."""
    zone = draw(st.sampled_from(ZONES))
    day = draw(st.sampled_from(CHANGES[zone]))
    near = [day + timedelta(days=days) for days in range(-3, 4)]
    holidays = frozenset(draw(st.lists(st.sampled_from(near), max_size=2)))
    short = [ShortDay(at, draw(hours())) for at in draw(st.lists(st.sampled_from(near), max_size=2, unique=True))]
    week = tuple(draw(st.lists(hours(), min_size=7, max_size=7)))
    return WorkingCalendar(zone, week, time(16), holidays, tuple(short)), day


@st.composite
def moments(draw, day, days=2, whole_minutes=False):
    """An aware time within some days of the day, in UTC or in a zone with summer time."""
    spread = days * 24 * 60
    at = datetime(day.year, day.month, day.day, tzinfo=UTC) + draw(st.integers(-spread, spread)) * MINUTE
    if not whole_minutes:
        at += draw(st.integers(0, 59_999_999)) * timedelta(microseconds=1)
    return at.astimezone(draw(st.sampled_from([UTC, ZoneInfo("Europe/Helsinki")])))


def open_minutes(calendar, start, end):
    """The minutes (beginnings, UTC) in which the calendar is open, looked at one by one.

    A shift counts from the first minute at which the wall clock shows its opening or later, until the first at which
    it shows its closing or later. So the latest time that the wall clock has ever shown decides.
    """
    zone, shown, found = ZoneInfo(calendar.zone), datetime.min, []  # noqa: DTZ901
    at = start.astimezone(UTC) - timedelta(days=2)
    while at < end:
        shown = max(shown, at.astimezone(zone).replace(tzinfo=None))
        if at >= start and _is_open(calendar, shown):
            found.append(at)
        at += MINUTE
    return found


def _is_open(calendar, shown):
    for day in (shown.date() - timedelta(days=1), shown.date()):
        for opening, closing in calendar.hours_on(day):
            until = day if closing > opening else day + timedelta(days=1)
            if datetime.combine(day, opening) <= shown < datetime.combine(until, closing):
                return True
    return False
