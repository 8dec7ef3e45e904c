"""What a restore refuses, and that it refuses before anything is touched."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from desks import Desk

from evenhand.server.backups import restoring
from evenhand.server.lock import hold
from evenhand.server.workspace import Workspace, WorkspaceError

Change = Callable[[dict[str, bytes]], None]


def changed(good: Path, target: Path, change: Change) -> Path:
    """A copy of the backup with its files changed."""
    with zipfile.ZipFile(good) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    change(files)
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return target


def manifest_with(**values: Any) -> Change:
    """Changes entries of the manifest."""

    def change(files: dict[str, bytes]) -> None:
        files["manifest.json"] = json.dumps(json.loads(files["manifest.json"]) | values).encode()

    return change


def a_changed_row(files: dict[str, bytes]) -> None:
    """Changes one letter in one row."""
    files["tables/people.team.jsonl"] = files["tables/people.team.jsonl"].replace(b"Nordic", b"Mordic")


def a_missing_table(files: dict[str, bytes]) -> None:
    """Drops a file."""
    del files["tables/people.team.jsonl"]


def a_foreign_file(files: dict[str, bytes]) -> None:
    """Adds a file."""
    files["../../evil.sh"] = b"rm"


CHANGES = [
    (a_changed_row, "changed.zip is damaged: tables/people.team.jsonl differs from the manifest."),
    (a_missing_table, "changed.zip is damaged: tables/people.team.jsonl is missing."),
    (a_foreign_file, "changed.zip is damaged: ../../evil.sh is foreign."),
    (lambda files: files.pop("manifest.json"), "changed.zip is not an Evenhand backup (it has no readable manifest)."),
    (manifest_with(format=99), "(backup format 99, this one knows 1). Update Evenhand, then restore."),
    (manifest_with(tables=[]), "changed.zip is not an Evenhand backup (it has no readable manifest)."),
]


@pytest.mark.parametrize(("change", "words"), CHANGES)
def test_a_backup_that_is_not_whole_or_too_new_is_refused(
    full_backup: Path, tmp_path: Path, change: Change, words: str
) -> None:
    with (
        restoring.open_backup(changed(full_backup, tmp_path / "changed.zip", change)) as archive,
        pytest.raises(WorkspaceError, match=re.escape(words) + "$"),
    ):
        restoring.check(archive)


def test_every_cut_and_every_flipped_byte_of_a_backup_is_noticed(full_backup: Path, tmp_path: Path) -> None:
    whole = full_backup.read_bytes()
    places = range(0, len(whole), max(len(whole) // 200, 1))
    kept = [whole[:place] for place in places]
    kept += [whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :] for place in places]
    unnoticed = []
    for number, data in enumerate(kept):
        (tmp_path / "b.zip").write_bytes(data)
        try:
            with restoring.open_backup(tmp_path / "b.zip") as archive:
                found = restoring.check(archive)
                unnoticed.append((number, {name: archive.read(name) for name in found.files}))
        except WorkspaceError:
            continue
    with zipfile.ZipFile(full_backup) as archive:
        original = {name: archive.read(name) for name in archive.namelist() if name != "manifest.json"}
    assert all(number >= len(places) and contents == original for number, contents in unnoticed)


def test_the_command_says_what_is_wrong_and_leaves_nothing(make_desk: Any, full_backup: Path, tmp_path: Path) -> None:
    desk: Desk = make_desk("nothing")
    future = manifest_with(migrations=[["people", "0999_from_the_future"]], evenhand="9.9.9")
    done = desk.evenhand("restore", changed(full_backup, tmp_path / "changed.zip", future))
    assert done.returncode == 2
    assert done.stderr == (
        f"{tmp_path}/changed.zip was made by a newer Evenhand (9.9.9; it has people.0999_from_the_future). "
        "Update Evenhand, then restore.\n"
    )
    assert [path.name for path in desk.folder.iterdir()] == ["up.lock"]


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="none.zip is not there. Name the file that `evenhand backup` wrote"):
        restoring.open_backup(tmp_path / "none.zip")


def test_a_folder_that_holds_a_desk_is_refused(make_desk: Any, full_backup: Path) -> None:
    desk: Desk = make_desk("everything", postgres=False)
    before = sorted(path.name for path in desk.folder.iterdir())
    done = desk.evenhand("restore", full_backup)
    assert done.returncode == 2
    assert "holds a desk already. Name another folder with --data, or set it aside with --replace." in done.stderr
    assert sorted(path.name for path in desk.folder.iterdir()) == before


def test_replacing_sets_the_old_desk_aside_whole_and_the_new_one_works(make_desk: Any, full_backup: Path) -> None:
    desk: Desk = make_desk("tables", postgres=False)
    desk.sql("INSERT INTO people_team (name, created_at) VALUES ('Before', '2026-03-02 07:00:00')")
    done = desk.evenhand("restore", full_backup, "--replace", "--json")
    assert done.returncode == 0, done.stderr
    aside = Path(json.loads(done.stdout)["aside"])
    assert desk.sql("SELECT name FROM people_team") == [("Nordic desk",)]
    with closing(sqlite3.connect(aside / "evenhand.sqlite3")) as old:
        assert old.execute("SELECT name FROM people_team").fetchall() == [("Before",)]
    assert not [path for path in desk.folder.iterdir() if path.name.startswith(".restoring")]
    assert desk.evenhand("doctor").returncode == 0


def test_a_database_on_a_server_that_holds_a_desk_is_never_replaced(make_desk: Any, full_backup: Path) -> None:
    desk: Desk = make_desk("everything")
    if desk.is_sqlite:
        pytest.skip("SQLite's file is set aside")
    desk.sql("UPDATE people_member SET name = 'Somebody'")
    done = desk.evenhand("restore", full_backup, "--replace")
    assert done.returncode == 2
    assert "holds a desk already. Make an empty database and name that one." in done.stderr
    assert desk.sql("SELECT name FROM people_member") == [("Somebody",)]


def test_a_desk_that_runs_is_not_replaced(desk: Desk, full_backup: Path) -> None:
    desk.folder.mkdir(exist_ok=True)
    with hold(Workspace(desk.folder)):
        done = desk.evenhand("restore", full_backup, "--replace")
    assert done.returncode == 2
    assert f"A desk already runs on {desk.folder} (process {os.getpid()})" in done.stderr


def test_a_manifest_that_unpacks_to_very_much_is_refused_unread(tmp_path: Path) -> None:
    target = tmp_path / "bomb.zip"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", b" " * (32 * 1024 * 1024))
    with restoring.open_backup(target) as bomb, pytest.raises(WorkspaceError, match="no readable manifest") as refused:
        restoring.check(bomb)
    assert "too large" in str(refused.value.__cause__)


def test_a_size_that_differs_from_the_manifest_is_noticed_before_the_file_is_read(
    full_backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def longer(files: dict[str, bytes]) -> None:
        files["tables/people.team.jsonl"] += b"\n" * 1_000_000

    read: list[str] = []
    monkeypatch.setattr(restoring, "_sha256", lambda archive, name: read.append(name) or manifest.files[name].sha256)
    with restoring.open_backup(full_backup) as good:
        manifest = restoring.read(good)
    bomb = restoring.open_backup(changed(full_backup, tmp_path / "bomb.zip", longer))
    with bomb, pytest.raises(WorkspaceError, match="people.team.jsonl differs"):
        restoring.check(bomb)
    assert "tables/people.team.jsonl" not in read
