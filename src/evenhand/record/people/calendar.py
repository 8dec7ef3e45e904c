"""The firm's working calendar as knowledge computes with it."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from evenhand.knowledge.worktime import Hours, WorkingCalendar, end_of_business
from evenhand.record.people.models import Holiday, Member, Workspace
from evenhand.record.people.queries import workspace


def working_calendar(firm: Workspace | None = None) -> WorkingCalendar:
    """Working hours, holidays and end of business of the firm, in its own zone; two queries."""
    row = firm or workspace()
    days = frozenset(Holiday.objects.values_list("day", flat=True))
    return WorkingCalendar(row.timezone, hours_of(row.week), row.end_of_business, days)


def hours_of(week: list[list[list[str]]]) -> tuple[Hours, ...]:
    """The seven days of a stored week as times: [["09:00", "17:00"]] a day, [] for a day off."""
    return tuple(tuple((time.fromisoformat(start), time.fromisoformat(end)) for start, end in day) for day in week)


def due_moment(due: date | datetime | None, calendar: WorkingCalendar) -> datetime | None:
    """The moment at which a promise falls due: a time as it is, a day at its end of business, None as None.

    A time without a zone is read in the firm's.
    """
    if due is None:
        return None
    if not isinstance(due, datetime):
        return end_of_business(calendar, due)
    return due if due.tzinfo else calendar.instant(due.date(), due.time())


def day_of(at: datetime, calendar: WorkingCalendar) -> date:
    """The firm's day on which a moment lies."""
    return at.astimezone(ZoneInfo(calendar.zone)).date()


def zone_of(member: Member) -> ZoneInfo:
    """The member's own zone; UTC where it is none."""
    try:
        return ZoneInfo(member.timezone)
    except (OSError, ValueError, KeyError):
        return ZoneInfo("UTC")
