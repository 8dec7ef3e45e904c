"""Two who restrict at the same moment, one a person and one her firm, on SQLite and on PostgreSQL: one of them does."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from desks import SUPPORT, desk_at


@pytest.mark.slow
@pytest.mark.parametrize("postgres", [False, True], ids=["sqlite", "postgres"])
def test_of_many_who_restrict_at_once_exactly_one_does(tmp_path: Path, postgres: bool) -> None:
    with desk_at(tmp_path / "desk", postgres=postgres) as desk:
        command = [sys.executable, str(SUPPORT / "restricting_at_once.py")]
        done = subprocess.run(command, env=desk.environment, capture_output=True, text=True, timeout=180, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert sorted(told["outcomes"]) == ["done"] + ["overlap"] * 11
    assert told["restrictions"] == 1
