"""The research head `offence`, as `python -m benchmarks.offence` measured it: for comparison, never for a verdict."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks.evaluation.figures import Figure
from benchmarks.evaluation.report import Measured, Section, Table

FILE = Path(__file__).resolve().parents[2] / "results" / "offence.json"
TARGETS = {"COLD test": 0.824, "OLID test": 0.74}


def measure() -> Measured:
    """Every kept figure with an interval."""
    if not FILE.exists():
        return Measured((), ["The head was not measured yet: `python -m benchmarks.offence`."])
    kept = json.loads(FILE.read_text(encoding="utf-8"))
    return Measured(
        list(figures(kept)),
        [
            "The head calls offensive what those sets call so: hatred of groups and crude words too. It never ships and "
            "never enters the manner of a message.",
            "Each row is named by its place in benchmarks/results/offence.json, which says what it was trained on.",
        ],
    )


def figures(kept: Mapping[str, Any], path: tuple[str, ...] = ()) -> Iterator[Figure]:
    """The macro-F1 of every part of the file that holds one."""
    for key, value in kept.items():
        if not isinstance(value, dict):
            continue
        here = (*path, key)
        if "macro_f1" in value and "macro_f1_95" in value:
            low, high = value["macro_f1_95"]
            target = TARGETS.get(" / ".join(here[-1:]))
            of = " / ".join(here)
            yield Figure("offence-macro-f1", of, value["macro_f1"], low, high, value["n"], target=target, rule="value")
            continue
        yield from figures(value, here)


SECTION = Section(
    "offence",
    "The research head for offence",
    measure,
    (
        Table(
            "Macro-F1",
            "Offensive or not, as the set itself says. The targets are published figures to be reached by the value.",
            ("offence-macro-f1",),
        ),
    ),
)
