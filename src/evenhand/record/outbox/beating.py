"""Workers say that they live, and what they are doing."""

from __future__ import annotations

from datetime import datetime

from evenhand.record.outbox.models import Heartbeat


def beat(worker: str, *, at: datetime, doing: str = "") -> None:
    """Say that `worker` lives at `at` and runs `doing` (a job's name, or nothing)."""
    if not Heartbeat.objects.filter(worker=worker).update(beat_at=at, doing=doing):
        Heartbeat.objects.get_or_create(worker=worker, defaults={"started_at": at, "beat_at": at, "doing": doing})


def leave(worker: str) -> None:
    """The worker ended as it should; nobody need look for it."""
    Heartbeat.objects.filter(worker=worker).delete()
