"""Enqueueing; the worker in `doors/jobs` claims and runs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, connection, transaction

from evenhand.record.outbox.models import Job


def enqueue(
    name: str, arguments: Mapping[str, Any], *, at: datetime, due_at: datetime | None = None, key: str = ""
) -> Job:
    """Write a job inside the caller's transaction: it exists if and only if the change does.

    `arguments` are ids and plain values. A non-empty `key` keeps at most one waiting job of that name and key,
    due at the earlier of the two times.
    Raises TransactionManagementError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("Enqueue inside the transaction of the change that needs the job.")
    due = due_at or at
    if key and (waiting := _waiting(name, key, due)) is not None:
        return waiting
    try:
        with transaction.atomic():
            return Job.objects.create(name=name, arguments=dict(arguments), key=key, enqueued_at=at, due_at=due)
    except IntegrityError:
        if key and (waiting := _waiting(name, key, due)) is not None:
            return waiting
        raise


def _waiting(name: str, key: str, due: datetime) -> Job | None:
    """The waiting job of this key, due no later than `due`.

    It is locked, so that a worker takes it only after the caller's change is committed, and sees that change.
    """
    job = Job.objects.select_for_update().filter(name=name, key=key, state=Job.State.WAITING).first()
    if job is not None and job.due_at > due:
        job.due_at = due
        job.save(update_fields=["due_at"])
    return job
