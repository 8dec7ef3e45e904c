"""The worker: takes one job after the other, keeps its lease alive, and outlives the database's bad moments."""

from __future__ import annotations

import logging
import threading
import traceback
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import DatabaseError, InterfaceError, close_old_connections, connection

from evenhand.doors.jobs.beats import Beats
from evenhand.doors.jobs.running import Handler, Interrupted
from evenhand.doors.jobs.schedule import enqueue_what_is_due
from evenhand.record.outbox import beating, claiming
from evenhand.record.outbox.claiming import Claim, LeaseLost

log = logging.getLogger(__name__)

LONGEST_PAUSE = 30.0
RECLAIM_EVERY = timedelta(seconds=5)
ENDINGS_TRIED = 8


@dataclass(slots=True)
class Job:
    """What a handler is given (see running.RunningJob)."""

    claim: Claim
    stop: threading.Event

    def progress(self, done: int, total: int | None = None, **more: Any) -> None:
        """Show how far the job is. Raises LeaseLost."""
        claiming.report(self.claim, {"done": done, "total": total, **more})

    def stopping(self) -> bool:
        """Whether the worker was asked to leave."""
        return self.stop.is_set()


@dataclass(slots=True)
class Worker:
    """One worker of a process. `clock` gives the aware time of the desk, `jitter` a number from 0 to 1.

    `pause` waits that many seconds or until the worker is asked to stop; `poll` is the pause when nothing is due.
    """

    name: str
    handlers: Mapping[str, Handler]
    schedule: Mapping[str, timedelta]
    clock: Callable[[], datetime]
    jitter: Callable[[], float]
    stop: threading.Event = field(default_factory=threading.Event)
    poll: float = 1.0
    lease: timedelta = claiming.LEASE
    pause: Callable[[float], object] | None = None
    _looked_at: datetime | None = None

    def run(self, *, until_idle: bool = False) -> None:
        """Work until `stop` is set (or, with `until_idle`, until nothing is due). A running job is finished first."""
        troubles = 0
        with Beats(self.name, self.clock, self.lease) as beats:
            while not self.stop.is_set():
                try:
                    busy = self.step(beats)
                    troubles = 0
                except (DatabaseError, InterfaceError) as error:
                    troubles += 1
                    self._rest_after(error, troubles)
                    continue
                if not busy and until_idle:
                    break
                if not busy:
                    self._wait(self.poll)
        self._say_goodbye()

    def step(self, beats: Beats) -> bool:
        """Look after the schedule and lost jobs, then run one job; False if none was due. Raises DatabaseError."""
        if not connection.in_atomic_block:
            close_old_connections()
        self._look_after()
        claim = claiming.claim_next(token=uuid.uuid4().hex, at=self.clock(), lease=self.lease)
        if claim is None:
            return False
        with beats.during(claim):
            ending = self._run(claim)
        self._end(claim, ending)
        return True

    def _look_after(self) -> None:
        now = self.clock()
        if self._looked_at is not None and timedelta(0) <= now - self._looked_at < RECLAIM_EVERY:
            return
        beating.beat(self.name, at=now)
        enqueue_what_is_due(at=now, schedule=self.schedule)
        reclaimed = claiming.reclaim_expired(at=now)
        if reclaimed:
            log.warning("Took back %d job(s) whose worker is gone.", reclaimed)
        self._looked_at = now

    def _run(self, claim: Claim) -> Callable[[], bool]:
        """Run the handler; what is to be written about it."""
        try:
            self._handler(claim)(claim.arguments, Job(claim, self.stop))
        except Interrupted:
            return lambda: claiming.give_back(claim, at=self.clock())
        except LeaseLost as error:
            log.warning("%s", error)
            return lambda: False
        except Exception as error:
            log.warning("Job %d (%s), attempt %d failed: %s", claim.job, claim.name, claim.attempt, _words(error))
            words = describe(error)
            return lambda: claiming.fail(claim, error=words, at=self.clock(), jitter=self.jitter())
        return lambda: claiming.finish(claim, at=self.clock())

    def _handler(self, claim: Claim) -> Handler:
        try:
            return self.handlers[claim.name]
        except KeyError:
            raise LookupError(
                f"This Evenhand knows no job named {claim.name!r}; it may have been written by a newer one."
            ) from None

    def _end(self, claim: Claim, ending: Callable[[], bool]) -> None:
        """Write the ending, patiently: a job that is done should not run again because the database was busy."""
        for troubles in range(1, ENDINGS_TRIED + 1):
            try:
                if not ending():
                    log.warning("Job %d (%s) was no longer ours when it ended.", claim.job, claim.name)
                return
            except (DatabaseError, InterfaceError) as error:
                self._rest_after(error, troubles)
        log.error("Job %d (%s) ended, which could not be written; it will run again.", claim.job, claim.name)

    def _rest_after(self, error: Exception, troubles: int) -> None:
        """Drop the connection (it may be dead) and wait: 1, 2, 4 … 30 seconds."""
        seconds = min(2.0 ** (troubles - 1), LONGEST_PAUSE)
        log.warning("The database did not answer (%s); trying again in %.0f s.", str(error).strip(), seconds)
        if not connection.in_atomic_block:
            connection.close()
        self._wait(seconds)

    def _wait(self, seconds: float) -> None:
        (self.pause or self.stop.wait)(seconds)

    def _say_goodbye(self) -> None:
        try:
            beating.leave(self.name)
        except (DatabaseError, InterfaceError) as error:
            log.warning("Leaving without a goodbye: %s", error)


def describe(error: Exception) -> str:
    """The error's words for a person, then where it happened (no values of variables)."""
    where = "".join(traceback.format_tb(error.__traceback__)[-6:])
    return f"{_words(error)}\n\n{where}".strip()


def _words(error: Exception) -> str:
    """Of a database's words only the first line: those that follow quote the row, and so somebody's mail."""
    said = str(error).partition("\n")[0] if isinstance(error, DatabaseError) else str(error)
    return f"{type(error).__name__}: {said}"
