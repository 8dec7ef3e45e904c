"""kill -9 at random moments during an import of 10,000 mails: nothing lost, nothing doubled."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

from benchmarks.support.mails import write_mbox
from benchmarks.support.measuring import keep

MAILS = 10_000
KILLS = int(sys.argv[1]) if len(sys.argv) > 1 else 100
EVENHAND = str(Path(sys.executable).parent / "evenhand")


def main() -> None:
    """Kill until it was done KILLS times, through as many workspaces as that takes; complete and check each."""
    dice = random.Random(7)
    kills, workspaces, faults = 0, 0, []
    progress: list[tuple[int, int]] = []
    with tempfile.TemporaryDirectory(prefix="evenhand-kill-") as folder:
        box = Path(folder) / "box.mbox"
        write_mbox(box, MAILS)
        while kills < KILLS:
            workspaces += 1
            workspace = Path(folder) / f"workspace-{workspaces}"
            while kills < KILLS and _import_and_kill(box, workspace, dice):
                kills += 1
                faults += _faults_after_a_kill(workspace)
                progress.append(_progress(workspace))
            faults += _complete(box, workspace)
    stages = {
        "kills_after_which_more_was_filed": sum(
            after > before for (before, _), (after, _) in pairwise([(0, 0), *progress])
        ),
        "kills_with_bytes_stored_and_not_filed": sum(waiting > 0 for _, waiting in progress),
    }
    keep("killed_import", {"mails": MAILS, "kills": kills, "workspaces": workspaces, **stages, "faults": faults})
    sys.exit(1 if faults else 0)


def _start(box: Path, workspace: Path) -> subprocess.Popen[bytes]:
    command = [EVENHAND, "import", str(box), "--ours", "harbourline.example", "--json"]
    environment = {**os.environ, "EVENHAND_DATA": str(workspace)}
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def _import_and_kill(box: Path, workspace: Path, dice: random.Random) -> bool:
    """Whether the import was still at work when it was killed."""
    process = _start(box, workspace)
    try:
        process.wait(dice.uniform(0.8, 9.0))
        return False
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.communicate()
        return True


def _faults_after_a_kill(workspace: Path) -> list[str]:
    path = workspace / "evenhand.sqlite3"
    if not path.exists():
        return []
    with sqlite3.connect(path, timeout=30) as database:
        try:
            rows = {
                "integrity": database.execute("PRAGMA quick_check").fetchone()[0],
                "doubled": database.execute(
                    "SELECT count(*) - count(DISTINCT identity) FROM conversations_message"
                ).fetchone()[0],
                "gaps": database.execute("SELECT count(*) - coalesce(max(number) + 1, 0) FROM ledger_entry").fetchone()[
                    0
                ],
                "filed_without_message": database.execute(
                    "SELECT count(*) FROM conversations_raw r WHERE r.state = 'filed' AND NOT EXISTS "
                    "(SELECT 1 FROM conversations_message m WHERE m.raw_id = r.id)"
                ).fetchone()[0],
            }
        except sqlite3.OperationalError as error:
            return [] if "no such table" in str(error) else [str(error)]
    expected = {"integrity": "ok", "doubled": 0, "gaps": 0, "filed_without_message": 0}
    return [f"{name}: {value}" for name, value in rows.items() if value != expected[name]]


def _progress(workspace: Path) -> tuple[int, int]:
    """How many messages are filed, and how many stored bytes wait; tells at which stage the kill struck."""
    path = workspace / "evenhand.sqlite3"
    if not path.exists():
        return 0, 0
    with sqlite3.connect(path, timeout=30) as database:
        try:
            filed = database.execute("SELECT count(*) FROM conversations_message").fetchone()[0]
            waiting = database.execute("SELECT count(*) FROM conversations_raw WHERE state = 'waiting'").fetchone()[0]
        except sqlite3.OperationalError:
            return 0, 0
    return filed, waiting


def _complete(box: Path, workspace: Path) -> list[str]:
    time.sleep(0.5)
    process = _start(box, workspace)
    output, trouble = process.communicate()
    if process.returncode:
        return [trouble.decode(errors="replace")[-300:]]
    counts = json.loads(output.splitlines()[-1])
    with sqlite3.connect(workspace / "evenhand.sqlite3") as database:
        messages = database.execute("SELECT count(*) FROM conversations_message").fetchone()[0]
        waiting = database.execute("SELECT count(*) FROM conversations_raw WHERE state = 'waiting'").fetchone()[0]
    faults = [] if messages == MAILS else [f"{messages} messages instead of {MAILS}: {counts}"]
    return faults + ([f"{waiting} still waiting"] if waiting else []) + _faults_after_a_kill(workspace)


if __name__ == "__main__":
    main()
