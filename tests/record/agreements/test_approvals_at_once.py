"""Fifty approvals by one link at the same moment, on SQLite and on PostgreSQL: exactly one counts."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from desks import SUPPORT, desk_at


@pytest.mark.slow
@pytest.mark.parametrize("postgres", [False, True], ids=["sqlite", "postgres"])
def test_of_fifty_approvals_by_one_link_exactly_one_counts(tmp_path: Path, postgres: bool) -> None:
    with desk_at(tmp_path / "desk", postgres=postgres) as desk:
        command = [sys.executable, str(SUPPORT / "approving_at_once.py")]
        done = subprocess.run(command, env=desk.environment, capture_output=True, text=True, timeout=180, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert sorted(told["outcomes"]) == ["done"] + ["link-used"] * 49
    assert (told["approvals"], told["entries"]) == (1, 1)
    assert told["both"] == ["done", "done"]
    assert told["agreed"] == 2
