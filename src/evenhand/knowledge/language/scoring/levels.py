"""How likely each level of manner is, given the evidence of a message: a small logistic model, calibrated."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from evenhand.knowledge.language.scoring.evidence import NAMES
from evenhand.knowledge.language.scoring.logistic import Logistic, as_text, read_logistic, read_table
from evenhand.knowledge.language.shape import VARIETIES, MannerLevel, Variety

LEVELS: tuple[MannerLevel, ...] = ("civil", "heated", "abusive", "threatening")
LIMITED: tuple[Variety, ...] = (*VARIETIES, "und")  # the varieties with a threshold, in the order of the file


class LevelModel(NamedTuple):
    """The weights by evidence name and level, and the probabilities from which on a level is said.

    `attack_from` is by variety, for what a list of words misses and a false alarm costs differ between them.
    """

    logistic: Logistic
    attack_from: dict[Variety, float]
    heated_from: float


LISTED_FROM = 0.5  # the probability from which on an attack is said that the lists found by themselves


def level_of(model: LevelModel, chances: Sequence[float], variety: Variety, listed: bool = False) -> MannerLevel:
    """The level to say: an attack only where it is likelier than the variety's threshold.

    `listed`: the lists alone would say so; of 824 such messages by the corpus's teaching authors
    771 were attacks, so the weights may only veto.
    """
    civil, _, abusive, threatening = chances
    if abusive + threatening >= (LISTED_FROM if listed else model.attack_from[variety]):
        return "threatening" if threatening >= abusive else "abusive"
    return "heated" if 1.0 - civil >= model.heated_from else "civil"


def read_levels(text: str) -> LevelModel:
    """The model from the text of its file. Raises ValueError where its names are not those of the evidence."""
    table = read_table(text)
    attack_from = dict(zip(LIMITED, table["#attack-from"], strict=True))
    return LevelModel(read_logistic(table, NAMES), attack_from, table["#heated-from"][0])


def levels_as_text(model: LevelModel) -> str:
    """The text of the model's file."""
    attack_from = tuple(model.attack_from[variety] for variety in LIMITED)
    head = [("#bias", model.logistic.bias), ("#attack-from", attack_from), ("#heated-from", (model.heated_from,))]
    return as_text([*head, *zip(NAMES, model.logistic.weights, strict=True)])
