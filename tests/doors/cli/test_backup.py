"""The drill: back up while the desk works, restore elsewhere, and find every row the same."""

from __future__ import annotations

import json
import os
import stat
import zipfile
from pathlib import Path
from typing import Any

import pytest
from desks import SUPPORT, Desk, says, wait_until

A_SERVER_IS_THERE = "EVENHAND_DATABASE_URL" in os.environ or "EVENHAND_TEST_POSTGRES_URL" in os.environ
TO_POSTGRES = pytest.param(True, marks=pytest.mark.skipif(not A_SERVER_IS_THERE, reason="no PostgreSQL is named"))


def manifest_of(path: Path) -> dict[str, Any]:
    """What a backup says of itself."""
    with zipfile.ZipFile(path) as archive:
        return dict(json.loads(archive.read("manifest.json")))


def rows_in(path: Path, table: str) -> list[list[Any]]:
    """The rows of a table as they stand in a backup."""
    with zipfile.ZipFile(path) as archive:
        return [json.loads(line) for line in archive.read(f"tables/{table}.jsonl").splitlines()]


@pytest.mark.parametrize("to_postgres", [False, TO_POSTGRES])
def test_a_restored_desk_has_every_row_of_every_table_and_goes_on_numbering(
    make_desk: Any, full_backup: Path, tmp_path: Path, to_postgres: bool
) -> None:
    other = make_desk("nothing", postgres=to_postgres)
    done = other.evenhand("restore", full_backup)
    assert done.returncode == 0, done.stderr
    assert other.evenhand("backup", tmp_path / "again.zip").returncode == 0
    before, after = manifest_of(full_backup)["tables"], manifest_of(tmp_path / "again.zip")["tables"]
    assert before["conversations.raw"]["rows"] == 8
    assert after == before
    (number,) = other.sql("SELECT MAX(id) FROM people_team")[0]
    other.sql("INSERT INTO people_team (name, created_at) VALUES ('new', '2026-03-02 07:00:00')")
    assert other.sql("SELECT MAX(id) FROM people_team") == [(number + 1,)]


def test_a_backup_under_write_load_is_one_moment_of_the_record(make_desk: Any, tmp_path: Path) -> None:
    desk: Desk = make_desk("everything")
    warm, output = tmp_path / "warm", tmp_path / "load.txt"
    load = desk.begin([SUPPORT / "writing_load.py", warm], output)
    try:
        wait_until(warm.exists)
        before = desk.sql("SELECT COUNT(*) FROM people_team")[0][0]
        assert desk.evenhand("backup", tmp_path / "b.zip").returncode == 0
        during = desk.sql("SELECT COUNT(*) FROM people_team")[0][0]
        assert load.poll() is None, output.read_text()
    finally:
        load.kill()
        load.wait()
    teams = [row for row in rows_in(tmp_path / "b.zip", "people.team") if row[1].startswith("load")]
    entries = rows_in(tmp_path / "b.zip", "ledger.entry")
    assert before <= len(teams) + 1 <= during
    assert before < during
    assert len(teams) == len([entry for entry in entries if entry[2] == "load"])
    assert [entry[1] for entry in entries] == list(range(len(entries)))
    assert [row[:2] for row in rows_in(tmp_path / "b.zip", "ledger.head")] == [[1, len(entries)]]
    assert not says(output, "locked")()


def test_a_backup_holds_no_sessions_and_only_its_owner_may_read_it(full_backup: Path) -> None:
    with zipfile.ZipFile(full_backup) as archive:
        assert not [name for name in archive.namelist() if "session" in name]
    assert stat.S_IMODE(full_backup.stat().st_mode) == 0o600


def test_the_key_goes_along_only_when_asked_for(make_desk: Any, full_backup: Path, tmp_path: Path) -> None:
    one: Desk = make_desk("nothing")
    one.evenhand("restore", full_backup)
    with zipfile.ZipFile(full_backup) as archive:
        assert (one.folder / "secret.key").read_bytes() == archive.read("secret.key")
    assert stat.S_IMODE((one.folder / "secret.key").stat().st_mode) == 0o600
    one.evenhand("backup", tmp_path / "without.zip")
    assert "secret.key" not in zipfile.ZipFile(tmp_path / "without.zip").namelist()
    two: Desk = make_desk("nothing")
    two.evenhand("restore", tmp_path / "without.zip")
    assert (two.folder / "secret.key").read_bytes() != (one.folder / "secret.key").read_bytes()


def test_a_folder_as_target_gets_a_file_with_the_time_in_its_name(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    answer = json.loads(desk.evenhand("backup", folder, "--json").stdout)
    (file,) = folder.iterdir()
    assert file.name.startswith("evenhand-20")
    assert answer["file"] == str(file)
    assert answer["bytes"] == file.stat().st_size
    assert answer["rows"] == manifest_of(file)["tables"]["auth.permission"]["rows"] + len(
        rows_in(file, "contenttypes.contenttype")
    )


def test_a_folder_that_is_not_there_is_not_taken_for_a_file(desk: Desk, tmp_path: Path) -> None:
    done = desk.evenhand("backup", f"{tmp_path}/not-mounted/")
    assert done.returncode == 1
    assert "not-mounted/ is not there" in done.stderr
    assert not (tmp_path / "not-mounted").exists()


def test_a_target_that_cannot_be_written_is_one_sentence_and_leaves_nothing(desk: Desk, tmp_path: Path) -> None:
    done = desk.evenhand("backup", tmp_path / "no" / "b.zip")
    assert done.returncode == 2
    assert done.stderr == f"{tmp_path}/no/b.zip cannot be written (No such file or directory). Nothing was changed.\n"
    assert not [path for path in tmp_path.iterdir() if "b.zip" in path.name]


def test_an_older_version_is_backed_up_as_it_is_over_an_older_file_and_brought_up_to_date_when_restored(
    make_desk: Any, tmp_path: Path
) -> None:
    desk: Desk = make_desk("everything")
    desk.python("from django.core.management import call_command\ncall_command('migrate', 'auth', '0011', verbosity=0)")
    last = "SELECT COUNT(*) FROM django_migrations WHERE app = 'auth' AND name LIKE '0012%'"
    target = tmp_path / "b.zip"
    target.write_text("the old one")
    assert desk.evenhand("backup", target).returncode == 0
    assert desk.sql(last) == [(0,)]
    assert ["auth", "0012_alter_user_first_name_max_length"] not in manifest_of(target)["migrations"]
    assert [path.name for path in tmp_path.iterdir() if "b.zip" in path.name] == ["b.zip"]
    other: Desk = make_desk("nothing")
    done = other.evenhand("restore", target)
    assert done.returncode == 0, done.stderr
    assert other.sql(last) == [(1,)]
    assert other.sql("SELECT name FROM people_team") == [("Nordic desk",)]
