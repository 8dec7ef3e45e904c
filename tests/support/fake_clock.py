"""A clock that stands still until a test moves it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

MONDAY_MORNING = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)


class FakeClock:
    """Call it for the time; `pass_` moves it on."""

    def __init__(self, start: datetime = MONDAY_MORNING) -> None:
        self.at = start

    def __call__(self) -> datetime:
        return self.at

    def pass_(self, **much: float) -> datetime:
        """Let time pass (the arguments of timedelta); the new time."""
        self.at += timedelta(**much)
        return self.at
