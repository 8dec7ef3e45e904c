"""`evenhand pack`: one file about one incident, made by one pair of eyes, verified by Python alone."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from desks import Desk

MEMBERS_AND_AN_INCIDENT = """
from datetime import UTC, datetime
from evenhand.record.people import actions
from evenhand.record.protection.incidents.reporting import Report, report
at = datetime(2026, 3, 9, 9, tzinfo=UTC)
made = {}
for name, role in (("Helena", "manager"), ("Ada", "agent")):
    made[name] = actions.create_member(actions.Person(f"{name.lower()}@harbourline.example", name, "fi"), at=at)
    actions.grant_role(made[name], role, by=None, at=at)
told = Report(demand="fair", manner="unacceptable", severity="abuse", who="A caller", line="He went on.")
report(told, by=made["Ada"], at=at)
"""


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """Ada has reported what a caller said."""
    assert desk.evenhand("ledger", "checkpoint").returncode in {0, 1, 2}
    desk.python(MEMBERS_AND_AN_INCIDENT)
    return desk


def test_the_latest_incident_verifies_unpacked_and_as_it_came(filled: Desk, tmp_path: Path) -> None:
    target = tmp_path / "pack.zip"
    done = filled.evenhand("pack", "--latest", "-o", target, "--json")
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["sha256"] == hashlib.sha256(target.read_bytes()).hexdigest()
    with zipfile.ZipFile(target) as archive:
        archive.extractall(tmp_path / "unpacked")
    verifier = str(tmp_path / "unpacked" / "verify.py")
    for arguments in ([], ["--pack", str(target)]):
        command = [sys.executable, "-I", "-S", verifier, *arguments]
        checked = subprocess.run(command, capture_output=True, text=True, check=False)
        assert checked.returncode == 0, checked.stdout
        assert "One person alone made this pack" in checked.stdout
    assert filled.sql("SELECT actor FROM ledger_entry WHERE kind = 'pack.made-alone'") == [("operator",)]


def test_made_again_it_is_the_same_file_whoever_makes_it(filled: Desk, tmp_path: Path) -> None:
    number = filled.sql("SELECT id FROM protection_incident")[0][0]
    for name, more in (("a", ()), ("b", ("--as", "helena@harbourline.example"))):
        done = filled.evenhand("pack", number, "-o", tmp_path / f"{name}.zip", *more)
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    other = filled.evenhand("pack", number, "-o", tmp_path / "c.zip", "--lang", "fi", "--redact")
    assert other.returncode == 0, other.stderr
    assert (tmp_path / "c.zip").read_bytes() != (tmp_path / "a.zip").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ((), 2, "Name the number of an incident"),
        (("1", "--latest"), 2, "Name the number of an incident"),
        (("99",), 1, "There is no incident 99"),
        (("1", "--as", "ada@harbourline.example"), 1, "may not take incidents out"),
        (("1", "--as", "nobody@harbourline.example"), 1, "Nobody here"),
    ],
)
def test_what_cannot_be_is_said_and_leaves_no_file(
    filled: Desk, tmp_path: Path, arguments: tuple[str, ...], code: int, words: str
) -> None:
    done = filled.evenhand("pack", *arguments, "-o", tmp_path / "x.zip")
    assert (done.returncode, words in done.stderr) == (code, True), done.stderr
    assert list(tmp_path.glob("*x.zip*")) == []
