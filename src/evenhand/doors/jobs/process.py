"""A worker as a process: its name, its clock, its chance, and the signals that end it."""

from __future__ import annotations

import os
import random
import signal
import socket
import threading
import uuid
from types import FrameType

from evenhand.doors import clock
from evenhand.doors.jobs.handlers import HANDLERS
from evenhand.doors.jobs.schedule import SCHEDULE
from evenhand.doors.jobs.worker import Worker


def desk_worker() -> Worker:
    """The worker of this process, with the desk's handlers and schedule."""
    return Worker(
        name=f"{socket.gethostname()[:40]}:{os.getpid()}:{uuid.uuid4().hex[:6]}",
        handlers=HANDLERS,
        schedule=SCHEDULE,
        clock=clock.now,
        jitter=random.random,
    )


def stop_on_signals(stop: threading.Event) -> None:
    """SIGTERM and SIGINT set `stop`."""

    def leave(number: int, frame: FrameType | None) -> None:
        del number, frame
        stop.set()

    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGINT, leave)
