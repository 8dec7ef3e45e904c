"""Whether a signal is in a message at all: what its list found, and what the heads say of the strongest clauses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from evenhand.knowledge.language.scoring.heads import AT, Scores
from evenhand.knowledge.language.scoring.logistic import Logistic, probabilities
from evenhand.knowledge.language.variety import VARIETIES, Variety

_BESIDE = ("haggle", "our_fault", "theirs", "promise", "ask", "unreasonable", "lawful", "ultimatum", "attack", "hot")
NAMES = (
    "listed", "listed-twice", "max", "second", "clauses-for",
    *(f"max-{head}" for head in _BESIDE), *(f"in-{variety}" for variety in VARIETIES),
)  # fmt: skip
_BESIDE_AT = tuple(AT[head] for head in _BESIDE)


class Presence(NamedTuple):
    """A model of presence with the probability from which on it is said."""

    logistic: Logistic
    found_from: float

    def says(self, evidence: Sequence[float]) -> bool:
        """Whether the signal is there."""
        return probabilities(self.logistic, evidence)[1] >= self.found_from


def presence_evidence(head: str, listed: int, scores: Scores, variety: Variety) -> tuple[float, ...]:
    """One number for each of `NAMES`; `listed` is the weight of what the list found, 0 to 3."""
    highest, own = scores.highest, AT[head]
    return (
        float(listed > 0),
        float(listed > 1),
        highest[own],
        scores.second[own],
        min(3, sum([each.values[own] > 0 for each in scores.clauses])) / 3,
        *[highest[place] for place in _BESIDE_AT],
        *[float(variety == each) for each in VARIETIES],
    )
