"""Arithmetic of the calendar as people at work count it. Weeks begin on Monday."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

MONDAY, FRIDAY, SATURDAY, SUNDAY = 0, 4, 5, 6


def a_date(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has none (30 February, year 0)."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def plus_days(day: date, days: int) -> date | None:
    """None where the result would leave the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def coming(today: date, weekday: int) -> date | None:
    """The next such weekday strictly after today."""
    return plus_days(today, (weekday - today.weekday() - 1) % 7 + 1)


def weekday_of(today: date, weeks: int, weekday: int) -> date | None:
    """The weekday of the week that lies `weeks` calendar weeks after this one."""
    return plus_days(today, 7 * weeks + weekday - today.weekday())


def month_after(today: date, months: int) -> tuple[int, int]:
    """Year and month, `months` after the month of today."""
    count = today.year * 12 + today.month - 1 + months
    return count // 12, count % 12 + 1


def month_end(year: int, month: int) -> date | None:
    """The last day of a month."""
    return a_date(year, month, monthrange(year, month)[1]) if 1 <= year <= 9999 else None


def plus_months(day: date, months: int) -> date | None:
    """The same day some months later, or the last day of a month that is too short for it."""
    year, month = month_after(day, months)
    last = month_end(year, month)
    return last and last.replace(day=min(day.day, last.day))


def nearest(today: date, month: int, day: int) -> date | None:
    """The nearest such day that is not yet past; 29 February waits for its leap year."""
    for year in range(today.year, today.year + 9):
        found = a_date(year, month, day)
        if found and found >= today:
            return found
    return None


def nearest_day_of_month(today: date, day: int) -> date | None:
    """The nearest day with this number that is not yet past."""
    for months in range(3):
        found = a_date(*month_after(today, months), day)
        if found and found >= today:
            return found
    return None


def nearest_month_end(today: date, month: int) -> date | None:
    """The last day of the month of that number, this year or, if that is past, next year."""
    this_year = month_end(today.year, month)
    return this_year if this_year and this_year >= today else month_end(today.year + 1, month)


def quarter_end(today: date) -> date | None:
    """The last day of the running quarter."""
    return month_end(today.year, (today.month + 2) // 3 * 3)


def plus_working_days(today: date, days: int, holidays: frozenset[date]) -> date | None:
    """The day on which `days` working days have passed; today does not count, nor do weekends and holidays."""
    if days > 1000:
        return None
    day: date | None = today
    while day and days > 0:
        day = plus_days(day, 1)
        if day and day.weekday() < SATURDAY and day not in holidays:
            days -= 1
    return day


def friday_of_iso_week(today: date, week: int) -> date | None:
    """The Friday of the nearest week of that number that is not yet past."""
    for year in (today.year, today.year + 1, today.year + 2):
        try:
            friday = date.fromisocalendar(year, week, FRIDAY + 1)
        except ValueError:
            continue
        if friday >= today:
            return friday
    return None


def friday_of_this_week(today: date) -> date | None:
    """Friday; on a Saturday or Sunday nobody can say which Friday is meant, so None."""
    return weekday_of(today, 0, FRIDAY) if today.weekday() <= FRIDAY else None
