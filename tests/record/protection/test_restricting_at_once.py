"""What two do at the same moment, on SQLite and on PostgreSQL: who restricts a person, her firm, or merges it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from desks import SUPPORT, desk_at

pytestmark = [
    pytest.mark.slow,
    pytest.mark.parametrize("postgres", [False, True], ids=["sqlite", "postgres"]),
]


def told_by(program: str, folder: Path, *, postgres: bool) -> dict[str, Any]:
    """What a program of tests/support prints that runs in a desk of its own."""
    with desk_at(folder, postgres=postgres) as desk:
        command = [sys.executable, str(SUPPORT / program)]
        done = subprocess.run(command, env=desk.environment, capture_output=True, text=True, timeout=180, check=False)
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def test_of_many_who_restrict_at_once_exactly_one_does(tmp_path: Path, postgres: bool) -> None:
    told = told_by("restricting_at_once.py", tmp_path / "desk", postgres=postgres)
    assert sorted(told["outcomes"]) == ["done"] + ["overlap"] * 11
    assert told["restrictions"] == 1


def test_nothing_is_written_about_a_firm_that_is_just_being_merged(tmp_path: Path, postgres: bool) -> None:
    told = told_by("merging_meanwhile.py", tmp_path / "desk", postgres=postgres)
    assert told == {"outcomes": {"merit": "whom", "warning": "whom", "letter": "whom"}, "lost": 0}
