"""Imports and what they could not read fully."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from evenhand.record.conversations.access import messages_for
from evenhand.record.conversations.models import Message, Run
from evenhand.record.people.models import Member

SILENT_AFTER = timedelta(seconds=90)
IN_PART = ("tolerant", "headers")
SHOWN = 100


@dataclass(frozen=True, slots=True)
class RunState:
    """An import with what it did so far; `is_silent` is one that stopped without saying so (it was killed)."""

    run: Run
    is_running: bool
    is_silent: bool
    per_second: float

    def count(self, what: str) -> int:
        """One of the counts of the run, 0 where it has none yet."""
        return int(self.run.counts.get(what, 0))


def latest_runs(*, now: datetime, most: int = 20) -> list[RunState]:
    """The latest imports, newest first."""
    return [_state(run, now) for run in Run.objects.select_related("by").order_by("-started_at")[:most]]


def read_in_part(member: Member) -> QuerySet[Message]:
    """Messages that were read only in part, newest first, as far as this member may see them."""
    found = messages_for(member).filter(level__in=IN_PART).select_related("conversation")
    return found.only(
        "subject", "sender_name", "sender_address", "at", "level", "problems", "conversation__subject"
    ).order_by("-id")[:SHOWN]


def count_read_in_part() -> int:
    """How many there are in all, whoever may see them."""
    return Message.objects.filter(level__in=IN_PART).count()


def _state(run: Run, now: datetime) -> RunState:
    is_open = run.finished_at is None
    is_silent = is_open and now - run.beat_at > SILENT_AFTER
    seconds = ((run.finished_at or run.beat_at) - run.started_at).total_seconds()
    done = int(run.counts.get("messages", 0)) + int(run.counts.get("duplicates", 0))
    return RunState(run, is_open and not is_silent, is_silent, done / seconds if seconds > 0 else 0.0)
