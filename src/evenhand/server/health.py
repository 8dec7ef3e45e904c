"""`/health`: whether this desk works, for a monitor. It needs no sign-in and tells no secret."""

from __future__ import annotations

from typing import Any

from django.db import Error
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from evenhand.doors import clock
from evenhand.record.outbox import queries


@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 while the desk can work, 503 while its database cannot be reached.

    `status` is "ok", "no worker" (pages work, jobs wait) or "no database"; the worker's age is in seconds.
    """
    del request
    try:
        return JsonResponse(_state())
    except Error:
        return JsonResponse({"status": "no database", "database": "down"}, status=503)


def _state() -> dict[str, Any]:
    counts, beat, now = queries.job_counts(), queries.last_beat(), clock.now()
    return {
        "status": "no worker" if queries.is_missing(beat, at=now) else "ok",
        "database": "up",
        "worker": {"last_beat_seconds": None if beat is None else max(round((now - beat).total_seconds()), 0)},
        "jobs": {"waiting": counts.waiting, "running": counts.running, "dead": counts.dead},
    }
