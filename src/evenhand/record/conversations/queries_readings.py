"""Which reader read what, and what a newer one has still to read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef, QuerySet

from evenhand.knowledge.language.shape import ModelName
from evenhand.record.conversations.models import Reading, Rereading, Run

SILENT_AFTER = timedelta(minutes=2)
IMPORT_IS_SILENT_AFTER = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class ReadBy:
    """A reader, and how many of its readings are kept."""

    model: str
    version: str
    count: int


@dataclass(frozen=True, slots=True)
class State:
    """How far a rereading is. `per_second` is the pace of the present stretch; both it and `left` may be unknown."""

    row: Rereading
    is_running: bool
    is_silent: bool
    per_second: float | None
    left: timedelta | None


def readers() -> list[ReadBy]:
    """All readers of which readings are kept, the one with the most first."""
    rows = Reading.objects.values_list("model", "version").annotate(n=Count("pk")).order_by("-n", "model", "version")
    return [ReadBy(*row) for row in rows]


def waiting(reader: ModelName) -> QuerySet[Reading, int]:
    """The ids of messages that another reader read and this one did not, in order."""
    of_this = Reading.objects.filter(message=OuterRef("message"), model=reader.name, version=reader.version)
    others = Reading.objects.filter(~Exists(of_this)).order_by("message_id")
    return others.values_list("message_id", flat=True).distinct()


def how_many_wait(reader: ModelName) -> int:
    """How many those are."""
    return waiting(reader).count()


def next_batch(reader: ModelName, *, after: int, most: int) -> list[int]:
    """The first of those beyond a message."""
    return list(waiting(reader).filter(message_id__gt=after)[:most])


def latest_rereading(reader: ModelName) -> Rereading | None:
    """The last time that all messages were read again by this reader."""
    rows = Rereading.objects.filter(model=reader.name, version=reader.version).select_related("by", "paused_by")
    return rows.order_by("-pk").first()


def state_of(row: Rereading, *, now: datetime) -> State:
    """How far it is, how fast, and for how long still."""
    is_open = row.ended_at is None and row.paused_at is None
    is_silent = is_open and now - max(row.beat_at, row.resumed_at) > SILENT_AFTER
    seconds = (row.beat_at - row.resumed_at).total_seconds()
    pace = (row.done - row.done_before) / seconds if seconds > 0 and row.done > row.done_before else None
    left = timedelta(seconds=max(0, row.total - row.done) / pace) if pace and is_open and not is_silent else None
    return State(row, is_open and not is_silent, is_silent, pace, left)


def import_is_running(*, now: datetime) -> bool:
    """Whether mail comes in right now."""
    return Run.objects.filter(finished_at=None, beat_at__gt=now - IMPORT_IS_SILENT_AFTER).exists()
