"""When a conversation that is put aside comes back, in the member's own time zone."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

MORNING = time(9, 0)
LATER_BY = timedelta(hours=3)
LAST_HOUR = 18


def later_times(now: datetime) -> dict[str, datetime]:
    """The offered times by code: "later" (not in the evening), "tomorrow", "monday"; all aware and after `now`."""
    here = timezone.localtime(now)
    offered: dict[str, datetime] = {}
    later = (here + LATER_BY).replace(minute=0, second=0, microsecond=0)
    if later.date() == here.date() and later.hour <= LAST_HOUR:
        offered["later"] = later
    offered["tomorrow"] = morning_of(here.date() + timedelta(days=1))
    offered["monday"] = morning_of(here.date() + timedelta(days=7 - here.weekday()))
    return offered


def morning_of(day: date) -> datetime:
    """The morning of a day where the member is."""
    return timezone.make_aware(datetime.combine(day, MORNING))


def chosen_time(code: str, day: str, now: datetime) -> datetime | None:
    """The time that a form asks for: one of the offered codes, or the morning of a date; None for neither."""
    if code in later_times(now):
        return later_times(now)[code]
    try:
        return morning_of(date.fromisoformat(day))
    except ValueError:
        return None
