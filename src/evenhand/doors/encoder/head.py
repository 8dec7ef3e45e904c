"""What a place in the encoder's space means for us: two linear heads, fitted on our corpus by tools/training."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from evenhand.knowledge.language.scoring.second import MeaningScores

FILE = Path(__file__).parent / "head.tsv"
SIZE = 384


class Head(NamedTuple):
    """Bias and weights, for attack and for heat: `SIZE` pairs."""

    bias: tuple[float, float]
    weights: tuple[tuple[float, float], ...]

    def scores(self, vector: Iterable[float]) -> MeaningScores:
        """The log-odds at a place of `SIZE` numbers."""
        attack, heat = self.bias
        for value, (towards_attack, towards_heat) in zip(vector, self.weights, strict=True):
            attack += value * towards_attack
            heat += value * towards_heat
        return MeaningScores(attack, heat)


@cache
def shipped_head() -> Head:
    """The head that comes with the desk."""
    return read_head(FILE.read_text(encoding="ascii"))


def read_head(text: str) -> Head:
    """From the text of its file: bias first, then a line for each number. Raises ValueError for another shape."""
    rows = [line.split("\t") for line in text.splitlines()]
    bias, *weights = [_pair(row) for row in rows]
    if len(weights) != SIZE:
        raise ValueError(f"the encoder's head has {len(weights)} rows instead of {SIZE}")
    return Head(bias, tuple(weights))


def head_as_text(head: Head) -> str:
    """The text of the file."""
    return "".join(f"{attack:.6g}\t{heat:.6g}\n" for attack, heat in (head.bias, *head.weights))


def _pair(row: Sequence[str]) -> tuple[float, float]:
    attack, heat = row
    return float(attack), float(heat)
