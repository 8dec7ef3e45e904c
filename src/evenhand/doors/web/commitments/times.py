"""Due times: as words, as choices, and as typed into forms; in the member's zone and the firm's working calendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext

from evenhand.doors.web import dates
from evenhand.knowledge.worktime import NeverOpen, WorkingCalendar, end_of_business, next_open
from evenhand.record.conversations.actions import NotPossible
from evenhand.record.people.calendar import day_of

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def due_words(due_at: datetime | None, calendar: WorkingCalendar, now: datetime, *, is_day: bool) -> str:
    """When something falls due: "Fri", "Fri 17:00"; empty for None. A day is the firm's own, wherever one reads it."""
    if due_at is None:
        return ""
    here = timezone.localtime(now)
    if is_day:
        return dates.day(datetime.combine(day_of(due_at, calendar), time(), here.tzinfo), here)
    return dates.moment(timezone.localtime(due_at), here)


def late_words(due_at: datetime | None, now: datetime) -> str:
    """How late something is: "2 days late"; empty while it is not."""
    if due_at is None or due_at >= now:
        return ""
    return gettext("%(time)s late") % {"time": dates.span(now - due_at)}


def working_words(length: timedelta) -> str:
    """Working time in hours and minutes, however long: "26 h 30 min"."""
    hours, minutes = length // HOUR, length % HOUR // MINUTE
    if hours and minutes:
        return gettext("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": minutes}
    return gettext("%(hours)s h") % {"hours": hours} if hours else gettext("%(minutes)s min") % {"minutes": minutes}


def update_times(now: datetime, calendar: WorkingCalendar) -> dict[str, datetime]:
    """The offered times of a next update by code: "today" while the day still works, and "next", the next working day.

    Both are ends of business where the member is.
    """
    mine = replace(calendar, zone=str(timezone.get_current_timezone()))
    offered: dict[str, datetime] = {}
    try:
        first = next_open(mine, now)
        today = end_of_business(mine, timezone.localtime(now).date())
        if timezone.localtime(first).date() == timezone.localtime(now).date() and now < today:
            offered["today"] = today
        begin = timezone.make_aware(datetime.combine(timezone.localtime(now).date() + timedelta(days=1), time()))
        offered["next"] = end_of_business(mine, timezone.localtime(next_open(mine, begin)).date())
    except NeverOpen:
        pass
    return offered


def closing_time(day: date, calendar: WorkingCalendar) -> datetime:
    """The end of business of a day where the member is. Raises NotPossible "due-far" at the edges of the calendar."""
    try:
        return end_of_business(replace(calendar, zone=str(timezone.get_current_timezone())), day)
    except ValueError as error:
        raise NotPossible("due-far") from error


def typed_due(day: str, clock: str) -> date | datetime | None:
    """A day and perhaps a time of day, as the browser sends them; None where there is no day that can be read."""
    try:
        found = date.fromisoformat(day.strip())
        return (
            timezone.make_aware(datetime.combine(found, time.fromisoformat(clock.strip()))) if clock.strip() else found
        )
    except (ValueError, OverflowError):
        return None
