"""The one place where a door asks what time it is. A demo workspace has a clock that stands elsewhere and runs on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache

from django.conf import settings


@cache
def _offset(folder: str) -> timedelta:
    """How far the workspace's clock is from the real one; read once a process."""
    del folder
    return timedelta(seconds=float(settings.WORKSPACE.settings().get("clock_offset_seconds", 0)))


def now() -> datetime:
    """The time at this desk, aware, UTC."""
    return datetime.now(UTC) + _offset(str(settings.WORKSPACE.folder))


def is_shifted() -> bool:
    """Whether this desk's clock is not the real one (a demo)."""
    return abs(_offset(str(settings.WORKSPACE.folder))) > timedelta(minutes=5)
