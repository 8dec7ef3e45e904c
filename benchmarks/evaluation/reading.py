"""Readings of many texts, and what counts as an alarm."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from tools.corpus.items import OUTSIDE, Item, load

from benchmarks.evaluation import folds
from evenhand.knowledge.language.reading import read
from evenhand.knowledge.language.shape import Reading

ATTACKING = ("abusive", "threatening")


@dataclass(frozen=True, slots=True)
class Pair:
    """A labelled message and its reading."""

    item: Item
    reading: Reading


@cache
def inside() -> list[Pair]:
    """The messages of authors who take part in training, each read by a model that did not see its group."""
    return [Pair(item, reading) for item, reading in folds.out_of_fold() if item.author != OUTSIDE]


@cache
def outside() -> list[Pair]:
    """The messages of the author who never takes part, read as the desk reads."""
    return [Pair(item, folds.read_item(item)) for item in load() if item.author == OUTSIDE]


def read_all(texts: Sequence[str], name: str) -> list[Reading]:
    """The readings of texts without date or history, with progress on standard error."""
    return [read(text) for text in told(texts, name)]


def told(items: Sequence[str], name: str) -> Iterator[str]:
    """The items, with a line of progress."""
    for index, item in enumerate(items):
        if index % 2_000 == 0:
            print(f"  {name}: {index:,} of {len(items):,}", file=sys.stderr, flush=True)
        yield item


def attacks(reading: Reading) -> bool:
    """Whether the reading calls a message abusive or threatening."""
    return reading.manner.level in ATTACKING


def levels(readings: Iterable[Reading]) -> list[str]:
    """Their levels of manner."""
    return [reading.manner.level for reading in readings]


def stories(pairs: Iterable[Pair]) -> list[str]:
    """The variety, author and story of each message: what is drawn together and never divided by a fold."""
    return [f"{pair.item.variety}/{pair.item.group}" for pair in pairs]
