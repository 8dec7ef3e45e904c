"""Starting on a database: newer, damaged, locked, full; and trouble in the middle of work."""

from __future__ import annotations

import errno
import os
import sqlite3
from pathlib import Path

import pytest
from desks import Desk, desk_at
from django.db import DatabaseError, OperationalError

from evenhand.server import start
from evenhand.server.workspace import Workspace, WorkspaceError


@pytest.fixture
def desk(tmp_path: Path):  # type: ignore[no-untyped-def]
    """A desk with empty tables, on the database of this test run."""
    with desk_at(tmp_path / "desk") as made:
        yield made


def refused(desk: Desk, *arguments: object) -> str:
    """What a command says that cannot run: one sentence or two, exit code 2, no traceback."""
    done = desk.evenhand(*(arguments or ("import", desk.folder)))
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr
    assert "did not expect" not in done.stderr
    return done.stderr


def test_a_database_with_a_migration_that_is_not_known_was_made_by_a_newer_version(desk: Desk) -> None:
    desk.sql("INSERT INTO django_migrations (app, name, applied) VALUES ('guestbook', '0001_first', CURRENT_TIMESTAMP)")
    desk.sql("INSERT INTO django_migrations (app, name, applied) VALUES ('ledger', '0099_later', CURRENT_TIMESTAMP)")
    said = refused(desk)
    assert f"{desk.folder} was made by a newer Evenhand (it has ledger.0099_later)" in said
    assert "Update Evenhand, or restore a backup made before the update." in said


def test_a_workspace_of_a_newer_format_is_refused_by_the_command(desk: Desk) -> None:
    (desk.folder / "workspace.json").write_text('{"format": 7}')
    assert "was made by a newer Evenhand (format 7" in refused(desk)


def test_a_database_that_is_none_asks_for_a_backup(desk: Desk) -> None:
    if not desk.is_sqlite:
        pytest.skip("the record is no file here")
    for name in ("evenhand.sqlite3-wal", "evenhand.sqlite3-shm"):
        (desk.folder / name).unlink(missing_ok=True)
    (desk.folder / "evenhand.sqlite3").write_bytes(b"no database at all" * 100)
    said = refused(desk)
    assert f"The database in {desk.folder} is damaged" in said
    assert "evenhand restore FILE --data" in said


def test_missing_tables_are_made(tmp_path: Path) -> None:
    with desk_at(tmp_path / "desk", "nothing") as desk:
        assert desk.evenhand("import", tmp_path).returncode == 0
        assert desk.sql("SELECT count(*) FROM conversations_message") == [(0,)]


def test_two_processes_at_once_both_work(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    code = "import sys; from evenhand.server.start import start; start(); print('ready')"
    both = [desk.begin(["-c", code], tmp_path / f"said-{number}") for number in range(2)]
    assert [process.wait(60) for process in both] == [0, 0]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("database is locked", "Another process is writing to FOLDER"),
        ("database or disk is full", "The disk that holds FOLDER is full"),
        ('could not extend file "base/1": No space left on device', "The disk that holds FOLDER is full"),
        ("attempt to write a readonly database", "The database in FOLDER cannot be written"),
        ("cannot execute INSERT in a read-only transaction", "The database in FOLDER cannot be written"),
        ("unable to open database file", "The database in FOLDER cannot be written"),
        ("database disk image is malformed", "The database in FOLDER is damaged"),
        ("disk I/O error", "The disk that holds FOLDER reports an error"),
    ],
)
def test_trouble_with_the_database_is_said_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str, said: str
) -> None:
    monkeypatch.setenv("EVENHAND_DATA", str(tmp_path))
    told = start.trouble_in_words(OperationalError(words))
    assert told is not None
    assert told.startswith(said.replace("FOLDER", str(tmp_path)))

    def fail(_connection: object) -> None:
        raise OperationalError(words)

    monkeypatch.setattr("django.db.migrations.loader.MigrationLoader", fail)
    with pytest.raises(WorkspaceError) as caught:
        start.check_version(Workspace(tmp_path))
    assert str(caught.value) == told


def test_a_server_that_cannot_be_reached_points_to_its_address(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def fail(_connection: object) -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr("django.db.migrations.loader.MigrationLoader", fail)
    with pytest.raises(WorkspaceError, match="connection refused. Check EVENHAND_DATABASE_URL"):
        start.check_version(Workspace(tmp_path))


def test_a_disk_that_fills_up_in_the_middle_of_work_is_said_in_words() -> None:
    for number in (errno.ENOSPC, errno.EDQUOT):
        told = start.trouble_in_words(OSError(number, os.strerror(number)))
        assert told is not None
        assert "is full. Free some space" in told
    assert "cannot be written" in (start.trouble_in_words(OSError(errno.EROFS, "Read-only file system")) or "")


@pytest.mark.parametrize("error", [OSError(errno.ENOENT, "no"), ValueError("is full"), DatabaseError("no such column")])
def test_trouble_that_nobody_foresaw_is_not_explained_away(error: Exception) -> None:
    assert start.trouble_in_words(error) is None


def test_a_database_held_by_another_for_too_long_is_a_sentence(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    if not desk.is_sqlite:
        pytest.skip("writers do not lock the whole database here")
    desk.sql("DELETE FROM django_migrations WHERE app = 'erasing' AND name = '0003_retention'")  # on which none rests
    with sqlite3.connect(desk.folder / "evenhand.sqlite3", isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        code = (
            "import django.db.backends.sqlite3.base as base\n"
            "real = base.Database.connect\n"
            "base.Database.connect = lambda **given: real(**given | {'timeout': 0.1})\n"
            "from evenhand.doors.cli.main import main\nmain(['import', '/nowhere'])"
        )
        process = desk.begin(["-c", code], desk.folder / "said")
        assert process.wait(60) == 2
    assert f"Another process is writing to {desk.folder}" in (desk.folder / "said").read_text()
