"""Running a command and watching what it costs; keeping results."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).resolve().parent.parent / "results"


@dataclass(frozen=True, slots=True)
class Cost:
    """Wall-clock seconds, peak memory of the whole process tree in MB, exit status and standard output."""

    seconds: float
    peak_mb: float
    status: int
    output: str


def run(command: Sequence[str], environment: Mapping[str, str]) -> Cost:
    """Run to the end, sampling the tree's memory (proportional set size) five times a second."""
    began = time.perf_counter()
    process = subprocess.Popen(command, env={**os.environ, **environment}, stdout=subprocess.PIPE, text=True)
    peak = [0.0]
    watching = threading.Thread(target=_watch, args=(process, peak))
    watching.start()
    output, _ = process.communicate()
    seconds = time.perf_counter() - began
    watching.join()
    return Cost(seconds, round(peak[0], 1), process.returncode, output)


def tree(pid: int) -> list[int]:
    """This process and all below it."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = task.read_text().split()
        except OSError:
            continue
        for child in children:
            found.extend(tree(int(child)))
    return found


def memory_mb(pid: int) -> float:
    """Proportional set size of the tree: shared pages are counted once in all."""
    total = 0
    for each in tree(pid):
        try:
            rollup = Path(f"/proc/{each}/smaps_rollup").read_text()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    return total / 1024


def _watch(process: subprocess.Popen[str], peak: list[float]) -> None:
    while process.poll() is None:
        peak[0] = max(peak[0], memory_mb(process.pid))
        time.sleep(0.2)


def keep(name: str, result: Mapping[str, Any]) -> None:
    """Write a result beside the others, with what it rests on, and print it."""
    RESULTS.mkdir(exist_ok=True)
    whole = {
        "measured_on": datetime.now(UTC).date().isoformat(),
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        **result,
    }
    text = json.dumps(whole, indent=2, sort_keys=False)
    (RESULTS / f"{name}.json").write_text(text + "\n", encoding="utf-8")
    print(text)
