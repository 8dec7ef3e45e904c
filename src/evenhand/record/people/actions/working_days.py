"""When the firm works: hours by weekday, and the days on which it does not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time

from django.db import transaction

from evenhand.knowledge.worktime import WorkingCalendar
from evenhand.record.ledger import actions as ledger
from evenhand.record.people.calendar import hours_of
from evenhand.record.people.errors import PeopleError
from evenhand.record.people.models import Holiday, Member, Workspace

Week = Sequence[Sequence[tuple[time, time]]]
MOST_HOLIDAYS = 2000


@transaction.atomic
def set_week(week: Week, *, by: Member, at: datetime) -> None:
    """Set the hours of Monday to Sunday.

    Raises PeopleError "week-wrong" for other than seven days, for hours that overlap, and where there are none at all.
    Promises that were recorded before keep the times they were given.
    """
    stored = [[[start.strftime("%H:%M"), end.strftime("%H:%M")] for start, end in day] for day in week]
    try:
        WorkingCalendar("UTC", hours_of(stored), time(17))
    except ValueError as error:
        raise PeopleError("week-wrong") from error
    if not any(stored):
        raise PeopleError("week-wrong")
    row = Workspace.objects.select_for_update().first() or Workspace.objects.create(name="Evenhand")
    if row.week == stored:
        return
    Workspace.objects.filter(pk=row.pk).update(week=stored)
    body = {"week": stored}
    ledger.append(kind="workspace.week-set", actor=by.actor, at=at, subject=f"workspace:{row.pk}", body=body)


@transaction.atomic
def add_holidays(days: Iterable[tuple[date, str]], *, by: Member, at: datetime) -> int:
    """Add days off with their names; a day that is there takes the new name. Returns how many are new.

    Raises PeopleError "too-many-holidays".
    """
    wanted = {day: " ".join(name.split())[:120] for day, name in days}
    known = {row.day: row for row in Holiday.objects.filter(day__in=wanted)}
    fresh = [Holiday(day=day, name=name, added_by=by, added_at=at) for day, name in wanted.items() if day not in known]
    if Holiday.objects.count() + len(fresh) > MOST_HOLIDAYS:
        raise PeopleError("too-many-holidays")
    renamed = [row for day, row in known.items() if wanted[day] and row.name != wanted[day]]
    for row in renamed:
        Holiday.objects.filter(pk=row.pk).update(name=wanted[row.day])
    Holiday.objects.bulk_create(fresh)
    if fresh or renamed:
        body = {"days": sorted(row.day.isoformat() for row in (*fresh, *renamed))}
        ledger.append(kind="holidays.added", actor=by.actor, at=at, subject="holidays:all", body=body)
    return len(fresh)


@transaction.atomic
def remove_holiday(holiday: Holiday, *, by: Member, at: datetime) -> None:
    """The firm works on that day after all; doing it twice does no harm."""
    gone, _ = Holiday.objects.filter(pk=holiday.pk).delete()
    if gone:
        body = {"day": holiday.day.isoformat()}
        ledger.append(kind="holiday.removed", actor=by.actor, at=at, subject=f"holiday:{holiday.pk}", body=body)
