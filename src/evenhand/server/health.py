"""`/health`: whether this desk works, for a monitor. It needs no sign-in and tells no secret."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import Error
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from evenhand.doors import clock
from evenhand.record.outbox import queries
from evenhand.record.protection.alerts.queries import count_standing
from evenhand.server.ledger_state import ledger_state

UNDER_WAY = 2
"""Minutes in which the worker moves an alert past due to the next person."""


@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 while the desk can work, 503 while its database cannot be reached.

    `status` is "ok", "ledger broken" (the last verification found a break), "no worker" (pages work, jobs wait) or
    "no database"; ages are in seconds. Alerts are unanswered where nobody is left to ask and Today says so in amber.
    """
    del request
    try:
        return JsonResponse(_state())
    except Error:
        return JsonResponse({"status": "no database", "database": "down"}, status=503)


def _state() -> dict[str, Any]:
    counts, beat, stands, now = queries.job_counts(), queries.last_beat(), ledger_state(), clock.now()
    status = "no worker" if queries.is_missing(beat, at=now) else "ok"
    return {
        "status": "ledger broken" if stands.is_whole is False else status,
        "database": "up",
        "worker": {"last_beat_seconds": _age(beat, now)},
        "jobs": {"waiting": counts.waiting, "running": counts.running, "dead": counts.dead},
        "alerts": {"unanswered": count_standing(at=now - timedelta(minutes=UNDER_WAY))},
        "ledger": {
            "whole": stands.is_whole,
            "verified_seconds": _age(stands.verified_at, now),
            "checkpoint_outside": stands.outside(at=now),
            "checkpoint_left_seconds": _age(stands.left_at, now),
        },
    }


def _age(then: datetime | None, now: datetime) -> int | None:
    return None if then is None else max(round((now - then).total_seconds()), 0)
