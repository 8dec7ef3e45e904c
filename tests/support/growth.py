"""Whether something would hang on a large input, told the same on any machine, busy or slow.

No test says how fast the desk is; the benchmarks do. A test fails where cost grows with the square of its input.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from time import perf_counter, process_time
from typing import AnyStr, TypeVar

T = TypeVar("T")

SHORT = 60_000  # characters, or whatever the input is counted in
TIMES = 8  # as much is the long input
STEEPEST = 24  # linear growth is eightfold, quadratic sixty-fourfold
QUICK = 0.2  # seconds of processor time that nobody minds at the long input
TRIES = 5  # a busy machine disturbs one or the other, a quadratic cost stays


def grows_linearly(action: Callable[[T], object], make: Callable[[int], T], short: int = SHORT) -> bool:
    """Run `action` on what `make` makes of two sizes and compare the least processor time each takes."""
    long = make(short * TIMES)
    taken = _seconds(action, long)
    if taken < QUICK:
        return True
    small = make(short)
    limit = max(QUICK, STEEPEST * min(_seconds(action, small) for _ in range(TRIES)))
    return taken < limit or any(_seconds(action, long) < limit for _ in range(TRIES - 1))


def repeated(unit: AnyStr) -> Callable[[int], AnyStr]:
    """Texts or bytes of about a length, made of nothing but `unit`."""
    return lambda length: unit * (length // len(unit))


def answered_within(seconds: float, action: Callable[[], T]) -> T:
    """The first answer of `action` that came within `seconds` of the clock on the wall.

    For work in other processes, and for work that has no size. `seconds` lies an order of magnitude above what is
    usual and far below what a hang takes. Raises `AssertionError` where no try was in time.
    """
    taken = []
    for _ in range(TRIES):
        started = perf_counter()
        answer = action()
        taken.append(perf_counter() - started)
        if taken[-1] <= seconds:
            return answer
    raise AssertionError(f"{TRIES} tries took {min(taken):.1f} s and more, and {seconds} s are the limit.")


def _seconds(action: Callable[[T], object], value: T) -> float:
    """Processor time without that of the collector, which counts what other tests have left."""
    collects = gc.isenabled()
    gc.disable()
    started = process_time()
    try:
        action(value)
    finally:
        taken = process_time() - started
        if collects:
            gc.enable()
    return taken
