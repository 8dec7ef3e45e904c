"""Who runs a job: claims under a lease, kept alive by beats, ended by the claim's own token.

A claim is a conditional UPDATE that changes one row or none, so it needs no locks and behaves alike on SQLite and
PostgreSQL. A worker that was taken for dead can no longer end, fail or report on a job: its token is not the row's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet

from evenhand.record.outbox.models import Job

LEASE = timedelta(seconds=60)
LONGEST_ERROR = 4000
LONGEST_WAIT = timedelta(hours=6)
WORKER_LOST = "The worker stopped in the middle of this job and did not come back before its lease ended."


class LeaseLost(RuntimeError):
    """The job was given to somebody else (or ended by hand); whoever holds the old claim must stop."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A job that is ours until the lease ends. `attempt` counts from 1 and includes this one."""

    job: int
    name: str
    arguments: Mapping[str, Any]
    attempt: int
    attempts_allowed: int
    token: str


def claim_next(*, token: str, at: datetime, lease: timedelta = LEASE) -> Claim | None:
    """The waiting job that has been due longest, now ours; None when nothing is due.

    `token` must be new for every claim (unguessable is not needed, unique is).
    """
    while (job := _due(at).first()) is not None:
        taken = Job.objects.filter(pk=job.pk, state=Job.State.WAITING, attempt=job.attempt).update(
            state=Job.State.RUNNING,
            attempt=F("attempt") + 1,
            lease_token=token,
            lease_until=at + lease,
            error="",
        )
        if taken:
            return Claim(job.pk, job.name, job.arguments, job.attempt + 1, job.attempts_allowed, token)
    return None


def extend(claim: Claim, *, at: datetime, lease: timedelta = LEASE) -> bool:
    """Hold the job for another lease; False if it is no longer ours."""
    return bool(_ours(claim).update(lease_until=at + lease))


def report(claim: Claim, progress: Mapping[str, Any]) -> None:
    """Write what a person may read while the job runs. Raises LeaseLost if the job is no longer ours."""
    if not _ours(claim).update(progress=dict(progress)):
        raise LeaseLost(f"Job {claim.job} ({claim.name}) is no longer held by this worker.")


def finish(claim: Claim, *, at: datetime) -> bool:
    """The job is done; False if it was no longer ours to end."""
    return bool(_ours(claim).update(state=Job.State.DONE, finished_at=at, lease_until=None, lease_token=""))


def fail(claim: Claim, *, error: str, at: datetime, jitter: float = 0.0) -> bool:
    """The attempt failed: wait and try again, or dead once the allowed attempts are used up.

    `jitter` (0 to 1) spreads retries over up to a quarter of the wait. False if the job was no longer ours.
    """
    return _end_attempt(
        _ours(claim), claim.attempt, claim.attempts_allowed, error, at, delay_after(claim.attempt, jitter)
    )


def give_back(claim: Claim, *, at: datetime) -> bool:
    """Put an interrupted job back as if this attempt had not begun; False if it was no longer ours."""
    return _to_waiting(_ours(claim), at, due_at=at, attempt=claim.attempt - 1)


def reclaim_expired(*, at: datetime) -> int:
    """Put jobs whose worker is gone back to waiting, due at once (the lease was the wait); how many there were.

    A job that was lost this way in each of its attempts is dead: it may be what kills the worker.
    """
    gone = Job.objects.filter(state=Job.State.RUNNING, lease_until__lt=at)
    count = 0
    for job in list(gone.order_by("pk")[:100]):
        lost = Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, lease_token=job.lease_token, lease_until__lt=at)
        count += _end_attempt(lost, job.attempt, job.attempts_allowed, WORKER_LOST, at, timedelta(0))
    return count


def delay_after(attempt: int, jitter: float = 0.0) -> timedelta:
    """The wait after the attempt-th failure (from 1): 10 s, 40 s, 160 s, … six hours at most, plus the jitter."""
    plain = min(timedelta(seconds=10 * 4 ** min(attempt - 1, 10)), LONGEST_WAIT)
    return plain * (1 + jitter / 4)


def _due(at: datetime) -> QuerySet[Job]:
    return Job.objects.filter(state=Job.State.WAITING, due_at__lte=at).order_by("due_at", "pk")


def _ours(claim: Claim) -> QuerySet[Job]:
    return Job.objects.filter(pk=claim.job, state=Job.State.RUNNING, lease_token=claim.token)


def _end_attempt(held: QuerySet[Job], attempt: int, allowed: int, error: str, at: datetime, wait: timedelta) -> bool:
    words = error[-LONGEST_ERROR:]
    if attempt < allowed:
        return _to_waiting(held, at, due_at=at + wait, error=words)
    return bool(held.update(state=Job.State.DEAD, finished_at=at, error=words, lease_until=None, lease_token=""))


def _to_waiting(held: QuerySet[Job], at: datetime, **changes: Any) -> bool:
    """Back to waiting, unless a job of the same name and key waits already: then that one does the work."""
    try:
        with transaction.atomic():
            return bool(held.update(state=Job.State.WAITING, lease_until=None, lease_token="", **changes))
    except IntegrityError:
        words = "Another job with the same key was waiting and does this work."
        return bool(held.update(state=Job.State.DONE, finished_at=at, error=words, lease_until=None, lease_token=""))
