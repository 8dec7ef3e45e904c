"""What people do with a job that used up its attempts."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from evenhand.record.ledger.actions import append
from evenhand.record.outbox.models import Job


class NotDead(ValueError):
    """The job is not dead (any more); somebody else has dealt with it."""


def retry_dead(job: Job, by: str, at: datetime) -> Job:
    """Let a dead job try again from its first attempt. `by` is the actor as the ledger names it ("member:3").

    Where a job of the same name and key waits already, that one is returned and the dead one is dropped.
    Raises NotDead.
    """
    with transaction.atomic():
        dead = _dead(job)
        waiting = Job.objects.filter(name=dead.name, key=dead.key, state=Job.State.WAITING).exclude(key="").first()
        if waiting is not None:
            dead.delete()
        else:
            dead.state, dead.attempt, dead.due_at, dead.finished_at = Job.State.WAITING, 0, at, None
            dead.save(update_fields=["state", "attempt", "due_at", "finished_at"])
        append(kind="job.retried", actor=by, at=at, subject=f"job:{job.pk}", body={"name": dead.name})
        return waiting or dead


def drop_dead(job: Job, by: str, at: datetime) -> None:
    """Give a dead job up; its row goes, the ledger keeps that it was dropped. Raises NotDead."""
    with transaction.atomic():
        dead = _dead(job)
        body = {"name": dead.name, "attempts": dead.attempt}
        dead.delete()
        append(kind="job.dropped", actor=by, at=at, subject=f"job:{job.pk}", body=body)


def _dead(job: Job) -> Job:
    found = Job.objects.select_for_update().filter(pk=job.pk, state=Job.State.DEAD).first()
    if found is None:
        raise NotDead(f"Job {job.pk} is not dead any more; somebody else has dealt with it.")
    return found
