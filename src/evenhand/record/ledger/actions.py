"""The only code that appends to the ledger. Every action of the record calls it in its own transaction."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from evenhand.record.ledger.models import Entry, Head

SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Fact:
    """What is to be appended; see `Entry` for the meaning of the fields."""

    kind: str
    subject: str
    body: Mapping[str, Any] = field(default_factory=dict)


def append(*, kind: str, actor: str, at: datetime, subject: str, body: Mapping[str, Any]) -> Entry:
    """Append one entry inside the caller's transaction (one row lock on PostgreSQL until it ends).

    Raises TransactionManagementError outside a transaction, ValueError for a naive time.
    """
    return append_all([Fact(kind, subject, body)], actor=actor, at=at)[0]


def append_all(facts: Iterable[Fact], *, actor: str, at: datetime) -> list[Entry]:
    """Append several entries of one actor and time, in order, under one lock."""
    if at.tzinfo is None:
        raise ValueError("A ledger entry needs an aware time.")
    _require_transaction()
    wanted = list(facts)
    head, _ = Head.objects.select_for_update().get_or_create(pk=1)
    entries = [
        Entry(number=head.size + step, kind=fact.kind, actor=actor, at=at, subject=fact.subject, body=_text(fact.body))
        for step, fact in enumerate(wanted)
    ]
    Entry.objects.bulk_create(entries)
    Head.objects.filter(pk=1).update(size=head.size + len(entries))
    return entries


def _require_transaction() -> None:
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("Append inside the transaction of the change it records.")


def _text(body: Mapping[str, Any]) -> str:
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
