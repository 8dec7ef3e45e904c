"""What comes round, and how often. Each row enqueues the job of that name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from evenhand.record.outbox.ticking import enqueue_if_due

SCHEDULE: dict[str, timedelta] = {
    "alerts": timedelta(minutes=1),
    "wake-snoozed": timedelta(minutes=1),
    "end-restrictions": timedelta(days=1),
    "finish-import": timedelta(minutes=5),
    "look-for-reader": timedelta(minutes=5),
    "keep-erasures": timedelta(hours=1),
    "ledger-checkpoint": timedelta(days=1),
    "ledger-verify": timedelta(days=1),
    "remind": timedelta(minutes=15),
    "retention": timedelta(days=1),
    "sweep-handouts": timedelta(hours=1),
    "tidy": timedelta(hours=1),
}


def enqueue_what_is_due(*, at: datetime, schedule: Mapping[str, timedelta] = SCHEDULE) -> list[str]:
    """Enqueue each scheduled job whose time has come; their names. Two workers enqueue a job once."""
    return [name for name, every in schedule.items() if enqueue_if_due(name, every=every, at=at) is not None]
