"""The second look: where the weights are in doubt about an attack, one more opinion, from a reader of meaning.

That reader is somebody else's work (doors/encoder) and slow, so it is asked about few messages, once each, and shown
an excerpt. What it answers is weighed with what was known before, and the level follows from both.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import log
from typing import NamedTuple

from evenhand.knowledge.language.scoring.levels import LIMITED, LevelModel
from evenhand.knowledge.language.scoring.logistic import as_text, probabilities, read_logistic, read_table
from evenhand.knowledge.language.variety import VARIETIES, Variety

SUFFIX = "+e5"  # what the version of a reading gets that rests on a second look
REASON = "second-look"
LEAST = 1e-4  # a chance below this says no more
MOST = 12.0  # log-odds of the second reader beyond which it says no more
NAMES = (
    "first-civil", "first-heated", "first-abusive", "first-threatening", "meant-attack", "meant-heat",
    *(f"in-{variety}" for variety in VARIETIES),
)  # fmt: skip


class MeaningScores(NamedTuple):
    """What a reader of meaning says of a text, as log-odds: that somebody is attacked, that it is not civil."""

    attack: float
    heat: float


Meaning = Callable[[str], MeaningScores | None]  # None: no answer, and the first look stands


class Doubt(NamedTuple):
    """The chances of an attack, rounded to hundredths and both ends included, at which a second look is worth it."""

    low: float
    high: float

    def holds(self, score: float) -> bool:
        """Whether a message with this `manner.score` of the first look is to be asked about."""
        return self.low <= round(score, 2) <= self.high


class SecondModel(NamedTuple):
    """When to ask, and how to weigh the answer: chances and thresholds of the levels over `NAMES`."""

    doubt: Doubt
    levels: LevelModel


def weighed(first: Sequence[float], said: MeaningScores, variety: Variety) -> tuple[float, ...]:
    """One number for each of `NAMES`; `first` are the chances of the four levels by the first look."""
    return (
        *(log(max(chance, LEAST)) for chance in first),
        min(MOST, max(-MOST, said.attack)),
        min(MOST, max(-MOST, said.heat)),
        *(float(variety == each) for each in VARIETIES),
    )


def second_chances(
    model: SecondModel, first: Sequence[float], said: MeaningScores, variety: Variety
) -> tuple[float, ...]:
    """The chances of the four levels after the second look."""
    return probabilities(model.levels.logistic, weighed(first, said, variety))


def read_second(text: str) -> SecondModel:
    """The model from the text of its file. Raises ValueError where its names are not those of this version."""
    table = read_table(text)
    attack_from = dict(zip(LIMITED, table["#attack-from"], strict=True))
    levels = LevelModel(read_logistic(table, NAMES), attack_from, table["#heated-from"][0])
    return SecondModel(Doubt(*table["#doubt"]), levels)


def second_as_text(model: SecondModel) -> str:
    """The text of the model's file."""
    levels = model.levels
    attack_from = tuple(levels.attack_from[variety] for variety in LIMITED)
    head = [
        ("#doubt", model.doubt),
        ("#bias", levels.logistic.bias),
        ("#attack-from", attack_from),
        ("#heated-from", (levels.heated_from,)),
    ]
    return as_text([*head, *zip(NAMES, levels.logistic.weights, strict=True)])
