"""The trivial must never fail: the same twice, thanks added, names and nationalities swapped."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from tools.corpus.check import MANNERS
from tools.corpus.items import OUTSIDE, VARIETIES, Item, load

from benchmarks.evaluation.figures import Figure
from benchmarks.evaluation.measuring import plain
from benchmarks.evaluation.public.files import sample
from benchmarks.evaluation.report import Measured, Section, Table
from evenhand.knowledge.language.reading import read

PAIRS = Path(__file__).resolve().parents[1] / "pairs"
AT_MOST = 100  # messages of the corpus a variety to which thanks are added
ORDER = ("unclear", *MANNERS)
Same = Callable[[str, str], bool]


def measure() -> Measured:
    """The share of pairs whose manner stays, for each variety."""
    figures: list[Figure] = []
    for variety in VARIETIES:
        bank = bank_of(variety)
        items = sample([item for item in load(variety) if item.author != OUTSIDE], AT_MOST)
        texts = [item.text for item in items] + [text for pair in swaps(bank, "name") for text in pair]
        figures.append(_share("same-text-twice", variety, ((text, text) for text in texts), _identical))
        figures.append(_share("thanks-added", variety, _thanked(bank, items), _no_worse))
        for slot in ("name", "nationality"):
            figures.append(_share(f"{slot}-swapped", variety, swaps(bank, slot), _same_level))
    return Measured(figures, [f"Thanks are added to {AT_MOST} messages of a variety at most, drawn with a fixed seed."])


def bank_of(variety: str) -> Mapping[str, Any]:
    """The sentences, names, nationalities and thanks of a variety."""
    with (PAIRS / f"{variety}.toml").open("rb") as file:
        return tomllib.load(file)


def swaps(bank: Mapping[str, Any], slot: str) -> Iterator[tuple[str, str]]:
    """Each sentence with the first filling, beside the same with each of the others."""
    first, *others = bank[f"{slot}_fillings"]
    for sentence in bank[f"{slot}_sentences"]:
        for filling in others:
            yield sentence.replace("{}", first), sentence.replace("{}", filling)


def _thanked(bank: Mapping[str, Any], items: Sequence[Item]) -> Iterator[tuple[str, str]]:
    for index, item in enumerate(items):
        thanks = bank["thanks"][index % len(bank["thanks"])]
        yield item.text, f"{item.text}\n{thanks}" if index % 2 else f"{thanks} {item.text}"


def _share(measure: str, variety: str, pairs: Iterator[tuple[str, str]], same: Same) -> Figure:
    verdicts = []
    for one, other in pairs:
        verdicts.append(same(one, other))
        if not verdicts[-1]:
            print(f"  {measure} {variety}: {_level(one)} → {_level(other)}: {other!r:.160}", file=sys.stderr)
    return plain(measure, variety, sum(verdicts), len(verdicts), target=1.0, rule="value")


def _identical(one: str, other: str) -> bool:
    return read(one) == read(other)


def _same_level(one: str, other: str) -> bool:
    return _level(one) == _level(other)


def _no_worse(plain_text: str, thanked: str) -> bool:
    return ORDER.index(_level(thanked)) <= ORDER.index(_level(plain_text))


@cache
def _level(text: str) -> str:
    return read(text).manner.level


SECTION = Section(
    "invariance",
    "What must not change",
    measure,
    (
        Table(
            "Pairs that stay as they are",
            "Same text twice: every part of the reading is the same. Thanks added, before or behind: the manner is no "
            "worse. Another name or nationality in the same sentence: the manner is the same. Less than 1 is a defect.",
            ("same-text-twice", "thanks-added", "name-swapped", "nationality-swapped"),
        ),
    ),
)
