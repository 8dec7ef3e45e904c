"""The corpus read by models that did not see what they read.

Where no training is at hand the shipped reading stands in, which has seen nothing if it was not trained.
"""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Iterator

from tools.corpus.items import Item, load

from benchmarks.evaluation import kept
from evenhand.knowledge.language.document import Turn
from evenhand.knowledge.language.reading import read
from evenhand.knowledge.language.shape import Reading

_TRAINING = "tools.training.folds"


def has_training() -> bool:
    """Whether the fold models can be made."""
    return importlib.util.find_spec("tools.training") is not None and importlib.util.find_spec(_TRAINING) is not None


def out_of_fold() -> Iterator[tuple[Item, Reading]]:
    """Each message with a reading by a model that did not see its group."""
    yield from ((item, first) for item, first, _ in both_looks())


def both_looks() -> Iterator[tuple[Item, Reading, Reading | None]]:
    """The same, with what a second look makes of it; None without training or without the encoder."""
    if not has_training():
        yield from ((item, read_item(item), None) for item in load())
        return
    items = {item.id: item for item in load()}
    path = kept.path_now()
    readings = kept.recall(path) or kept.remember(path, _trained())
    yield from ((items[name], first, second) for name, (first, second) in readings)


def _trained() -> Iterator[tuple[str, tuple[Reading, Reading | None]]]:
    for item, first, second in importlib.import_module(_TRAINING).both_looks():
        yield item.id, (first, second)


def read_item(item: Item) -> Reading:
    """A message of the corpus as the desk reads it, with its history."""
    turns = [Turn(said, None, "inbound" if who == "customer" else "outbound") for who, said in item.history]
    return read(item.text, item.sent_at, turns)


def note() -> str:
    """What the readings of the corpus rest on, as a sentence."""
    if has_training():
        return (
            "Authors a and b: grouped 5-fold, each message read by a model that saw no message by the same author "
            "about the same story. Author c takes no part in training and is read by the shipped model."
        )
    return (
        "There is no trained model yet: all authors are read by the shipped rules, which were not fitted to the corpus."
    )
