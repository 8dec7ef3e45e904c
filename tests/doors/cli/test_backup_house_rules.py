"""House rules are part of the desk: a backup holds them, and a restore puts them back and nothing else."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from desks import Desk

RULE = '[[rule]]\ncode = "H-a"\nkind = "existence"\nmessage = "No."\nphrases = ["x"]\n'


@pytest.fixture
def backup(make_desk: Any, tmp_path: Path) -> Path:
    """A backup of a desk with a house rule, and a file that is far too large for one."""
    desk: Desk = make_desk("tables", postgres=False)
    (desk.folder / "house-rules").mkdir()
    (desk.folder / "house-rules" / "our 規則.toml").write_text(RULE, encoding="utf-8")
    (desk.folder / "house-rules" / "huge.toml").write_bytes(b"#" * 2_000_000)
    assert desk.evenhand("backup", tmp_path / "a.zip").returncode == 0
    return tmp_path / "a.zip"


def test_they_come_back_for_their_owner_alone(desk: Desk, backup: Path, tmp_path: Path) -> None:
    done = desk.evenhand("restore", backup, "--data", tmp_path / "new", EVENHAND_DATABASE_URL="")
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "new" / "house-rules"
    assert [path.name for path in folder.iterdir()] == ["our 規則.toml"]
    assert (folder / "our 規則.toml").read_text(encoding="utf-8") == RULE
    assert not (folder.stat().st_mode | (folder / "our 規則.toml").stat().st_mode) & 0o077


@pytest.mark.parametrize("name", ["house-rules/../../outside.toml", "house-rules/a/b.toml", "outside.toml"])
def test_no_name_in_a_backup_leads_out_of_the_folder(desk: Desk, backup: Path, tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(backup) as archive:
        files = {each: archive.read(each) for each in archive.namelist()}
    manifest = json.loads(files["manifest.json"])
    files[name] = RULE.encode()
    manifest["files"][name] = {"size": len(RULE), "sha256": hashlib.sha256(RULE.encode()).hexdigest()}
    files["manifest.json"] = json.dumps(manifest).encode()
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        for each, data in files.items():
            archive.writestr(each, data)
    desk.evenhand("restore", tmp_path / "b.zip", "--data", tmp_path / "in" / "new", EVENHAND_DATABASE_URL="")
    assert [path.name for path in tmp_path.rglob("*.toml") if path.name in ("outside.toml", "b.toml")] == []
