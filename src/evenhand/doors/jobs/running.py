"""What a handler is, and what it knows of the job that it runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol


class RunningJob(Protocol):
    """The job, as its handler sees it."""

    def progress(self, done: int, total: int | None = None, **more: Any) -> None:
        """Show how far the job is. Raises LeaseLost if another worker has it: let that pass."""

    def stopping(self) -> bool:
        """Whether the worker was asked to leave; a long handler then raises Interrupted at a good place."""


class Interrupted(Exception):
    """Raised by a handler that left in time; the job goes back to waiting and the attempt does not count."""


Handler = Callable[[Mapping[str, Any], RunningJob], None]
