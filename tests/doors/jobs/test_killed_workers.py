"""Real workers, really killed: each effect happens exactly once, and the worker outlives what it can outlive."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from desks import SUPPORT, Desk, says, wait_until

AHEAD_OF_THE_LEASE = 120


class Bench:
    """A desk, a folder for the traces that handlers leave, and the workers started on it."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        self.desk = desk
        self.traces = folder / "traces"
        self.traces.mkdir()
        self.running: list[subprocess.Popen[bytes]] = []

    def put(self, name: str, *jobs: dict[str, Any], attempts: int = 5) -> None:
        """Enqueue jobs of this name."""
        past = "2026-01-05 09:00:00"
        for arguments in jobs:
            self.desk.sql(
                "INSERT INTO outbox_job (name, arguments, key, state, attempt, attempts_allowed, enqueued_at, due_at, "
                "lease_token, progress, error) VALUES (?, ?, '', 'waiting', 0, ?, ?, ?, '', '{}', '')",
                *(name, json.dumps(arguments), attempts, past, past),
            )

    def worker(self, ahead: float, *more: str) -> subprocess.Popen[bytes]:
        """A worker whose clock is so far ahead that leases of those before it are over."""
        output = self.traces / f"worker-{len(self.running)}.txt"
        process = self.desk.begin([SUPPORT / "killable_worker.py", self.traces, ahead, *more], output)
        self.running.append(process)
        return process

    def said(self) -> str:
        """What the last worker said."""
        return (self.traces / f"worker-{len(self.running) - 1}.txt").read_text()

    def traced(self, name: str) -> int:
        """How often a handler left this trace."""
        return len(list(self.traces.glob(f"{name}-*")))

    def open_gate(self) -> None:
        """Let paused handlers go on."""
        (self.traces / "gate").touch()

    def jobs(self) -> list[list[Any]]:
        """State, attempt and error of every job."""
        return [list(row) for row in self.desk.sql("SELECT state, attempt, error FROM outbox_job ORDER BY id")]

    def effects(self) -> list[str]:
        """What the ledger says was done."""
        return [row[0] for row in self.desk.sql("SELECT subject FROM ledger_entry WHERE kind = 'effect' ORDER BY id")]


@pytest.fixture
def bench(desk: Desk, tmp_path: Path) -> Iterator[Bench]:
    made = Bench(desk, tmp_path)
    yield made
    for process in made.running:
        if process.poll() is None:
            process.kill()
            process.wait()


@pytest.mark.parametrize("moment", ["before", "inside", "after"])
def test_a_job_whose_worker_is_killed_has_its_effect_exactly_once(bench: Bench, moment: str) -> None:
    bench.put("effect", {"n": 1, "pause": moment})
    killed = bench.worker(0)
    trace = {"before": "began-1", "inside": "inside", "after": "after"}[moment]
    wait_until(lambda: bench.traced(trace))
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    assert bench.jobs() == [["running", 1, ""]]
    bench.open_gate()
    assert bench.worker(AHEAD_OF_THE_LEASE).wait(60) == 0
    assert bench.jobs() == [["done", 2, ""]]
    assert bench.effects() == ["effect:1"]


def test_a_job_that_kills_its_worker_every_time_ends_dead_and_the_next_job_runs(bench: Bench) -> None:
    bench.put("poison", {}, attempts=2)
    assert bench.worker(0).wait(60) == -signal.SIGKILL
    assert bench.worker(AHEAD_OF_THE_LEASE).wait(60) == -signal.SIGKILL
    bench.put("effect", {"n": 1}, attempts=2)
    assert bench.worker(2 * AHEAD_OF_THE_LEASE).wait(60) == 0
    lost = "The worker stopped in the middle of this job and did not come back before its lease ended."
    assert bench.jobs() == [["dead", 2, lost], ["done", 1, ""]]


def test_two_workers_never_run_the_same_job_at_the_same_time(bench: Bench) -> None:
    bench.put("alone", *({"n": n} for n in range(60)))
    workers = [bench.worker(0), bench.worker(0)]
    assert [worker.wait(60) for worker in workers] == [0, 0]
    assert bench.traced("met") == 0
    assert bench.traced("ran") == 60
    assert {tuple(job) for job in bench.jobs()} == {("done", 1, "")}


def test_sigterm_lets_the_job_end_and_then_the_worker_leaves(bench: Bench) -> None:
    bench.put("effect", {"n": 1, "pause": "before"}, {"n": 2})
    worker = bench.worker(0, "stay")
    wait_until(lambda: bench.traced("began-1"))
    worker.terminate()
    bench.open_gate()
    assert worker.wait(30) == 0
    assert [job[0] for job in bench.jobs()] == ["done", "waiting"]
    assert bench.desk.sql("SELECT worker FROM outbox_heartbeat") == []


def test_a_worker_outlives_a_write_lock_longer_than_its_patience(bench: Bench) -> None:
    if not bench.desk.is_sqlite:
        pytest.skip("PostgreSQL has no lock on the whole database")
    bench.put("effect", {"n": 1})
    with sqlite3.connect(bench.desk.folder / "evenhand.sqlite3", isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        worker = bench.worker(0, "short-timeout")
        wait_until(says(bench.traces / "worker-0.txt", "trying again in 2 s"))
        other.execute("ROLLBACK")
    assert worker.wait(60) == 0
    assert "database is locked" in bench.said()
    assert bench.effects() == ["effect:1"]


def test_a_worker_outlives_the_loss_of_its_connections(bench: Bench) -> None:
    if bench.desk.is_sqlite:
        pytest.skip("SQLite has no connections to lose")
    bench.put("effect", {"n": 1, "pause": "before"})
    worker = bench.worker(0)
    wait_until(lambda: bench.traced("began-1"))
    with psycopg.connect(bench.desk.environment["EVENHAND_DATABASE_URL"], autocommit=True) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE pid <> pg_backend_pid() AND datname = current_database()"
        )
    bench.put("effect", {"n": 2})
    bench.open_gate()
    assert worker.wait(60) == 0
    assert "trying again" in bench.said() or "failed" in bench.said()
    assert bench.worker(AHEAD_OF_THE_LEASE).wait(60) == 0
    assert sorted(bench.effects()) == ["effect:1", "effect:2"]
    assert [job[0] for job in bench.jobs()] == ["done", "done"]
