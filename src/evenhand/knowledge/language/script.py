"""Which Chinese characters belong to one script only, and what the Traditional ones are in Simplified script."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

_TABLE = Path(__file__).parent / "zh" / "script.tsv"


class Script(NamedTuple):
    """`simplified` maps Traditional characters; the two sets hold what is written in one script only."""

    simplified: dict[str, str]
    only_traditional: frozenset[str]
    only_simplified: frozenset[str]


@cache
def script() -> Script:
    """The table (traditional, simplified, marks t and s), read when the first Chinese character is met."""
    rows = [line.rstrip("\n").split("\t") for line in _TABLE.open(encoding="utf-8")]
    return Script(
        {traditional: simplified for traditional, simplified, _ in rows},
        frozenset(traditional for traditional, _, marks in rows if "t" in marks),
        frozenset(simplified for _, simplified, marks in rows if "s" in marks),
    )
