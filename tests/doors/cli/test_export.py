"""`evenhand export`: a file that a member takes out on the server, verified by what is inside."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from desks import Desk
from mail import a_mail

MEMBERS = """
from datetime import UTC, datetime
from evenhand.record.people import actions
at = datetime(2026, 3, 2, tzinfo=UTC)
for name, role in (("Helena", "manager"), ("Ada", "agent")):
    one = actions.create_member(actions.Person(f"{name.lower()}@harbourline.example", name, "fi"), at=at)
    actions.grant_role(one, role, by=None, at=at)
"""


@pytest.fixture
def filled(desk: Desk, tmp_path: Path) -> Desk:
    """Mia of Acme has written once."""
    (tmp_path / "mia.eml").write_bytes(a_mail())
    done = desk.evenhand("import", tmp_path / "mia.eml", "--ours", "harbourline.example")
    assert done.returncode == 0, done.stderr
    desk.python(MEMBERS)
    return desk


def test_the_file_verifies_and_continues_an_older_checkpoint(filled: Desk, tmp_path: Path) -> None:
    older, target = tmp_path / "older.txt", tmp_path / "acme.zip"
    assert filled.evenhand("ledger", "checkpoint", "-o", older).returncode == 0
    filled.python(MEMBERS.replace("Helena", "Petra").replace("Ada", "Sam"))
    arguments = ("export", "acme.example", "-o", target, "--as", "helena@harbourline.example", "--originals")
    done = filled.evenhand(*arguments, "--checkpoint", older, "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["conversations"] == 1
    folder = tmp_path / "unpacked"
    with zipfile.ZipFile(target) as archive:
        archive.extractall(folder)
    checked = subprocess.run(
        [sys.executable, "-I", "verify.py", "--checkpoint", str(older)],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert checked.returncode == 0, checked.stdout
    assert 'lang="fi"' in (folder / "index.html").read_text(encoding="utf-8")
    (original,) = folder.glob("originals/*.eml")
    assert original.read_bytes() == a_mail()
    assert filled.sql("SELECT COUNT(*) FROM ledger_entry WHERE kind = 'customer.exported'") == [(1,)]


@pytest.mark.parametrize(
    ("customer", "member", "words"),
    [
        ("acme.example", "ada@harbourline.example", "may not take records out"),
        ("acme.example", "nobody@harbourline.example", "Nobody here has the address"),
        ("Birch", "helena@harbourline.example", "No customer that this member may see"),
    ],
)
def test_refused_it_leaves_no_file(filled: Desk, tmp_path: Path, customer: str, member: str, words: str) -> None:
    done = filled.evenhand("export", customer, "-o", tmp_path / "x.zip", "--as", member)
    assert done.returncode == 1
    assert words in done.stderr
    assert not list(tmp_path.glob("*x.zip*"))
