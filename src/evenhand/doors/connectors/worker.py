"""One child process as its parent sees it: pipes that never block, work in hand, and a clock."""

from __future__ import annotations

import contextlib
import fcntl
import os
import subprocess
import sys
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from evenhand.doors.connectors import frames
from evenhand.doors.connectors.incoming import IncomingMessage

_PIPE_SIZE = 1024 * 1024
_CHUNK = 256 * 1024
_CHILD = "evenhand.doors.connectors.child"
# What Python needs to start. A child reads hostile bytes: keys and the database's address are not for it.
_ENVIRONMENT = frozenset(
    "PATH PYTHONPATH PYTHONHOME PYTHONHASHSEED PYTHONDONTWRITEBYTECODE VIRTUAL_ENV LD_LIBRARY_PATH LANG LC_ALL "
    "LC_CTYPE TZ COVERAGE_PROCESS_START COVERAGE_FILE".split()
) | {frames.STALL_ALLOWED}


class Dead(Exception):
    """The child ended, or wrote what is no frame."""


@dataclass(slots=True)
class Job:
    """One item on its way; `rung` is its place on the ladder of readers."""

    key: Any
    data: bytes
    kind: bytes
    rung: int = 0
    message: IncomingMessage | None = None
    problems: list[str] = field(default_factory=list)


class Worker:
    """A child with its queue: the first job is the one it works at, the next ones wait in its pipe."""

    def __init__(self, memory_mb: int, hard_seconds: float, reading: bool) -> None:
        command = [sys.executable, "-m", _CHILD, f"--memory-mb={memory_mb}", f"--hard-seconds={hard_seconds}"]
        self.process = subprocess.Popen(
            command + (["--reading"] if reading else []),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            env={name: value for name, value in os.environ.items() if name in _ENVIRONMENT},
        )
        if self.process.stdin is None or self.process.stdout is None:
            raise RuntimeError("a child without pipes")
        self.input, self.output = self.process.stdin.fileno(), self.process.stdout.fileno()
        for pipe in (self.input, self.output):
            os.set_blocking(pipe, False)
            with contextlib.suppress(OSError):  # a smaller pipe is only slower
                fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE_SIZE)
        self.jobs: deque[Job] = deque()
        self.ready = False
        self.cold = True  # has not loaded what the analysis needs
        self.deadline = 0.0
        self._unsent: deque[memoryview] = deque()
        self._received = bytearray()

    def give(self, job: Job) -> None:
        """Puts a job into the child's queue; `write` sends it."""
        self.jobs.append(job)
        self._unsent.append(memoryview(frames.HEAD.pack(len(job.data), job.kind)))
        if job.data:
            self._unsent.append(memoryview(job.data))

    @property
    def has_unsent(self) -> bool:
        """Whether something waits to be written."""
        return bool(self._unsent)

    def write(self) -> None:
        """Writes as much as the pipe takes. Raises Dead where nobody reads."""
        while self._unsent:
            try:
                written = os.write(self.input, self._unsent[0])
            except BlockingIOError:
                return
            except OSError as error:
                raise Dead from error
            self._unsent[0] = self._unsent[0][written:]
            if not self._unsent[0]:
                self._unsent.popleft()

    def read(self) -> list[tuple[bytes, bytes]]:
        """The frames that have arrived. Raises Dead at the end of the stream or for garbage."""
        arrived: list[tuple[bytes, bytes]] = []
        while True:
            try:
                piece = os.read(self.output, _CHUNK)
            except BlockingIOError:
                break
            except OSError as error:
                raise Dead from error
            if not piece:
                if arrived:
                    break  # what came before the end counts; the end is met again at the next read
                raise Dead
            self._received += piece
            try:
                while (frame := frames.take(self._received)) is not None:
                    arrived.append(frame)
            except frames.Garbage as error:
                raise Dead from error
            if len(piece) < _CHUNK:
                break
        return arrived

    def kill(self) -> None:
        """Ends the child at once, also one that is stopped, and waits until it is gone."""
        self.process.kill()
        self._close_pipes()

    def close(self) -> None:
        """Lets an idle child end by itself: its input ends."""
        if self.jobs:
            self.kill()
            return
        if self.process.stdin is not None:
            self.process.stdin.close()
        try:
            self.process.wait(1.0)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self._close_pipes()

    def _close_pipes(self) -> None:
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                pipe.close()
