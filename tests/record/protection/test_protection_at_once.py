"""What several do to one incident at the same moment, on SQLite and on PostgreSQL: nobody is thrown out by another."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from desks import SUPPORT, desk_at


@pytest.mark.slow
@pytest.mark.parametrize("postgres", [False, True], ids=["sqlite", "postgres"])
def test_whatever_is_done_at_once_is_done(tmp_path: Path, postgres: bool) -> None:
    with desk_at(tmp_path / "desk", postgres=postgres) as desk:
        command = [sys.executable, str(SUPPORT / "protection_at_once.py")]
        done = subprocess.run(command, env=desk.environment, capture_output=True, text=True, timeout=180, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    came_out = {pair: {outcome for one in rounds for outcome in one} for pair, rounds in told["pairs"].items()}
    assert came_out.pop("make_good_and_end") <= {"done", "warning-ended"}, "the apology may have ended it first"
    assert came_out == dict.fromkeys(came_out, {"done"})
    clock = told["clock"]
    assert set(clock["outcomes"]) == {"done"}
    assert clock["chains"] == [[["Bo Lindqvist", "unanswered"], ["Helena Ström", ""]]] * 10
