"""Whatever a hand changes in the database is found; what only an outside checkpoint finds, only that finds."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from builders import START
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from ledgers import PEM, a_checkpoint, fill, first_break, kind_of_break, sql, tampering

from evenhand.knowledge.merkle.leaf import commitment, leaf_hash, meta_bytes
from evenhand.knowledge.merkle.tree import Frontier
from evenhand.record.ledger import queries, verifying
from evenhand.record.ledger.models import Content, Entry, Verification

pytestmark = pytest.mark.django_db
COLUMNS = {
    "ledger_entry": ("kind", "actor", "subject", "at", "commitment", "leaf_hash"),
    "ledger_content": ("body", "salt"),
}
BINARY = {"commitment", "leaf_hash", "salt"}


def swapped_bytes(column: str, value: object) -> list[object]:
    """The value once for each of its bytes, that byte changed; text stays text that the database takes."""
    data = value.encode() if isinstance(value, str) else bytes(value)  # type: ignore[call-overload]
    changed = [data[:at] + bytes([byte ^ 1]) + data[at + 1 :] for at, byte in enumerate(data)]
    if column in BINARY:
        return list(changed)
    return list(dict.fromkeys(text for each in changed if (text := each.decode("utf-8", "ignore")) != value))


def wanted(column: str) -> str:
    """A column as it lies there: a time is text in SQLite."""
    return "CAST(at AS TEXT)" if column == "at" else column


def as_walked(row: tuple[Any, ...]) -> tuple[object, ...]:
    """What the walk gets for a row of the database."""
    number, at, kind, actor, subject, *rest = row
    return number, verifying._meta(number, at, kind, actor, subject), *rest


def changes(number: int) -> list[tuple[str, str, object]]:
    """Every change of one byte of one entry, as table, column and value."""
    found = []
    for table, columns in COLUMNS.items():
        for column in columns:
            if column == "at" and connection.vendor != "sqlite":
                continue
            ((value,),) = sql(f"SELECT {wanted(column)} FROM {table} WHERE number = %s", number)
            found += [(table, column, changed) for changed in swapped_bytes(column, value)]
    return found


def set_value(table: str, column: str, number: int, value: object) -> None:
    sql(f"UPDATE {table} SET {column} = %s WHERE number = %s", value, number)


@given(
    st.integers(0, 2**53 - 1), st.text(max_size=20), st.text(max_size=20), st.text(max_size=20),
    st.datetimes(min_value=datetime(1000, 1, 1)),  # noqa: DTZ001
)  # fmt: skip
def test_the_walk_makes_the_meta_that_the_append_hashed(
    number: int, kind: str, actor: str, subject: str, at: datetime
) -> None:
    wanted = meta_bytes(number=number, kind=kind, at=at.replace(tzinfo=UTC), actor=actor, subject=subject)
    rest = (kind.encode(), actor.encode(), subject.encode())
    assert verifying._meta(number, str(at).encode(), *rest) == wanted
    assert verifying._meta(number, at.isoformat(" ", "microseconds").encode(), *rest) == wanted


AT = b"2026-03-02 07:00:00.000123"


@pytest.mark.parametrize(
    "columns",
    [
        (AT, b'x","number":7,"subject":"', b"member:3", b"message:1"),
        (b'2026-03-02 07:00:00.000123Z","kind":"x', b"y", b"member:3", b"message:1"),
        (AT, b"\\", b"member:3", b"message:1"),
        (AT, b"a\x7fb", b"member:3", b"message:1"),
        (AT, b"\xc3\xa9", b"member:3", b"message:1"),
    ],
)
def test_no_column_reaches_into_the_next(columns: tuple[bytes, bytes, bytes, bytes]) -> None:
    """What is put together quickly is what is written out slowly, or nothing."""
    assert verifying._meta(7, *columns) == verifying._spelled_out(7, *columns)


@pytest.mark.parametrize("at", [AT.replace(b" ", b"T"), AT[:-1], AT + b"Z", b"", b"\xff" + AT[1:], AT + b"\n"])
def test_a_time_in_another_form_is_none(at: bytes) -> None:
    assert verifying._meta(7, at, b"x", b"member:3", b"message:1") == b""
    assert verifying._meta(7, AT, b"x", b"member:3", b"message:1") != b""


def test_a_ledger_that_nobody_touched_is_whole() -> None:
    assert kind_of_break() == ""
    fill(20)
    report = verifying.verify()
    assert (report.first, report.erased, report.lingering) == (None, (), ())
    assert report.size == Entry.objects.count()


def test_every_changed_byte_of_an_entry_is_found() -> None:
    fill(30)
    number = 17
    unfound = []
    for table, column, value in changes(number):
        with tampering():
            set_value(table, column, number, value)
            found = first_break()
            if found is None or found.number != number:
                unfound.append((column, value, found))
    assert len(changes(number)) > 170
    assert unfound == []


@pytest.mark.slow
def test_every_changed_byte_of_a_thousand_entries_reaches_the_walk() -> None:
    """The walk finds every changed row (tests/knowledge/merkle); here: every changed byte changes the row it gets."""
    if connection.vendor != "sqlite":
        pytest.skip("the test above changes each column of an entry here; byte by byte it is done on SQLite")
    fill(1000)
    one = verifying._ROWS.format(verifying._COLUMNS["sqlite"]).replace("ORDER BY", "WHERE e.number = {} ORDER BY")
    unchanged = 0
    tried = 0
    with tampering():
        cursor = connection.connection.cursor()  # so many statements that Django's wrapping would take too long
        for number in range(1000):
            (row,) = cursor.execute(one.format(number)).fetchall()
            as_it_was = as_walked(row)
            for table, columns in COLUMNS.items():
                for column in columns:
                    ((value,),) = cursor.execute(
                        f"SELECT {wanted(column)} FROM {table} WHERE number = {number}"
                    ).fetchall()
                    update = f"UPDATE {table} SET {column} = ? WHERE number = {number}"
                    for changed in swapped_bytes(column, value):
                        cursor.execute(update, (changed,))
                        (row,) = cursor.execute(one.format(number)).fetchall()
                        unchanged += as_walked(row) == as_it_was
                        tried += 1
                    cursor.execute(update, (value,))
    assert tried > 150_000
    assert unchanged == 0


def test_bytes_that_are_no_text_and_times_that_are_none_are_a_break_and_no_error() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps what is no text out of its columns")
    fill(5)
    for column, value in (("kind", b"\xff\xfe"), ("at", "yesterday"), ("at", "2026-03-02 07:00:00+05:00")):
        with tampering():
            sql(f"UPDATE ledger_entry SET {column} = CAST(%s AS TEXT) WHERE number = 2", value)
            found = first_break()
            assert found is not None
            assert (found.kind, found.number) == ("meta-altered", 2)
    with tampering():
        sql("UPDATE ledger_entry SET number = 'two' WHERE number = 2")
        assert kind_of_break() == "gap"


@pytest.mark.parametrize(
    ("statement", "kind", "number"),
    [
        ("DELETE FROM ledger_content WHERE number = 4", "erased-without-entry", 4),
        ("UPDATE ledger_head SET frontier = '0:'", "head-mismatch", None),
        ("UPDATE ledger_head SET frontier = 'x'", "head-mismatch", None),
        ("UPDATE ledger_head SET size = size + 1", "truncated", 12),
        ("DELETE FROM ledger_head", "head-mismatch", None),
        ("DELETE FROM ledger_content WHERE number = 11; DELETE FROM ledger_entry WHERE number = 11", "truncated", 11),
        ("DELETE FROM ledger_content WHERE number = 3; DELETE FROM ledger_entry WHERE number = 3", "gap", 3),
        ("DELETE FROM ledger_content WHERE number = 0; DELETE FROM ledger_entry WHERE number = 0", "gap", 0),
        ("UPDATE ledger_entry SET subject = 'message:0' WHERE number = 7", "meta-altered", 7),
        ("UPDATE ledger_content SET body = '{}' WHERE number = 7", "body-altered", 7),
    ],
)
def test_what_was_done_is_named(statement: str, kind: str, number: int | None) -> None:
    fill(12)
    with tampering():
        for each in statement.split("; "):
            sql(each)
        found = first_break()
        assert found is not None
        assert (found.kind, found.number) == (kind, number)
    assert kind_of_break() == ""


def test_entries_that_change_places_are_found() -> None:
    fill(12)
    for one, other in ((0, 1), (3, 9), (10, 11)):
        with tampering():
            for table in ("ledger_content", "ledger_entry"):
                columns = (
                    "salt, body" if table == "ledger_content" else "kind, actor, at, subject, commitment, leaf_hash"
                )
                first, second = (sql(f"SELECT {columns} FROM {table} WHERE number = %s", n)[0] for n in (one, other))
                marks = ", ".join(f"{column} = %s" for column in columns.split(", "))
                sql(f"UPDATE {table} SET {marks} WHERE number = %s", *second, one)
                sql(f"UPDATE {table} SET {marks} WHERE number = %s", *first, other)
            found = first_break()
            assert found is not None
            assert found.number == one


def test_an_entry_that_is_slipped_in_is_found() -> None:
    fill(12)
    with tampering():
        row = sql("SELECT kind, actor, at, subject, commitment, leaf_hash FROM ledger_entry WHERE number = 11")[0]
        sql("INSERT INTO ledger_entry (number, kind, actor, at, subject, commitment, leaf_hash) "
            "VALUES (12, %s, %s, %s, %s, %s, %s)", *row)  # fmt: skip
        sql("INSERT INTO ledger_content SELECT 12, salt, body FROM ledger_content WHERE number = 11")
        found = first_break()
        assert found is not None
        assert found.number == 12


def rewrite_history(keep: int) -> None:
    """What whoever holds the database can do: cut the ledger after `keep` entries, change the last, mend every hash."""
    for table in ("ledger_content", "ledger_entry"):
        sql(f"DELETE FROM {table} WHERE number >= %s", keep)
    last = Entry.objects.get(number=keep - 1)
    body = b'{"n":"never said"}'
    committed = commitment(number=last.number, body=body, salt=bytes(last.content.salt))
    leaf = leaf_hash(queries.meta_of(last), committed)
    sql("UPDATE ledger_content SET body = %s WHERE number = %s", body.decode(), last.number)
    sql("UPDATE ledger_entry SET commitment = %s, leaf_hash = %s WHERE number = %s", committed, leaf, last.number)
    frontier = Frontier()
    for each in verifying.leaves(keep):
        frontier.append(each)
    sql("UPDATE ledger_head SET size = %s, frontier = %s", keep, frontier.to_text())


def test_a_history_that_was_written_anew_is_found_only_by_a_checkpoint_that_was_outside() -> None:
    fill(12)
    outside = a_checkpoint()
    with tampering():
        rewrite_history(12)
        assert kind_of_break() == ""
        assert kind_of_break(outside) == "not-a-prefix"
    with tampering():
        rewrite_history(9)
        assert kind_of_break() == ""
        assert kind_of_break(outside) == "rolled-back"
    with tampering():
        rewrite_history(9)
        fill(20)
        assert kind_of_break() == ""
        assert kind_of_break(outside) == "not-a-prefix"
    fill(5)
    assert kind_of_break(outside) == ""


def test_a_checkpoint_that_another_key_signed_proves_nothing() -> None:
    fill(3)
    outside = a_checkpoint()
    assert verifying.verify([outside], []).first.parameters["code"] == "unknown-key"  # type: ignore[union-attr]
    assert kind_of_break(outside[:-9] + b"AAAAAAA=\n") == "bad-signature"
    assert PEM not in outside


def test_what_was_found_is_kept_and_the_ledger_does_not_grow_by_it() -> None:
    fill(4)
    kept = verifying.keep(verifying.verify(), at=START, seconds=0.12345)
    assert (kept.is_whole, kept.size, kept.seconds) == (True, Entry.objects.count(), 0.123)
    assert not queries.is_broken()
    with tampering():
        sql("UPDATE ledger_content SET body = '{}' WHERE number = 2")
        report = verifying.verify()
    verifying.keep(report, at=START, seconds=0.1)
    assert queries.is_broken()
    assert queries.state()["verification"]["break"] == {"kind": "body-altered", "number": 2, "parameters": {}}
    assert Verification.objects.count() == 2
    assert Content.objects.count() == 4


@pytest.mark.django_db
def test_leaves_for_proofs_come_whole_from_a_ledger_of_several_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verifying, "BATCH", 4)
    fill(11)
    assert len(list(verifying.leaves(11))) == 11
    assert len(list(verifying.leaves(9))) == 9
