"""The second floor: the database itself refuses to change or delete what the ledger holds."""

from __future__ import annotations

import pytest
from builders import START
from django.db import DatabaseError, connection, transaction
from ledgers import a_checkpoint, fill, sql

from evenhand.record.ledger import erasing, queries
from evenhand.record.ledger.models import Checkpoint, Content, EntryIsFinal

pytestmark = pytest.mark.django_db

REFUSED = [
    "UPDATE ledger_entry SET kind = 'other'",
    "UPDATE ledger_entry SET leaf_hash = commitment WHERE number = 1",
    "DELETE FROM ledger_entry WHERE number = 2",
    "UPDATE ledger_content SET body = '{}' WHERE number = 1",
    "UPDATE ledger_content SET salt = salt",
    "DELETE FROM ledger_content WHERE number = 1",
    "UPDATE ledger_head SET size = size - 1",
    "UPDATE ledger_head SET id = 2",
    "DELETE FROM ledger_head",
    "UPDATE ledger_checkpoint SET size = 0",
    "DELETE FROM ledger_checkpoint",
]
BY_DATABASE = {
    "sqlite": [
        "INSERT OR REPLACE INTO ledger_entry SELECT id, number, 'other', actor, at, subject, commitment, leaf_hash "
        "FROM ledger_entry WHERE number = 1",
        "INSERT OR REPLACE INTO ledger_content SELECT number, salt, '{}' FROM ledger_content WHERE number = 1",
        "INSERT OR REPLACE INTO ledger_head (id, size, frontier) VALUES (1, 0, '0:')",
        "REPLACE INTO ledger_checkpoint SELECT * FROM ledger_checkpoint",
    ],
    "postgresql": [
        "TRUNCATE ledger_content, ledger_entry",
        "TRUNCATE ledger_head",
        "TRUNCATE ledger_checkpoint",
        "INSERT INTO ledger_head (id, size, frontier) VALUES (1, 0, '0:') "
        "ON CONFLICT (id) DO UPDATE SET size = excluded.size",
    ],
}


def everything() -> list[list[tuple[object, ...]]]:
    return [
        sql(f"SELECT CAST({columns} AS TEXT) FROM {table} ORDER BY 1")
        for table, columns in (
            ("ledger_entry", "kind"),
            ("ledger_content", "body"),
            ("ledger_head", "size"),
            ("ledger_checkpoint", "note"),
        )  # fmt: skip
    ]


def test_no_statement_changes_or_deletes_what_is_there() -> None:
    fill(4)
    a_checkpoint()
    before, went_through = everything(), []
    for statement in REFUSED + BY_DATABASE[connection.vendor]:
        try:
            with transaction.atomic():
                sql(statement)
            went_through.append(statement)
        except DatabaseError:
            continue
    assert went_through == []
    assert everything() == before
    fill(1)  # and the ledger goes on


def test_models_refuse_for_content_and_checkpoints_too() -> None:
    fill(2)
    a_checkpoint()
    for row in (Content.objects.get(pk=1), Checkpoint.objects.get()):
        for change in (
            row.save,
            row.delete,
            type(row).objects.all().delete,
            lambda row=row: type(row).objects.update(),
        ):
            with pytest.raises(EntryIsFinal):
                change()


def test_content_goes_by_an_approved_erasure_of_that_entry_alone() -> None:
    fill(4)
    erasure = erasing.ask([1, 2], "objection", by="member:1", at=START)
    for number in (1, 3):
        with pytest.raises(DatabaseError), transaction.atomic():
            sql("DELETE FROM ledger_content WHERE number = %s", number)
    erasing.approve(erasure, by="member:2", at=START)
    sql("DELETE FROM ledger_content WHERE number = 1")
    with pytest.raises(DatabaseError), transaction.atomic():
        sql("DELETE FROM ledger_content WHERE number = 3")


def test_the_database_refuses_an_approval_by_whoever_asked() -> None:
    fill(1)
    erasure = erasing.ask([0], "objection", by="member:1", at=START)
    with pytest.raises(DatabaseError), transaction.atomic():
        sql("UPDATE ledger_erasure SET approved_by = asked_by, approved_at = asked_at WHERE id = %s", erasure.pk)


def test_a_trigger_that_was_dropped_is_missed() -> None:
    assert queries.missing_triggers() == []
    where = "" if connection.vendor == "sqlite" else " ON ledger_entry"
    sql(f"DROP TRIGGER ledger_entry_stays{where}")
    assert queries.missing_triggers() == ["ledger_entry_stays"]
