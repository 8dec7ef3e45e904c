"""Which action a job's name stands for. A handler calls one action with ids, and may be run twice without harm."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from evenhand.doors import clock
from evenhand.record.outbox import tidying


class RunningJob(Protocol):
    """What a handler knows of the job that it runs."""

    def progress(self, done: int, total: int | None = None, **more: Any) -> None:
        """Show how far the job is. Raises LeaseLost if another worker has it: let that pass."""

    def stopping(self) -> bool:
        """Whether the worker was asked to leave; a long handler then raises Interrupted at a good place."""


class Interrupted(Exception):
    """Raised by a handler that left in time; the job goes back to waiting and the attempt does not count."""


Handler = Callable[[Mapping[str, Any], RunningJob], None]


def tidy(arguments: Mapping[str, Any], job: RunningJob) -> None:
    """Delete old done jobs."""
    del arguments, job
    tidying.tidy(at=clock.now())


HANDLERS: dict[str, Handler] = {
    "tidy": tidy,
}
