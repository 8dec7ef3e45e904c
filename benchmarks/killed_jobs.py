"""Kill workers at random moments inside jobs, a hundred times: each effect must be there exactly once.

Writes benchmarks/results/killed_jobs.json. Arguments: [--kills N] [--seed N]; EVENHAND_DATABASE_URL moves it to
PostgreSQL (the database must be empty).
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

RESULT = Path(__file__).parent / "results" / "killed_jobs.json"
LEASE = timedelta(seconds=2)
LONGEST_JOB = 0.25


def work(arguments: Mapping[str, Any], job: Any) -> None:
    """Idle, write the effect and its ledger entry in one transaction, idle again: kills fall on every part."""
    from django.db import transaction

    from evenhand.record.ledger.actions import append
    from evenhand.record.people.models import Team

    idle = random.Random(arguments["n"] * 7919 + job.claim.attempt)
    _say(f"began {arguments['n']}")
    time.sleep(idle.uniform(0, LONGEST_JOB / 3))
    now = datetime.now(UTC)
    with transaction.atomic():
        _, is_new = Team.objects.get_or_create(name=f"effect {arguments['n']}", defaults={"created_at": now})
        if is_new:
            append(kind="effect", actor="system", at=now, subject=f"effect:{arguments['n']}", body={})
        time.sleep(idle.uniform(0, LONGEST_JOB / 3))
    time.sleep(idle.uniform(0, LONGEST_JOB / 3))
    _say(f"ended {arguments['n']}")


def run_worker() -> None:
    """The child: a worker with one handler and short leases, until it is killed or told to leave."""
    from evenhand.server.start import start

    start()
    from evenhand.doors.jobs.process import stop_on_signals
    from evenhand.doors.jobs.worker import Worker

    worker = Worker(
        name=f"bench-{os.getpid()}",
        handlers={"work": work},
        schedule={},
        clock=lambda: datetime.now(UTC),
        jitter=lambda: 0.0,
        poll=0.05,
        lease=LEASE,
    )
    stop_on_signals(worker.stop)
    _say("ready")
    worker.run()


def main() -> int:
    """Run the benchmark; 0 if every effect is there exactly once."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=20260302)
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.worker:
        run_worker()
        return 0
    folder = tempfile.mkdtemp(prefix="evenhand-bench-")
    os.environ["EVENHAND_DATA"] = folder
    try:
        result = measure(chosen.kills, random.Random(chosen.seed))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(result, indent=1))
    return 0 if result["lost"] == result["doubled"] == result["dead"] == 0 else 1


def measure(kills: int, chance: random.Random) -> dict[str, Any]:
    """Kill a worker so often inside a job, let another finish what is left, and count the effects."""
    from evenhand.server.start import start

    start()
    from django.db import connection

    from evenhand.record.outbox.models import Job

    began = time.monotonic()
    killed = Counter[str]()
    while killed["inside"] < kills:
        _top_up(Job)
        killed[_kill_one(chance)] += 1
    last = _spawn()
    deadline = time.monotonic() + 180
    while Job.objects.filter(state__in=["waiting", "running"]).exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    last.send_signal(signal.SIGTERM)
    last.wait()
    return _counted(Job) | {
        "killed_inside_a_job": killed["inside"],
        "killed_between_jobs": killed["between"],
        "database": connection.vendor,
        "seconds": round(time.monotonic() - began, 1),
    }


def _top_up(jobs: Any) -> None:
    """Keep ten jobs waiting; each may be killed as often as it happens."""
    waiting, made = jobs.objects.filter(state="waiting").count(), jobs.objects.count()
    now = datetime.now(UTC)
    jobs.objects.bulk_create(
        jobs(name="work", arguments={"n": made + step}, enqueued_at=now, due_at=now, attempts_allowed=50)
        for step in range(max(10 - waiting, 0))
    )


def _kill_one(chance: random.Random) -> str:
    """Start a worker, wait for its first job, kill it at a random moment; whether that was inside a job or between."""
    worker = _spawn()
    assert worker.stdout is not None
    said = ""
    while not said.startswith("began"):
        said = worker.stdout.readline()
    time.sleep(chance.uniform(0, LONGEST_JOB * 0.9))
    worker.send_signal(signal.SIGKILL)
    rest = worker.stdout.read().split("\n")
    worker.wait()
    last = [line for line in [said, *rest] if line.strip()][-1]
    return "inside" if last.startswith("began") else "between"


def _counted(jobs: Any) -> dict[str, int]:
    from evenhand.record.ledger.models import Entry

    effects = Counter(Entry.objects.filter(kind="effect").values_list("subject", flat=True))
    states = Counter(jobs.objects.values_list("state", flat=True))
    numbers = list(Entry.objects.order_by("number").values_list("number", flat=True))
    total = jobs.objects.count()
    return {
        "jobs": total,
        "exactly_once": sum(n == 1 for n in effects.values()),
        "lost": total - len(effects),
        "doubled": sum(n > 1 for n in effects.values()),
        "dead": states["dead"],
        "not_done": total - states["done"] - states["dead"],
        "ledger_gaps": sum(b - a != 1 for a, b in zip(numbers, numbers[1:], strict=False)),
        "most_attempts": max(jobs.objects.values_list("attempt", flat=True)),
    }


def _spawn() -> subprocess.Popen[str]:
    command = [sys.executable, __file__, "--worker"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


def _say(words: str) -> None:
    print(words, flush=True)


if __name__ == "__main__":
    sys.exit(main())
