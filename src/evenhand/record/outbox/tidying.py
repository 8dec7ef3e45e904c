"""Deleting what has done its work, a little at a time."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q

from evenhand.record.outbox.models import Heartbeat, Job
from evenhand.record.outbox.ticking import SCHEDULED

KEEP_DONE = timedelta(days=14)
KEEP_ROUTINE = timedelta(days=1)
KEEP_SILENT_WORKERS = timedelta(days=1)


def tidy(*, at: datetime, batch: int = 500, batches: int = 40) -> int:
    """Delete jobs done two weeks ago, scheduled ones and silent workers after a day; how many jobs went.

    At most `batches` short transactions of `batch` rows each, so that no writer waits long; the rest goes next time.
    """
    Heartbeat.objects.filter(beat_at__lt=at - KEEP_SILENT_WORKERS).delete()
    is_old = Q(finished_at__lt=at - KEEP_DONE) | Q(key=SCHEDULED, finished_at__lt=at - KEEP_ROUTINE)
    old = Job.objects.filter(is_old, state=Job.State.DONE)
    gone = 0
    for _ in range(batches):
        chosen = list(old.order_by("pk").values_list("pk", flat=True)[:batch])
        gone += Job.objects.filter(pk__in=chosen).delete()[0]
        if len(chosen) < batch:
            break
    return gone
