"""After an erasure none of the words is anywhere: not in rows, files, logs, jobs, nor in a backup made afterwards."""

from __future__ import annotations

import os
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
from canaries import HAN, MAIL, MARK, PLACES
from canaries_protection import WORD, text_fields
from desks import SUPPORT, Desk, desk_at

A_SERVER_IS_THERE = "EVENHAND_DATABASE_URL" in os.environ or "EVENHAND_TEST_POSTGRES_URL" in os.environ
ON_POSTGRES = pytest.param(True, marks=pytest.mark.skipif(not A_SERVER_IS_THERE, reason="no PostgreSQL is named"))
NAME = f"{MARK}path.eml"
"""People name files after people."""
NEEDLES = (MARK.encode(), HAN.encode(), HAN.encode("utf-16-le"))


@pytest.fixture(params=[False, ON_POSTGRES], ids=["sqlite", "postgresql"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    """A desk that holds the mail and all that was made of it."""
    with desk_at(tmp_path / "desk", postgres=request.param) as made:
        (tmp_path / NAME).write_text(MAIL.replace("\n", "\r\n"), encoding="utf-8", newline="")
        done = made.evenhand("import", tmp_path / NAME, "--ours", "harbourline.example")
        assert done.returncode == 0, done.stderr
        run(made, "plant")
        yield made


def run(desk: Desk, what: str) -> None:
    done = desk._run([str(SUPPORT / "canaries.py"), what], {})
    assert done.returncode == 0, done.stderr
    if not what.startswith("plant"):
        assert MARK not in done.stdout + done.stderr


def rows_with_words(desk: Desk) -> dict[str, list[Any]]:
    """Every table in which a row holds a canary, however its columns are kept."""
    if desk.is_sqlite:
        names = [name for (name,) in desk.sql("SELECT name FROM sqlite_master WHERE type = 'table'")]
    else:
        names = [name for (name,) in desk.sql("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
    rows = {name: desk.sql(f'SELECT * FROM "{name}"') for name in names}
    return {name: hits for name, found in rows.items() if (hits := [row for row in found if _holds(row)])}


def _holds(row: tuple[Any, ...]) -> bool:
    cells = [bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode() for cell in row]
    escaped = HAN.encode("unicode_escape")  # as JSON columns keep it
    return any(needle in cell.lower() for cell in cells for needle in (*NEEDLES, escaped))


def files_with_words(folder: Path) -> list[str]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path.name for path in paths if any(needle in path.read_bytes() for needle in NEEDLES))


def test_the_canaries_sing_before_the_erasure(desk: Desk) -> None:
    everything = str(rows_with_words(desk))
    assert [place for place in PLACES if MARK + place not in everything and place != "header"] == []
    assert {"conversations_raw", "conversations_searchterm", "outbox_job", "ledger_content"} <= set(
        rows_with_words(desk)
    )
    if desk.is_sqlite:
        assert "evenhand.sqlite3" in str(files_with_words(desk.folder))


def test_every_text_of_protection_holds_one_before_the_erasure(desk: Desk) -> None:
    """A new field of words fails here until a canary sits in it, and so the tests below reach it too."""
    for name in text_fields():
        app, model, field = name.split(".")
        found = [str(value) for (value,) in desk.sql(f'SELECT "{field}" FROM "{app}_{model}"')]
        assert any(WORD in value for value in found), name


def test_no_canary_is_left_after_it(desk: Desk, tmp_path: Path) -> None:
    run(desk, "erase")
    assert rows_with_words(desk) == {}
    run(desk, "scrub")
    assert files_with_words(desk.folder) == []
    backup = tmp_path / "after.zip"
    assert desk.evenhand("backup", backup).returncode == 0
    with zipfile.ZipFile(backup) as archive:
        assert not [name for name in archive.namelist() if any(one in archive.read(name) for one in NEEDLES)]


def test_a_backup_from_before_is_restored_without_them(desk: Desk, tmp_path: Path) -> None:
    before = tmp_path / "before.zip"
    assert desk.evenhand("backup", before).returncode == 0
    run(desk, "erase")
    run(desk, "scrub")
    (tmp_path / "erasures.jsonl").write_bytes((desk.folder / "erasures.jsonl").read_bytes())
    assert MARK not in (tmp_path / "erasures.jsonl").read_text(encoding="utf-8")
    with desk_at(tmp_path / "restored", "nothing", postgres=not desk.is_sqlite) as restored:
        done = restored.evenhand("restore", before)  # the list lies beside it
        assert done.returncode == 0, done.stderr
        assert rows_with_words(restored) == {}
        assert files_with_words(restored.folder) == []
        assert restored.evenhand("ledger", "verify").returncode == 0


@pytest.mark.parametrize("desk", [False], indirect=True)
def test_words_lie_in_the_log_until_the_files_are_cleaned_also_while_others_have_the_desk_open(desk: Desk) -> None:
    with closing(sqlite3.connect(desk.folder / "evenhand.sqlite3")) as other:
        other.execute("SELECT count(*) FROM people_member").fetchall()
        run(desk, "plant-more")
        run(desk, "erase")
        assert files_with_words(desk.folder) != []
        run(desk, "scrub")
        assert files_with_words(desk.folder) == []


@pytest.mark.parametrize("desk", [False], indirect=True)
def test_while_somebody_reads_an_old_state_the_files_are_not_said_to_be_clean(desk: Desk) -> None:
    with closing(sqlite3.connect(desk.folder / "evenhand.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM people_member").fetchall()
        run(desk, "erase")
        assert "StillInUse" in desk._run([str(SUPPORT / "canaries.py"), "scrub"], {}).stderr
        assert desk.sql("SELECT * FROM erasing_scrubbing") == []
        other.execute("ROLLBACK")
    run(desk, "scrub")
    assert files_with_words(desk.folder) == []


@pytest.mark.parametrize("desk", [ON_POSTGRES], indirect=True)
def test_on_postgresql_too_an_old_view_delays_the_cleaning(desk: Desk) -> None:
    with psycopg.connect(desk.environment["EVENHAND_DATABASE_URL"]) as other:
        other.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        other.execute("SELECT count(*) FROM people_member").fetchall()
        run(desk, "erase")
        assert "StillInUse" in desk._run([str(SUPPORT / "canaries.py"), "scrub"], {}).stderr
        assert desk.sql("SELECT * FROM erasing_scrubbing") == []
    run(desk, "scrub")


def test_the_same_mail_does_not_come_back(desk: Desk, tmp_path: Path) -> None:
    run(desk, "erase")
    other_bytes = tmp_path / f"{MARK}forwarded.eml"
    other_bytes.write_text("Received: from elsewhere.example\n" + MAIL, encoding="utf-8")
    (tmp_path / "same.eml").write_bytes((tmp_path / NAME).read_bytes())
    for path in (tmp_path / "same.eml", other_bytes):
        done = desk.evenhand("import", path, "--json")
        assert done.returncode == 0, done.stderr
        assert '"messages": 0' in done.stdout
    assert rows_with_words(desk) == {}, "nothing of it is kept, nor what the file was called"
