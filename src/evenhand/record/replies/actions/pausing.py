"""Cooling off: a draft is kept and read once more later. Nothing is blocked by it."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, time, timedelta

from django.db import transaction

from evenhand.knowledge.worktime import NeverOpen, WorkingCalendar, next_open
from evenhand.record.conversations.actions import NotPossible
from evenhand.record.conversations.models import Conversation
from evenhand.record.ledger import actions as ledger
from evenhand.record.people.calendar import day_of
from evenhand.record.people.models import Member
from evenhand.record.replies.models import Pause


@transaction.atomic
def pause(conversation: Conversation, until: datetime, *, by: Member, at: datetime) -> Pause:
    """Put one's draft aside until a time; a pause that runs is replaced. Raises NotPossible "past"."""
    if until <= at:
        raise NotPossible("past")
    Conversation.objects.select_for_update().get(pk=conversation.pk)
    Pause.objects.filter(conversation=conversation, member=by, ended_at=None).update(ended_at=at)
    row = Pause.objects.create(conversation=conversation, member=by, until=until, at=at)
    body = {"conversation": conversation.pk, "until": until.isoformat()}
    ledger.append(kind="draft.paused", actor=by.actor, at=at, subject=f"pause:{row.pk}", body=body)
    return row


@transaction.atomic
def end_pause(conversation: Conversation, *, by: Member, at: datetime) -> None:
    """The member goes on with the draft. Does nothing where no pause runs."""
    row = Pause.objects.select_for_update().filter(conversation=conversation, member=by, ended_at=None).first()
    if row is not None:
        Pause.objects.filter(pk=row.pk).update(ended_at=at)
        ledger.append(kind="draft.taken-up", actor=by.actor, at=at, subject=f"pause:{row.pk}", body={})


def pause_times(at: datetime, calendar: WorkingCalendar) -> dict[str, datetime]:
    """The ends of a pause that are offered: 20 minutes, an hour, and when the firm next opens on a later day.

    The last is left out of a calendar without working hours.
    """
    times = {"20-minutes": at + timedelta(minutes=20), "hour": at + timedelta(hours=1)}
    tomorrow = calendar.instant(day_of(at, calendar) + timedelta(days=1), time())
    with suppress(NeverOpen):
        times["next-morning"] = next_open(calendar, tomorrow)
    return times
