"""Work that comes round: a tick is due once, however many workers ask."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from evenhand.record.outbox.actions import enqueue
from evenhand.record.outbox.models import Job, Tick

SCHEDULED = "scheduled"


def enqueue_if_due(name: str, *, every: timedelta, at: datetime) -> Job | None:
    """Enqueue the job `name` if `every` has passed since its last tick; the job, or None.

    Of several workers that ask at the same time one gets the job. A clock that was set back ticks again at once.
    """
    with transaction.atomic():
        tick, is_new = Tick.objects.get_or_create(name=name, defaults={"last_at": at})
        if not is_new and not _move_on(tick, every, at):
            return None
        return enqueue(name, {}, at=at, key=SCHEDULED)


def _move_on(tick: Tick, every: timedelta, at: datetime) -> bool:
    if tick.last_at <= at < tick.last_at + every:
        return False
    return bool(Tick.objects.filter(pk=tick.pk, last_at=tick.last_at).update(last_at=at))
