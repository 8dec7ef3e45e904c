"""Enqueueing; the worker in `doors/jobs` claims and runs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from evenhand.record.outbox.models import Job


def enqueue(
    name: str, arguments: Mapping[str, Any], *, at: datetime, due_at: datetime | None = None, key: str = ""
) -> Job:
    """Write a job inside the caller's transaction: it exists if and only if the change does.

    `arguments` are ids and plain values. A non-empty `key` keeps at most one waiting job of that name and key.
    Raises TransactionManagementError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("Enqueue inside the transaction of the change that needs the job.")
    if key:
        waiting = Job.objects.filter(name=name, key=key, state=Job.State.WAITING).first()
        if waiting is not None:
            return waiting
    return Job.objects.create(name=name, arguments=dict(arguments), key=key, enqueued_at=at, due_at=due_at or at)
