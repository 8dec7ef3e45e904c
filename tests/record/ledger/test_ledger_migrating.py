"""Entries from before the tree move into it, and out again if somebody has to go back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from ledgers import fill, kind_of_break, sql

from evenhand.record.ledger import queries
from evenhand.record.ledger.models import Content, Entry

FIRST, LAST = [("ledger", "0001_first")], [("ledger", "0004_entries_are_final")]
AT = "2026-03-02 07:00:00.123456" + ("" if connection.vendor == "sqlite" else "+00:00")


def migrate(to: list[tuple[str, str]]) -> None:
    """Take the ledger's tables to this migration."""
    MigrationExecutor(connection).migrate(to)


@pytest.fixture
def before(transactional_db: None) -> Iterator[None]:
    """The tables as they were before the tree; afterwards all of them, for apps above stand on the ledger's."""
    migrate(FIRST)
    yield
    migrate(MigrationExecutor(connection).loader.graph.leaf_nodes())


def old_entries(count: int) -> None:
    for number in range(count):
        sql(
            "INSERT INTO ledger_entry (number, kind, actor, at, subject, body) VALUES (%s, %s, %s, %s, %s, %s)",
            number, "message.inbound", "system", AT, f"message:{number}", f'{{"said":"遲到","n":{number}}}',
        )  # fmt: skip
    sql("INSERT INTO ledger_head (id, size) VALUES (1, %s)", count)


def test_old_entries_are_in_the_tree_with_their_bodies_byte_for_byte(before: None) -> None:
    old_entries(2500)  # more than a batch
    migrate(LAST)
    assert kind_of_break() == ""
    assert Entry.objects.count() == 2500
    assert Entry.objects.get(number=2100).body == '{"said":"遲到","n":2100}'
    assert len({bytes(salt) for salt in Content.objects.values_list("salt", flat=True)}) == 2500
    assert queries.missing_triggers() == []
    fill(3)
    assert kind_of_break() == ""


def test_an_empty_ledger_stays_empty_and_begins(before: None) -> None:
    migrate(LAST)
    assert sql("SELECT COUNT(*) FROM ledger_head") == [(0,)]
    fill(2)
    assert kind_of_break() == ""


def test_going_back_brings_the_bodies_back(before: None) -> None:
    old_entries(3)
    migrate(LAST)
    migrate(FIRST)
    assert sql("SELECT body FROM ledger_entry ORDER BY number")[2] == ('{"said":"遲到","n":2}',)


def test_a_ledger_with_a_gap_is_not_taken_for_whole(before: None) -> None:
    old_entries(3)
    sql("DELETE FROM ledger_entry WHERE number = 1")
    with pytest.raises(ValueError, match="no entry 1"):
        migrate(LAST)
    sql("DELETE FROM ledger_entry")
    sql("DELETE FROM ledger_head")
