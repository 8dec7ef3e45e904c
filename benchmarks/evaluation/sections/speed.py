"""Speed, memory and start of the reading."""

from __future__ import annotations

from benchmarks.evaluation.costs import cost, one_number, rate
from benchmarks.evaluation.report import Measured, Section, Table
from benchmarks.read_speed import cold

_ONE = "from evenhand.doors.cli.read import read; read()"


def measure() -> Measured:
    """One core, one process, 200 characters, the five varieties in turn."""
    measured = cost("reading")
    figures = [
        rate("messages-per-second", "floor", measured, target=1_000),
        rate("messages-per-second", "goal", measured, target=2_000),
        one_number("peak-mb", "floor", measured["peak_mb"], target=250),
        one_number("cold-start-s", "floor", cold(["-c", _ONE], "Please fix the invoice by Friday."), n=9),
    ]
    notes = [
        "Ten blocks of 500 messages of 200 characters on one core, in a process of its own: the median block, between "
        "the slowest and the fastest. Counted in processor time, so that other work on the machine weighs little.",
        "Cold start is the median of nine fresh processes that read one message.",
    ]
    return Measured(figures, notes)


SECTION = Section(
    "speed",
    "Speed and memory",
    measure,
    (
        Table(
            "Cost of reading",
            "A thousand messages a second and core is the floor, two thousand the goal, 250 MB the most it may take.",
            ("messages-per-second", "peak-mb", "cold-start-s"),
        ),
    ),
)
