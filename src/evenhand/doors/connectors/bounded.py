"""Hostile bytes are read in child processes with a limit of time and memory, by a ladder of readers.

A mail that stops or kills a child costs that child and nothing else: the next, simpler reader takes it.
"""

from __future__ import annotations

import json
import selectors
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from time import monotonic
from types import MappingProxyType, TracebackType
from typing import Any, Literal, Self, TypeVar

from evenhand.doors.connectors import frames
from evenhand.doors.connectors.incoming import IncomingMessage
from evenhand.doors.connectors.worker import Dead, Job, Worker

Key = TypeVar("Key")
JobKind = Literal["mail", "read", "stall"]

LARGEST_MAIL = 64 * 1024 * 1024  # bytes; of a larger mail the first part is read, which says so
_LADDER = ((frames.FULL, "full", 0.45), (frames.TOLERANT, "tolerant", 0.25), (frames.HEADERS, "headers", 0.15))
_READING = 1.0  # the analysis has a clock of its own, as a share of `seconds`
_COLD = 5.0  # seconds more while a child loads its lexicons
_START = 30.0  # seconds in which a child must be ready
_STARTS = 3  # children in a row that may fail to start
_IN_HAND = 8  # jobs per child: one at work, the others in its pipe, so that it never waits for a busy parent


@dataclass(frozen=True, slots=True)
class Parsed:
    """What became of one item. `message` is None for a turn, and where `not_mail` gives the reason.

    `reading` is the analysis as JSON values, None where `reading_problem` says why: "stalled",
    "failed:…", or "" where none was asked for. `terms` are the search terms of a turn, None where they were not found.
    """

    message: IncomingMessage | None
    reading: dict[str, Any] | None = None
    reading_problem: str = ""
    not_mail: str = ""
    terms: tuple[str, ...] | None = None


class ParserPool:
    """Long-lived children that read mails and turns. A context manager; a second thread waits its turn.

    `seconds` bounds the reading of one mail, all readers together, and `memory_mb` the address space of a
    child. With `reading` the children also analyse the text, for which they have `seconds` more.
    """

    def __init__(self, workers: int = 2, seconds: float = 2.0, memory_mb: int = 256, *, reading: bool = True) -> None:
        self._size, self._seconds, self._memory_mb, self._reading = workers, seconds, memory_mb, reading
        self._workers: list[Worker] = []
        self._lock = threading.Lock()
        self._failed_starts = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends all children. The pool may be used again and then starts new ones."""
        while self._workers:
            self._workers.pop().close()

    @property
    def children(self) -> tuple[int, ...]:
        """The process ids of the living children."""
        return tuple(worker.process.pid for worker in self._workers)

    def parse(self, data: bytes, job: JobKind = "mail") -> Parsed:
        """Reads one mail, or with job="read" one turn: JSON of text, sent_at and history."""
        return next(iter(self.parse_many([(None, data)], job)))[1]

    def parse_many(self, items: Iterable[tuple[Key, bytes]], job: JobKind = "mail") -> Iterator[tuple[Key, Parsed]]:
        """Reads items as they come and yields each with its key, not always in order.

        Takes few items ahead, so a source of any length fits. Never raises for what an item holds.
        """
        with self._lock:
            dispatch = _Dispatch(self, iter(items), job)
            try:
                yield from dispatch.results()
            finally:
                dispatch.abandon()

    def _start(self) -> Worker:
        worker = Worker(self._memory_mb, self._seconds * 2 + _COLD, self._reading)
        worker.deadline = monotonic() + _START
        self._workers.append(worker)
        return worker

    def _remove(self, worker: Worker) -> None:
        worker.kill()
        self._workers.remove(worker)
        if worker.ready:
            self._failed_starts = 0
            return
        self._failed_starts += 1
        if self._failed_starts >= _STARTS:
            raise RuntimeError("the parser's child process does not start; see `evenhand doctor`")


class _Dispatch:
    """One run over items: hands out jobs, collects answers, watches the clocks."""

    def __init__(self, pool: ParserPool, source: Iterator[tuple[Any, bytes]], job: JobKind) -> None:
        self.pool, self.source, self.job = pool, source, job
        self.waiting: deque[Job] = deque()  # jobs that a child gave back
        self.done: deque[tuple[Any, Parsed]] = deque()
        self.exhausted = False

    def results(self) -> Iterator[tuple[Any, Parsed]]:
        """Yields until the source is exhausted and every job has ended."""
        while True:
            self._hand_out()
            if not any(worker.jobs for worker in self.pool._workers):
                return
            self._step()
            before = monotonic()
            while self.done:
                yield self.done.popleft()
            away = monotonic() - before
            for worker in self.pool._workers:  # the time our caller took is not the children's
                worker.deadline += away

    def abandon(self) -> None:
        """Ends the children that are still at work for a run that nobody follows any more."""
        for worker in [worker for worker in self.pool._workers if worker.jobs]:
            worker.kill()
            self.pool._workers.remove(worker)

    def _next(self) -> Job | None:
        if self.waiting:
            return self.waiting.popleft()
        if self.exhausted:
            return None
        item = next(self.source, None)
        if item is None:
            self.exhausted = True
            return None
        key, data = item
        if self.job == "read":
            return Job(key, data, frames.TURN)
        job = Job(key, data[:LARGEST_MAIL], frames.STALL if self.job == "stall" else frames.FULL)
        if len(data) > LARGEST_MAIL:
            job.problems.append("cut")
        return job

    def _hand_out(self) -> None:
        """Gives each child work, the least busy first; starts children only for work that is there."""
        self._bury()
        for depth in range(_IN_HAND):
            for place in range(self.pool._size):
                worker = self.pool._workers[place] if place < len(self.pool._workers) else None
                if worker is not None and len(worker.jobs) > depth:
                    continue
                if (job := self._next()) is None:
                    return
                worker = worker or self.pool._start()
                worker.give(job)
                if worker.ready and len(worker.jobs) == 1:
                    self._set_clock(worker)

    def _bury(self) -> None:
        """Takes away idle children that ended, so that the next job is not blamed for it."""
        for worker in [worker for worker in self.pool._workers if not worker.jobs]:
            if worker.process.poll() is not None:
                self.pool._remove(worker)

    def _step(self) -> None:
        """Waits until a child can be read or written or its time is over, and deals with it."""
        with selectors.DefaultSelector() as selector:
            for worker in self.pool._workers:
                if worker.jobs:
                    selector.register(worker.output, selectors.EVENT_READ, worker)
                    if worker.has_unsent:
                        selector.register(worker.input, selectors.EVENT_WRITE, worker)
            busy = [worker for worker in self.pool._workers if worker.jobs]
            timeout = max(0.0, min(worker.deadline for worker in busy) - monotonic())
            events = selector.select(timeout)
        touched = {id(key.data): key.data for key, _ in events}
        for worker in touched.values():
            self._serve(worker)
        now = monotonic()
        for worker in busy:
            late = worker.jobs and now > worker.deadline and id(worker) not in touched
            if late and worker in self.pool._workers:
                self._lost(worker)

    def _serve(self, worker: Worker) -> None:
        try:
            for kind, payload in worker.read():
                self._answered(worker, kind, payload)
            worker.write()
        except (Dead, ValueError, KeyError, TypeError, IndexError):
            self._lost(worker)

    def _answered(self, worker: Worker, kind: bytes, payload: bytes) -> None:
        """One frame: ready, a message, its reading, or that the reader gave up."""
        if kind == frames.READY:
            worker.ready = True
            self.pool._failed_starts = 0
            self._set_clock(worker)
            return
        job = worker.jobs[0]
        if kind == frames.MESSAGE:
            job.message = IncomingMessage.from_json(json.loads(payload))
            if self.pool._reading and job.message.level != "headers":
                self._set_clock(worker)
                return
            self._finish(job)
        elif kind == frames.READING:
            worker.cold = False
            answer = json.loads(payload)
            self._finish(job, answer)
        elif kind == frames.NOT_MAIL:
            self.done.append((job.key, Parsed(None, not_mail=payload.decode("utf-8", "replace"))))
        else:
            self._down_the_ladder(job)
        worker.jobs.popleft()
        self._set_clock(worker)

    def _set_clock(self, worker: Worker) -> None:
        """Starts the clock of what the child does now: read the first job, or analyse its text."""
        if not worker.jobs:
            return
        job = worker.jobs[0]
        if job.kind == frames.TURN or job.message is not None:
            share, extra = _READING, _COLD if worker.cold else 0.0
        else:
            share, extra = _LADDER[job.rung][2], 0.0
        worker.deadline = monotonic() + share * self.pool._seconds + extra

    def _lost(self, worker: Worker) -> None:
        """Ends a child that is late, dead or talks nonsense; its first job alone is to blame."""
        first, *others = worker.jobs or (None,)
        if first is None:
            pass
        elif not worker.ready:
            others.insert(0, first)
        elif first.kind == frames.TURN or first.message is not None:
            self._finish(first, {"problem": "stalled"})
        else:
            self._down_the_ladder(first)
        self.waiting.extendleft(reversed(others))
        self.pool._remove(worker)

    def _down_the_ladder(self, job: Job) -> None:
        """The same bytes for the next, simpler reader; behind the last there is a message without content."""
        job.problems.append(f"{_LADDER[job.rung][1]}-stopped")
        job.rung += 1
        if job.rung < len(_LADDER):
            job.kind = _LADDER[job.rung][0]
            self.waiting.append(job)
            return
        job.message = IncomingMessage(level="headers", problems=("unreadable",))
        self._finish(job)

    def _finish(self, job: Job, answer: Mapping[str, Any] = MappingProxyType({})) -> None:
        """`answer` is what the analysis said: reading, problem, terms."""
        message = job.message
        if message is not None and job.problems:
            message = replace(message, problems=tuple(dict.fromkeys((*message.problems, *job.problems))))
        words = answer.get("terms")
        terms = None if words is None else tuple(str(word) for word in words)
        self.done.append((job.key, Parsed(message, answer.get("reading"), answer.get("problem", ""), terms=terms)))
