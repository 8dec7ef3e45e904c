"""The words of a reminder: what is overdue and what falls due today, in the member's language and zone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone, translation
from django.utils.translation import gettext, ngettext

from evenhand.knowledge.worktime import WorkingCalendar
from evenhand.record.agreements.queries.due import Due, Item
from evenhand.record.people.calendar import day_of, zone_of
from evenhand.record.people.models import Member


def reminder(member: Member, due: Due, calendar: WorkingCalendar) -> tuple[str, str]:
    """Subject and text of the letter."""
    count = len(due.overdue) + len(due.today)
    with translation.override(member.language), timezone.override(zone_of(member)):
        subject = ngettext(
            "%(number)s thing falls due today or is overdue", "%(number)s things fall due today or are overdue", count
        ) % {"number": count}
        groups = ((gettext("Overdue"), due.overdue), (gettext("Due today"), due.today))
        text = "\n\n".join(_group(name, items, calendar) for name, items in groups if items)
        greeting = gettext("Good morning, %(name)s") % {"name": member.name}
    return subject, f"{greeting}\n\n{text}\n"


def _group(name: str, items: Iterable[Item], calendar: WorkingCalendar) -> str:
    return "\n".join((name, *(f"- {_line(item, calendar)}" for item in items)))


def _line(item: Item, calendar: WorkingCalendar) -> str:
    what = item.what or gettext("Tell them how it stands")
    where = item.customer or item.subject
    values = {"what": what, "where": where, "due": _due(item, calendar)}
    if not where:
        return gettext("%(what)s: due %(due)s") % values
    return gettext("%(what)s (%(where)s): due %(due)s") % values


def _due(item: Item, calendar: WorkingCalendar) -> str:
    if item.is_day:
        return day_of(item.due_at, calendar).isoformat()
    local: datetime = timezone.localtime(item.due_at)
    return f"{local:%Y-%m-%d %H:%M}"
