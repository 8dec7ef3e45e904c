"""Whether the cost of something grows no faster than its input, whatever the speed of the machine."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time

SHORT, LONG = 60_000, 480_000  # characters
QUICK = 0.5  # seconds that nobody minds at the long length
STEEPEST = 24  # linear growth is eightfold, quadratic sixty-fourfold


def grows_linearly(action: Callable[[str], object], unit: str) -> bool:
    """Run `action` on a short and a long text made of `unit` and compare processor time."""
    short, long = (_seconds(action, unit * (length // len(unit))) for length in (SHORT, LONG))
    return long < QUICK or long < STEEPEST * short


def _seconds(action: Callable[[str], object], text: str) -> float:
    started = process_time()
    action(text)
    return process_time() - started
