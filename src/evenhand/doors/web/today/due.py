"""What falls due, as lines of the page Today: overdue, today, within a week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from evenhand.doors.web.commitments.times import due_words, late_words
from evenhand.knowledge.worktime import WorkingCalendar
from evenhand.record.agreements.queries.due import Due, Item, due_for
from evenhand.record.people.calendar import working_calendar
from evenhand.record.people.models import Member


@dataclass(frozen=True, slots=True)
class DueLine:
    """One thing that falls due, every word ready; `late` is empty while it is not."""

    url: str
    what: str
    whose: str
    where: str
    due: str
    late: str


@dataclass(frozen=True, slots=True)
class DueLines:
    """The groups of the page with their names, and how many things press: what is overdue or due today."""

    groups: Sequence[tuple[str, Sequence[DueLine]]]
    pressing: int


def due_lines(member: Member, *, now: datetime) -> DueLines:
    """What falls due for a member, by the days of their own zone."""
    zone = timezone.get_current_timezone()
    due: Due = due_for(member, now=now, zone=zone)
    if not due:
        return DueLines((), 0)
    calendar = working_calendar()
    named = (
        (gettext("Overdue"), due.overdue),
        (gettext("Due today"), due.today),
        (gettext("Within a week"), due.week),
        (gettext("Nobody’s yet"), due.nobodys),
    )
    groups = [(name, [_line(item, calendar, now) for item in items]) for name, items in named if items]
    return DueLines(groups, due.pressing(now=now, zone=zone))


def _line(item: Item, calendar: WorkingCalendar, now: datetime) -> DueLine:
    where = " · ".join(filter(None, (item.customer, item.subject)))
    return DueLine(
        url=_address(item),
        what=item.what or gettext("Tell them how it stands"),
        whose=_whose(item.kind),
        where=where,
        due=due_words(item.due_at, calendar, now, is_day=item.is_day),
        late=late_words(item.due_at, now),
    )


def _address(item: Item) -> str:
    if item.kind == "update":
        return f"{reverse('conversation', args=[item.conversation_id])}#update"
    return reverse("commitment", args=[item.pk])


def _whose(kind: str) -> str:
    if kind == "update":
        return gettext("Update owed")
    return gettext("Our promise") if kind == "us" else gettext("Their promise")
