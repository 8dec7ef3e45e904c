"""Whether a signal is in a message at all: what its list found, and what the heads say of the strongest clauses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from evenhand.knowledge.language.scoring.heads import AT, Scored
from evenhand.knowledge.language.scoring.logistic import Logistic, probabilities
from evenhand.knowledge.language.shape import Variety

_BESIDE = ("haggle", "our_fault", "theirs", "promise", "ask", "unreasonable", "lawful", "ultimatum", "attack", "hot")
_VARIETIES: tuple[Variety, ...] = ("en", "fi", "zh-Hans", "zh-Hant", "yue")
NAMES = (
    "listed", "listed-twice", "max", "second", "clauses-for",
    *(f"max-{head}" for head in _BESIDE), *(f"in-{variety}" for variety in _VARIETIES),
)  # fmt: skip
_LOWEST, _HIGHEST = -6.0, 6.0


class Presence(NamedTuple):
    """A model of presence with the probability from which on it is said."""

    logistic: Logistic
    found_from: float

    def says(self, evidence: Sequence[float]) -> bool:
        """Whether the signal is there."""
        return probabilities(self.logistic, evidence)[1] >= self.found_from


def presence_evidence(head: str, listed: int, scored: Sequence[Scored], variety: Variety) -> tuple[float, ...]:
    """One number for each of `NAMES`; `listed` is the weight of what the list found, 0 to 3."""
    columns = list(zip(*(each.values for each in scored), strict=True))
    own = sorted(columns[AT[head]], reverse=True) if columns else []
    return (
        float(listed > 0),
        float(listed > 1),
        _held(own[0]) if own else 0.0,
        _held(own[1]) if len(own) > 1 else 0.0,
        min(3, sum(value > 0 for value in own)) / 3,
        *(_held(max(columns[AT[other]])) if columns else 0.0 for other in _BESIDE),
        *(float(variety == each) for each in _VARIETIES),
    )


def _held(value: float) -> float:
    return min(_HIGHEST, max(_LOWEST, value)) - _LOWEST
