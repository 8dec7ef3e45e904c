"""Reminders by mail: one letter a member and day of what falls due, in the morning of their own zone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time

from django.db import transaction

from evenhand.knowledge.worktime import WorkingCalendar
from evenhand.record.agreements.queries.due import Due, due_for, owners
from evenhand.record.outbox.addressing import BadAddress
from evenhand.record.outbox.letters import is_configured, post
from evenhand.record.outbox.models import Letter
from evenhand.record.people.calendar import working_calendar, zone_of
from evenhand.record.people.models import Member

MORNING, NOON = time(7), time(12)
Words = Callable[[Member, Due, WorkingCalendar], tuple[str, str]]


def remind(words: Words, *, at: datetime) -> int:
    """Post the letters whose hour has come; returns how many. `words` gives subject and text in the member's language.

    Between seven and noon where the member is, on days on which the firm works, when something is overdue or due that
    day. Running it twice posts nothing twice: the key of a letter is member and day. Without a mail server none is
    written: nobody hands a reminder over by hand.
    """
    if not is_configured():
        return 0
    calendar = working_calendar()
    return sum(_remind(member, words, calendar, at) for member in owners())


@transaction.atomic
def _remind(member: Member, words: Words, calendar: WorkingCalendar, at: datetime) -> bool:
    zone = zone_of(member)
    here = at.astimezone(zone)
    key = f"due:{member.pk}:{here.date().isoformat()}"
    if not MORNING <= here.time() < NOON or not calendar.hours_on(here.date()):
        return False
    due = due_for(member, now=at, zone=zone)
    if not (due.overdue or due.today) or Letter.objects.filter(key=key).exists():
        return False
    subject, text = words(member, due, calendar)
    try:
        post(member.email, subject, text, at, key=key, about=member.actor)
    except BadAddress:
        return False
    return True
