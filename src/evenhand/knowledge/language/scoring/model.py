"""All that was learnt, as one value: the weights of the clause heads, the model of levels, and the cuts of signals."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from evenhand.knowledge.language.scoring import fairness, presence
from evenhand.knowledge.language.scoring.levels import LevelModel, read_levels
from evenhand.knowledge.language.scoring.logistic import Logistic, read_logistic, read_table
from evenhand.knowledge.language.scoring.presence import Presence
from evenhand.knowledge.language.scoring.second import SecondModel, read_second
from evenhand.knowledge.language.scoring.weights import Weights, read_weights

_FOLDER = Path(__file__).parent


class Cut(NamedTuple):
    """Two limits of a head, in log-odds, for one signal.

    From `alone` on a clause counts although no list found it; under `never` what a list found does not count.
    """

    alone: float
    never: float


class Model(NamedTuple):
    """`weights` gives those of a family (en, fi, zh); `cuts` are by signal; without `second` nobody else is asked."""

    weights: Callable[[str], Weights]
    levels: LevelModel
    fairness: Logistic
    our_fault: Presence
    haggle: Presence
    cuts: Mapping[str, Cut]
    second: SecondModel | None = None


@cache
def shipped() -> Model:
    """The model that comes with the desk; the weights of a family are read on first use."""
    fair = read_logistic(read_table(_text("fairness")), fairness.NAMES)
    return Model(
        _weights,
        read_levels(_text("levels")),
        fair,
        _presence("our_fault"),
        _presence("haggle"),
        read_cuts(_text("cuts")),
        read_second(_text("second")),
    )


@cache
def _weights(family: str) -> Weights:
    return read_weights(_text(family))


def _presence(name: str) -> Presence:
    table = read_table(_text(name))
    return Presence(read_logistic(table, presence.NAMES), table["#found-from"][0])


def _text(name: str) -> str:
    return (_FOLDER / f"{name}.tsv").read_text(encoding="utf-8")


def read_cuts(text: str) -> dict[str, Cut]:
    """The cuts by signal from the text of their file."""
    rows = [line.split("\t") for line in text.splitlines() if line]
    return {name: Cut(float(alone), float(never)) for name, alone, never in rows}
