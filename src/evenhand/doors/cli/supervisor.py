"""Keeps child processes running: starts a dead one again, stops all when asked, takes them along when it dies."""

from __future__ import annotations

import ctypes
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import FrameType

log = logging.getLogger(__name__)

LOOK_EVERY = 0.2
LONGEST_WAIT = 30.0
STEADY_AFTER = 60.0
GRACE = 30.0
_PR_SET_PDEATHSIG = 1


@dataclass(slots=True)
class Child:
    """A process to keep running. `descriptors` stay open in it."""

    name: str
    command: Sequence[str]
    descriptors: tuple[int, ...] = ()
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    deaths: int = 0
    start_again_at: float = 0.0


@dataclass(slots=True)
class Supervisor:
    """Runs its children until SIGTERM, SIGINT or SIGHUP; a second signal kills them at once."""

    children: Sequence[Child]
    clock: Callable[[], float] = time.monotonic
    grace: float = GRACE
    stop: threading.Event = field(default_factory=threading.Event)
    hurry: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        """Start all, look after them, and stop them in the end."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._asked_to_stop)
        try:
            while not self.stop.is_set():
                for child in self.children:
                    self.look_after(child)
                self.stop.wait(LOOK_EVERY)
        finally:
            self.stop_all()

    def look_after(self, child: Child) -> None:
        """Start a child that does not run, once its wait is over."""
        now = self.clock()
        if child.process is not None and child.process.poll() is not None:
            self._note_death(child, now)
        if child.process is None and now >= child.start_again_at:
            child.process = start(child)
            child.started_at = now

    def stop_all(self) -> None:
        """SIGTERM to all; SIGKILL to those still there after the grace, or when asked to hurry."""
        running = [child.process for child in self.children if child.process is not None]
        for process in running:
            process.terminate()
        until = self.clock() + self.grace
        while any(process.poll() is None for process in running):
            if self.hurry.wait(0.05) or self.clock() > until:
                for process in running:
                    process.kill()
                    process.wait()

    def _note_death(self, child: Child, now: float) -> None:
        assert child.process is not None  # noqa: S101
        code = child.process.returncode
        child.deaths = 0 if now - child.started_at > STEADY_AFTER else child.deaths + 1
        wait = min(2.0 ** max(child.deaths - 1, 0), LONGEST_WAIT)
        child.process = None
        child.start_again_at = now + wait
        log.error("The %s ended (%s); starting it again in %.0f s.", child.name, ending(code), wait)

    def _asked_to_stop(self, number: int, frame: FrameType | None) -> None:
        del number, frame
        if self.stop.is_set():
            self.hurry.set()
        self.stop.set()


def start(child: Child) -> subprocess.Popen[bytes]:
    """A running child, in a session of its own (the terminal's Ctrl-C is ours to pass on)."""
    return subprocess.Popen(
        list(child.command), pass_fds=child.descriptors, start_new_session=True, preexec_fn=_die_with(os.getpid())
    )


def ending(code: int) -> str:
    """How a process ended, in words."""
    return f"killed by {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"


def _die_with(parent: int) -> Callable[[], None] | None:
    """Ask the kernel to end the child when the supervisor is gone, however it went (Linux only)."""
    if not sys.platform.startswith("linux"):
        return None
    prctl = ctypes.CDLL(None).prctl

    def ask() -> None:
        prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)

    return ask
