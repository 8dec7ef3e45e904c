"""The research head `offence`, as `python -m benchmarks.offence` measured it: for comparison, never for a verdict."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks.evaluation.figures import Figure
from benchmarks.evaluation.report import Measured, Section, Table

FILE = Path(__file__).resolve().parents[2] / "results" / "offence.json"


def measure() -> Measured:
    """Every kept figure with an interval."""
    if not FILE.exists():
        return Measured((), ["The head was not measured yet: `python -m benchmarks.offence`."])
    kept = json.loads(FILE.read_text(encoding="utf-8"))
    return Measured(
        list(figures(kept)),
        [
            "The head calls offensive what those sets call so, hatred of groups and crude words too. It never ships and"
            " never enters the manner of a message.",
            "Each row is named by its place in benchmarks/results/offence.json, which says what it was trained on.",
        ],
    )


def figures(kept: Mapping[str, Any]) -> Iterator[Figure]:
    """The macro-F1 of every part of the file that holds one with an interval; the headline has the target."""
    for name, part in kept["sets"].items():
        target = part.get("target", {}).get("macro_f1")
        for path, value in _measured(part):
            low, high = value["macro_f1_95"]
            wanted = target if path == "headline" else None
            of = f"{name}: {path}"
            yield Figure("offence-macro-f1", of, value["macro_f1"], low, high, value["n"], target=wanted, rule="value")


def _measured(part: Mapping[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for key, value in part.items():
        if isinstance(value, dict) and "macro_f1_95" in value:
            yield " / ".join((*path, key)), value
        elif isinstance(value, dict):
            yield from _measured(value, path if key == "rows" else (*path, key))


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
