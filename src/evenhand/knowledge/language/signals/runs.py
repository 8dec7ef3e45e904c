"""Runs of characters by which phrases are looked for: a phrase can stand only where its rarest run stands.

A run is four characters, or where Chinese is written two; also each Chinese character by itself.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from evenhand.knowledge.language.signals.edges import FIRST_CJK

TABLE = Path(__file__).parent / "everyday_runs.tsv"
SIZE = 4  # of a run in other scripts
NEVER_RARE = 1001.0


def runs_of(folded: str) -> set[str]:
    """All runs of a text."""
    found = {folded[at : at + SIZE] for at in range(len(folded) - SIZE + 1)}
    if folded and max(folded) >= FIRST_CJK:
        found.update(folded)
        found.update([folded[at : at + 2] for at in range(len(folded) - 1)])
    return found


def telling_run(literal: str) -> tuple[str, float]:
    """The run by which to look for a string, and how many of a thousand texts hold it; ("", 1001) where it has none.

    Every text that holds the string has this run among its `runs_of`.
    """
    found = rarest_runs(literal)
    return (found[0], _share(found[0])) if found else ("", NEVER_RARE)


@cache
def rarest_runs(literal: str) -> list[str]:
    """The runs of a string, the rarest first."""
    return sorted(dict.fromkeys(_telling_runs(literal)), key=lambda run: (_share(run), run))


def _telling_runs(literal: str) -> list[str]:
    chinese = [sign for sign in literal if sign >= FIRST_CJK]
    pairs = [
        first + second for first, second in zip(literal, literal[1:], strict=False) if first >= FIRST_CJK <= second
    ]
    if chinese:
        return pairs or chinese
    return [literal[at : at + SIZE] for at in range(len(literal) - SIZE + 1)]


def _share(run: str) -> float:
    """How many of a thousand texts hold a run; what is not in the table is rare, letters less so than others."""
    return _everyday().get(run, 1.0 if run[0] >= FIRST_CJK else 3.0)


@cache
def _everyday() -> dict[str, float]:
    rows = (line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("# "))
    return {run.replace("_", " "): float(share) for run, share in rows}
