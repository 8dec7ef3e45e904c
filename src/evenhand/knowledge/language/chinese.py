"""Traditional or Simplified script, Mandarin or Cantonese: the evidence in a stretch of Chinese."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from evenhand.knowledge.language.script import script
from evenhand.knowledge.language.text import fold
from evenhand.knowledge.language.variety import Variety

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

_LANGUAGE = Path(__file__).parent
_CANTONESE_FROM = 0.99  # one sure sign, or several weak ones
_CANTONESE_ALONE = 2  # signs that make a line in a Mandarin message Cantonese
_OTHER_SCRIPT = 3  # characters of the other script that tell a line from a Cantonese message around it
_PLAIN_MANDARIN = 3  # signs of Mandarin, with none of Cantonese, that make a line in a Cantonese message Mandarin


class _Evidence(NamedTuple):
    """Distinct characters of one script only, and the weight of the signs of Cantonese and of Mandarin."""

    traditional: int
    simplified: int
    cantonese: float
    mandarin: float

    @property
    def leaning(self) -> int:
        """Above zero towards Traditional script, below towards Simplified."""
        return self.traditional - self.simplified

    @property
    def is_cantonese(self) -> bool:
        """Cantonese signs are there, and at least half as many as Mandarin ones."""
        return self.cantonese >= _CANTONESE_FROM and 2 * self.cantonese >= self.mandarin


def variety_of_each(pieces: Sequence[tuple[str, str]]) -> list[Variety]:
    """The variety of each stretch of Chinese (original and folded) of one message, in the light of the whole."""
    whole = _evidence("".join(original for original, _ in pieces), "".join(folded for _, folded in pieces))
    one_script = not (whole.traditional and whole.simplified)
    if len(pieces) == 1 or (one_script and not whole.cantonese):
        return [_variety(whole)] * len(pieces)
    return [_in_its_light(whole, _evidence(*piece)) for piece in pieces]


def _in_its_light(whole: _Evidence, piece: _Evidence) -> Variety:
    if whole.is_cantonese:
        if piece.cantonese >= _CANTONESE_FROM:
            return "yue"
        other_script = piece.leaning * whole.leaning < 0 and abs(piece.leaning) >= _OTHER_SCRIPT
        mandarin = other_script or piece.mandarin >= _PLAIN_MANDARIN
        return _by_script(piece, _by_script(whole, "zh-Hans")) if mandarin else "yue"
    if piece.is_cantonese and piece.cantonese >= _CANTONESE_ALONE:
        return "yue"
    return _by_script(piece, _by_script(whole, "zh-Hans"))


def _variety(evidence: _Evidence) -> Variety:
    return "yue" if evidence.is_cantonese else _by_script(evidence, "zh-Hans")


def _by_script(evidence: _Evidence, otherwise: Variety) -> Variety:
    if not evidence.leaning:
        return otherwise
    return "zh-Hant" if evidence.leaning > 0 else "zh-Hans"


def _evidence(original: str, folded: str) -> _Evidence:
    """Count the signs; linear in the length."""
    characters = set(original)
    table = script()
    signs = _signs()
    cantonese = mandarin = 0.0
    for index, _, _ in signs.automaton.find_matches_as_indexes(folded, overlapping=True):
        cantonese += signs.cantonese[index]
        mandarin += signs.mandarin[index]
    return _Evidence(
        len(characters & table.only_traditional), len(characters & table.only_simplified), cantonese, mandarin
    )


class _Signs(NamedTuple):
    """The automaton that finds the signs of both varieties, and what each weighs."""

    automaton: AhoCorasick
    cantonese: list[float]
    mandarin: list[float]


@cache
def _signs() -> _Signs:
    from ahocorasick_rs import MATCHKIND_STANDARD, AhoCorasick

    cantonese, mandarin = _read("yue"), _read("zh")
    every = sorted(cantonese.keys() | mandarin.keys())
    weights = [[of.get(sign, 0.0) for sign in every] for of in (cantonese, mandarin)]
    return _Signs(AhoCorasick(every, matchkind=MATCHKIND_STANDARD), *weights)


def _read(language: str) -> dict[str, float]:
    """The signs of a variety, in folded form, with their weights."""
    lines = (_LANGUAGE / language / "markers.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {fold(sign).folded: float(weight) for sign, weight in rows}
