"""What waits, what runs, what died, and which workers live."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, QuerySet

from evenhand.record.outbox.models import Heartbeat, Job, Letter

MISSING_AFTER = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class JobCounts:
    """How many jobs are in each state that somebody may care about."""

    waiting: int
    running: int
    dead: int


def job_counts() -> JobCounts:
    """Counts of waiting, running and dead jobs; one query over the index of states."""
    open_states = (Job.State.WAITING, Job.State.RUNNING, Job.State.DEAD)
    rows = Job.objects.filter(state__in=open_states).values_list("state").annotate(n=Count("pk")).order_by()
    found = dict(rows)
    return JobCounts(*(found.get(state, 0) for state in open_states))


def overdue(*, at: datetime, by: timedelta) -> int:
    """How many jobs have been due for longer than `by` and still wait."""
    return Job.objects.filter(state=Job.State.WAITING, due_at__lt=at - by).count()


def dead_jobs() -> QuerySet[Job]:
    """Jobs that used up their attempts, the latest first."""
    return Job.objects.filter(state=Job.State.DEAD).order_by("-finished_at", "-pk")


def running_jobs() -> QuerySet[Job]:
    """Jobs that a worker holds, the longest held first."""
    return Job.objects.filter(state=Job.State.RUNNING).order_by("pk")


def workers() -> QuerySet[Heartbeat]:
    """Every worker that has not said goodbye, the one heard last first."""
    return Heartbeat.objects.order_by("-beat_at")


def last_beat() -> datetime | None:
    """When any worker was last heard; None if none ever was or all have left."""
    found: datetime | None = Heartbeat.objects.aggregate(at=Max("beat_at"))["at"]
    return found


def is_missing(beat_at: datetime | None, *, at: datetime) -> bool:
    """Whether a worker last heard at `beat_at` must be taken for gone."""
    return beat_at is None or at - beat_at > MISSING_AFTER


def latest_jobs(*, most: int = 10_000) -> QuerySet[Job]:
    """Jobs of every state, the latest first; those done long ago are tidied away."""
    return Job.objects.order_by("-pk")[:most]


def last_letter_sent(kind: str) -> Letter | None:
    """The newest letter whose key begins so and that left the desk, by mail or by hand."""
    gone = (Letter.State.SENT, Letter.State.HANDED_OVER)
    return Letter.objects.filter(key__startswith=kind, state__in=gone).order_by("-pk").first()
