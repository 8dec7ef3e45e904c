"""Tests that commit are followed by emptying all tables, which the ledger's triggers refuse: they are put aside for it.

Only the test runner's own flush does so. What a test does itself, by model or by SQL, meets the triggers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connections

LEDGER = ("ledger_entry", "ledger_content", "ledger_head", "ledger_checkpoint")


def let_tests_empty_the_ledger() -> None:
    """Wrap the flush of the database of this run."""
    operations: Any = type(connections["default"].ops)
    flush = operations.execute_sql_flush

    def execute_sql_flush(self: Any, statements: Sequence[str]) -> None:
        with without_triggers(self.connection):
            flush(self, statements)

    operations.execute_sql_flush = execute_sql_flush


@contextmanager
def without_triggers(connection: Any) -> Iterator[None]:
    """The ledger's tables without their triggers for a while."""
    put_back = drop_triggers(connection)
    try:
        yield
    finally:
        _run(connection, put_back)


def drop_triggers(connection: Any) -> list[str]:
    """Put the triggers aside; the statements that bring them back."""
    return _drop(connection) if connection.vendor == "sqlite" else _disable(connection)


def _drop(connection: Any) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'ledger%'")
        found = cursor.fetchall()
    _run(connection, [f"DROP TRIGGER {name}" for name, _ in found])
    return [sql for _, sql in found]


def _disable(connection: Any) -> list[str]:
    there = [table for table in LEDGER if table in connection.introspection.table_names()]
    _run(connection, ["SET CONSTRAINTS ALL IMMEDIATE"])  # no table is altered while rows wait to be checked
    _run(connection, [f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in there])
    return [f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in there]


def _run(connection: Any, statements: Sequence[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
