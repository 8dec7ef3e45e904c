"""Children that die, wait and come again; under a clock that the test holds."""

from __future__ import annotations

import signal
import sys

import pytest

from evenhand.doors.cli import supervisor
from evenhand.doors.cli.supervisor import Child, Supervisor, ending


class Process:
    """A process that lives until the test says otherwise."""

    def __init__(self) -> None:
        self.returncode: int | None = None
        self.told: list[str] = []
        self.obeys = True

    def poll(self) -> int | None:
        return self.returncode

    def terminate(self) -> None:
        self.told.append("term")
        if self.obeys:
            self.returncode = 0

    def kill(self) -> None:
        self.told.append("kill")
        self.returncode = -9

    def wait(self) -> int | None:
        return self.returncode


class Nursery:
    """A supervisor of one child, every process it started, and the time."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 1000.0
        self.started: list[Process] = []
        self.child = Child("worker", ["worker"])
        self.supervisor = Supervisor([self.child], clock=lambda: self.now)
        monkeypatch.setattr(supervisor, "start", self.start)

    def start(self, child: Child) -> Process:
        self.started.append(Process())
        return self.started[-1]

    def look(self, after: float = 0.0) -> int:
        """Look after the child some seconds later; how many processes were started so far."""
        self.now += after
        self.supervisor.look_after(self.child)
        return len(self.started)


@pytest.fixture
def nursery(monkeypatch: pytest.MonkeyPatch) -> Nursery:
    return Nursery(monkeypatch)


def test_a_child_is_started_once_while_it_lives(nursery: Nursery) -> None:
    assert [nursery.look(), nursery.look(1), nursery.look(500)] == [1, 1, 1]


def test_a_child_that_died_comes_again_after_a_second(nursery: Nursery) -> None:
    nursery.look()
    nursery.started[-1].returncode = 1
    assert [nursery.look(5), nursery.look(0.9), nursery.look(0.2)] == [1, 1, 2]


def test_a_child_that_keeps_dying_is_waited_for_longer_each_time_up_to_half_a_minute(nursery: Nursery) -> None:
    waits = []
    for _ in range(7):
        nursery.look(1)
        nursery.started[-1].returncode = 1
        nursery.look()
        waits.append(nursery.child.start_again_at - nursery.now)
        nursery.now = nursery.child.start_again_at
    assert waits == [1, 2, 4, 8, 16, 30, 30]


def test_a_child_that_was_steady_for_a_minute_is_forgiven(nursery: Nursery) -> None:
    for alive in (1, 1, 1, 61):
        nursery.look()
        nursery.now += alive
        nursery.started[-1].returncode = 1
        nursery.look()
        wait = nursery.child.start_again_at - nursery.now
        nursery.now = nursery.child.start_again_at
    assert wait == 1


def test_stopping_asks_each_child_and_waits_for_it(nursery: Nursery) -> None:
    nursery.look()
    nursery.supervisor.stop_all()
    assert nursery.started[0].told == ["term"]


def test_a_child_that_does_not_obey_is_killed_after_the_grace(nursery: Nursery) -> None:
    nursery.look()
    nursery.started[0].obeys = False
    nursery.supervisor.grace = -1
    nursery.supervisor.stop_all()
    assert nursery.started[0].told == ["term", "kill"]


def test_a_second_ctrl_c_kills_at_once(nursery: Nursery) -> None:
    nursery.look()
    nursery.started[0].obeys = False
    nursery.supervisor._asked_to_stop(signal.SIGINT, None)
    nursery.supervisor._asked_to_stop(signal.SIGINT, None)
    nursery.supervisor.stop_all()
    assert nursery.started[0].told == ["term", "kill"]


def test_endings_are_named() -> None:
    assert ending(-9) == "killed by SIGKILL"
    assert ending(2) == "exit code 2"


def test_a_real_child_runs_and_is_reaped() -> None:
    process = supervisor.start(Child("sleeper", [sys.executable, "-c", "import time; time.sleep(60)"]))
    assert process.poll() is None
    process.terminate()
    assert process.wait(10) == -signal.SIGTERM
