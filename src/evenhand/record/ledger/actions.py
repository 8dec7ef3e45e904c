"""The only code that appends to the ledger. Every action of the record calls it in its own transaction."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from evenhand.knowledge.merkle.leaf import SALT_BYTES, commitment, leaf_hash, meta_bytes
from evenhand.knowledge.merkle.tree import Frontier
from evenhand.record.ledger.models import Entry, Head

SYSTEM = "system"
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
_Row = tuple[tuple[int, str, str, datetime, str, bytes, bytes], tuple[int, bytes, str]]
"""Entry and content: the columns of `_ADD_ENTRY` and of `_ADD_CONTENT`."""
_FIELDS = ("id", "number", "kind", "actor", "at", "subject", "commitment", "leaf_hash")
_READ_HEAD = "SELECT frontier FROM ledger_head WHERE id = 1 "
_MOVE_HEAD = "UPDATE ledger_head SET size = %s, frontier = %s WHERE id = 1"
_ADD_ENTRY = (
    "INSERT INTO ledger_entry (number, kind, actor, at, subject, commitment, leaf_hash) "
    "VALUES (%s, %s, %s, %s, %s, %s, %s)"
)
_NEW_IDS = "SELECT id FROM ledger_entry WHERE number >= %s ORDER BY number"
_ADD_CONTENT = "INSERT INTO ledger_content (number, salt, body) VALUES (%s, %s, %s)"


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
    with connection.cursor() as cursor:
        frontier = _locked_frontier(cursor)
        rows = [_row(fact, actor, at, frontier) for fact in facts]
        if not rows:
            return []
        ids = _insert(cursor, rows)
        cursor.execute(_MOVE_HEAD, [frontier.size, frontier.to_text()])
    return [Entry.from_db(connection.alias, _FIELDS, (pk, *entry)) for pk, (entry, _) in zip(ids, rows, strict=True)]


def _require_transaction() -> None:
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("Append inside the transaction of the change it records.")


def _locked_frontier(cursor: CursorWrapper) -> Frontier:
    """The tree so far; nobody else appends until the transaction ends (SQLite has one writer anyway)."""
    cursor.execute(_READ_HEAD + connection.ops.for_update_sql() * connection.features.has_select_for_update)
    row = cursor.fetchone()
    if row is None:
        Head.objects.get_or_create(pk=1)
        return _locked_frontier(cursor)
    return Frontier.from_text(row[0])


def _row(fact: Fact, actor: str, at: datetime, frontier: Frontier) -> _Row:
    """The next entry, put into the tree, and its content."""
    number, salt, body = frontier.size, os.urandom(SALT_BYTES), _text(fact.body)
    meta = meta_bytes(number=number, kind=fact.kind, at=at, actor=actor, subject=fact.subject)
    committed = commitment(number=number, body=body.encode(), salt=salt)
    leaf = leaf_hash(meta, committed)
    frontier.append(leaf)
    return (number, fact.kind, actor, at, fact.subject, committed, leaf), (number, salt, body)


def _insert(cursor: CursorWrapper, rows: Sequence[_Row]) -> list[int]:
    """By hand: this runs for every change of the record, and the ORM takes three times as long. The new ids."""
    if len(rows) == 1:
        cursor.execute(_ADD_ENTRY + " RETURNING id", _columns(rows[0]))
        ids = cursor.fetchall()
        cursor.execute(_ADD_CONTENT, rows[0][1])
    else:
        cursor.executemany(_ADD_ENTRY, [_columns(row) for row in rows])
        cursor.executemany(_ADD_CONTENT, [content for _, content in rows])
        cursor.execute(_NEW_IDS, [rows[0][0][0]])
        ids = cursor.fetchall()
    return [pk for (pk,) in ids]


def _columns(row: _Row) -> tuple[Any, ...]:
    number, kind, actor, at, *rest = row[0]
    return number, kind, actor, connection.ops.adapt_datetimefield_value(at), *rest


def _text(body: Mapping[str, Any]) -> str:
    return _ENCODER.encode(body)
