"""Dates in figures that read the same in every language, and the readings of figures that do not."""

from __future__ import annotations

from datetime import time, timedelta
from math import ceil
from typing import Literal

from evenhand.knowledge.language.deadlines import calendar
from evenhand.knowledge.language.deadlines.meaning import (
    PAST,
    UNCLEAR,
    Frame,
    Grammar,
    Match,
    Meaning,
    Resolver,
    day,
)
from evenhand.knowledge.language.deadlines.patterns import load
from evenhand.knowledge.language.variety import Variety

Order = Literal["day-month", "month-day", "either"]
_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}


def build(_language: Variety) -> Grammar:
    """For a text in an unknown language: full dates in figures only."""
    return load(("numeric",), RELATIVE, ABSOLUTE, {}, r"\d.")


def year_first(match: Match, frame: Frame) -> Meaning:
    """2026-12-05, 2026/12/5, 2026.12.5."""
    return dated(int(match["y"]), int(match["m"]), int(match["d"]), frame)


def past(_match: Match, _frame: Frame) -> Meaning:
    """No deadline: yesterday, three days ago, Mondays to Fridays."""
    return PAST


def unclear(_match: Match, _frame: Frame) -> Meaning:
    """A time, but nobody can say which: in a few days, early next week."""
    return UNCLEAR


def feast(_match: Match, _frame: Frame) -> Meaning:
    """A feast as a limit: its date is not ours to compute."""
    return UNCLEAR._replace(timid=True)


def business_end(_match: Match, frame: Frame) -> Meaning:
    """The end of business, today unless a day stands beside it."""
    return Meaning(at=frame.end_of_business, bound=True, business_end=True)


def dated(year: int | None, month: int, day_of_month: int, frame: Frame) -> Meaning:
    """A date; without a year the nearest that is not past, and then weak, for it may be told of the past."""
    if year is not None:
        return day(calendar.a_date(year, month, day_of_month))
    if frame.sent_at is None:
        return Meaning(unclear=True, weak=True)
    if calendar.a_date(2000, month, day_of_month) is None:
        return UNCLEAR
    return day(calendar.nearest(frame.today, month, day_of_month), weak=True)


def in_order(first: int, second: int, order: Order, year: int | None, frame: Frame) -> Meaning:
    """Two figures of which one is the day: by the custom of the language, or unclear where it has two."""
    if order == "either" and first != second and first <= 12 and second <= 12:
        return Meaning(unclear=True, timid=year is None)
    if second > 12 or order == "month-day" and first <= 12:
        first, second = second, first
    found = dated(year, second, first, frame)
    return Meaning(day=found.day, unclear=found.unclear, weak=found.weak, timid=year is None)


def a_year(figures: str | None) -> int | None:
    """2026 for "2026" and for "26"."""
    if not figures:
        return None
    return int(figures) if len(figures) == 4 else 2000 + int(figures)


def clock(hour: int, minute: int, loose: bool = False) -> Meaning:
    """A clock time; `loose` for an hour of 1 to 7 or 12 that may be morning or afternoon. Alone it is timid."""
    if hour > 24 or minute > 59 or hour == 24 and minute:
        return UNCLEAR
    return Meaning(at=time(hour % 24, minute), loose=loose, timid=True)


def counted(amount: float, unit: str, frame: Frame) -> Meaning:
    """So many units from the sending: minutes and hours give a date-time, the rest a date.

    `unit` is minute, hour, day, working-day, week, month, quarter or year. Fractions count for minutes and hours;
    half a year is six months, half a day, week or month is rounded up to whole days.
    """
    if unit in ("minute", "hour"):
        return _counted_clock(amount, unit, frame)
    if unit == "working-day":
        found = calendar.plus_working_days(frame.today, ceil(amount), frame.holidays)
    elif unit in ("month", "year") and (months := amount * (12 if unit == "year" else 1)) == int(months):
        found = calendar.plus_months(frame.today, int(months))
    else:
        found = calendar.plus_days(frame.today, ceil(amount * _DAYS[unit]))
    return day(found, counted=True)


def _counted_clock(amount: float, unit: str, frame: Frame) -> Meaning:
    try:
        instant = frame.now + timedelta(**{f"{unit}s": amount})
    except OverflowError:
        return UNCLEAR
    return Meaning(instant=instant.replace(second=0, microsecond=0), counted=True)


ABSOLUTE: dict[str, Resolver] = {"past": past, "year_first": year_first, "business_end": business_end}
RELATIVE: dict[str, Resolver] = {"unclear": unclear, "feast": feast}
