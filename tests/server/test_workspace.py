"""Opening a workspace: what is wrong with it is said, with what to do."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pytest

from evenhand.server.workspace import Workspace, WorkspaceError, folder_from_environment, open_workspace


def refused(folder: Path) -> str:
    """The sentence with which a folder is refused."""
    with pytest.raises(WorkspaceError) as caught:
        open_workspace(folder)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def failing(monkeypatch: pytest.MonkeyPatch, method: str, number: int) -> None:
    """Let one way of writing files fail as a full or read-only disk does."""

    def fail(path: Path, *_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number), str(path))

    monkeypatch.setattr(Path, method, fail)


def test_a_new_folder_becomes_a_workspace_for_its_owner_alone(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path / "a" / "b")
    assert workspace.settings() == {"format": 1}
    assert (tmp_path / "a" / "b").stat().st_mode & 0o777 == 0o700
    assert sorted(path.name for path in workspace.folder.iterdir()) == ["workspace.json"]


def test_opening_again_changes_nothing(tmp_path: Path) -> None:
    open_workspace(tmp_path).write_settings(clock_offset_seconds=5)
    assert open_workspace(tmp_path).settings() == {"format": 1, "clock_offset_seconds": 5}


def test_the_folder_is_that_of_the_environment_or_a_default(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("EVENHAND_DATA", "~/desk")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert folder_from_environment() == tmp_path / "desk"
    monkeypatch.delenv("EVENHAND_DATA")
    monkeypatch.chdir(tmp_path)
    assert folder_from_environment() == tmp_path / "workspace"


def test_a_file_is_no_workspace(tmp_path: Path) -> None:
    (tmp_path / "desk").write_text("")
    assert refused(tmp_path / "desk") == f"{tmp_path / 'desk'} is a file. Name a folder with --data."
    assert "cannot be written (Not a directory)" in refused(tmp_path / "desk" / "below")


@pytest.mark.parametrize("method", ["mkdir", "write_text", "write_bytes"])
@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "is full. Free some space and run the command again; nothing is lost."),
        (errno.EDQUOT, "is full. Free some space"),
        (errno.EROFS, "cannot be written (Read-only file system). Give this user the right to write there"),
        (errno.EACCES, "cannot be written (Permission denied). Give this user the right to write there"),
    ],
)
def test_a_folder_that_cannot_be_written_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, method: str, number: int, words: str
) -> None:
    failing(monkeypatch, method, number)
    assert words in refused(tmp_path / "desk")


def test_a_workspace_that_became_unwritable_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_workspace(tmp_path)
    failing(monkeypatch, "write_bytes", errno.EROFS)
    assert "cannot be written" in refused(tmp_path)


@pytest.mark.parametrize("found", [2, "2", None])
def test_a_workspace_of_a_newer_format_is_refused(tmp_path: Path, found: object) -> None:
    open_workspace(tmp_path)
    (tmp_path / "workspace.json").write_text(json.dumps({"format": found}))
    said = refused(tmp_path)
    assert f"was made by a newer Evenhand (format {found}, this one knows 1)" in said
    assert "Update Evenhand, or open a backup" in said


@pytest.mark.parametrize("content", [b"", b"{", b"\xff"])
def test_a_damaged_settings_file_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "workspace.json").write_bytes(content)
    said = refused(tmp_path)
    assert f"{tmp_path / 'workspace.json'} cannot be read" in said
    assert "Restore it from a backup" in said


def test_settings_are_replaced_in_one_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = open_workspace(tmp_path)
    with monkeypatch.context() as patch:
        failing(patch, "replace", errno.ENOSPC)
        with pytest.raises(OSError, match="space"):
            workspace.write_settings(demo_built=True)
    assert workspace.settings() == {"format": 1}


class TestSecretKey:
    """The key that signs sessions."""

    def test_it_is_made_once_for_its_owner_alone(self, tmp_path: Path) -> None:
        workspace = open_workspace(tmp_path)
        key = workspace.secret_key()
        assert len(key) >= 48
        assert workspace.secret_key() == key
        assert (tmp_path / "secret.key").stat().st_mode & 0o777 == 0o600
        assert sorted(path.name for path in tmp_path.iterdir()) == ["secret.key", "workspace.json"]

    def test_two_workspaces_have_two_keys(self, tmp_path: Path) -> None:
        keys = {open_workspace(tmp_path / name).secret_key() for name in "ab"}
        assert len(keys) == 2

    def test_a_file_that_was_left_empty_never_becomes_the_key(self, tmp_path: Path) -> None:
        (tmp_path / "secret.key").write_bytes(b"")
        key = Workspace(tmp_path).secret_key()
        assert len(key) >= 48
        assert Workspace(tmp_path).secret_key() == key

    def test_a_process_that_was_faster_wins(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def faster(_source: object, target: Path) -> None:
            Path(target).write_text("theirs")
            raise FileExistsError

        monkeypatch.setattr(os, "link", faster)
        assert Workspace(tmp_path).secret_key() == "theirs"

    def test_a_damaged_key_is_named(self, tmp_path: Path) -> None:
        (tmp_path / "secret.key").write_bytes(b"\xff\xfe")
        with pytest.raises(WorkspaceError, match="is damaged"):
            Workspace(tmp_path).secret_key()


def test_the_ledgers_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path)
    made = workspace.ledger_key()
    assert made.startswith(b"-----BEGIN PRIVATE KEY-----")
    assert workspace.ledger_key() == made
    assert (tmp_path / "ledger.key").stat().st_mode & 0o777 == 0o600
    (tmp_path / "ledger.key").write_bytes(b"")  # as a full disk leaves it
    assert workspace.ledger_key().startswith(b"-----BEGIN PRIVATE KEY-----")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ledger.key", "workspace.json"]


def test_a_key_file_that_is_named_must_be_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EVENHAND_LEDGER_KEY_FILE", str(tmp_path / "elsewhere.key"))
    with pytest.raises(WorkspaceError, match="elsewhere.key cannot be read or made"):
        open_workspace(tmp_path / "desk").ledger_key()
    assert not (tmp_path / "elsewhere.key").exists()
