"""Readings of the corpus by models that have not seen the message's story."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tools.corpus.items import OUTSIDE, Item, load
from tools.training.crossfit import Crossfit
from tools.training.examples import FOLDS, Example, examples, fold_of, history_of
from tools.training.second import second_look
from tools.training.vectors import meaning_by
from tools.training.whole import whole_model

from evenhand.doors.encoder.head import shipped_head
from evenhand.doors.encoder.nano import NoEncoder, trouble
from evenhand.knowledge.language.reading import read
from evenhand.knowledge.language.scoring.model import Model, shipped
from evenhand.knowledge.language.scoring.second import Meaning
from evenhand.knowledge.language.shape import Reading

Looks = tuple[Item, Reading, Reading | None]


class _Reader(NamedTuple):
    """A model, and who is asked where it is in doubt; None where there is no encoder."""

    model: Model
    meaning: Meaning | None

    def looks(self, item: Item) -> Looks:
        turns = history_of(item)
        first = read(item.text, item.sent_at, turns, self.model)
        if self.meaning is None:
            return item, first, None
        return item, first, read(item.text, item.sent_at, turns, self.model, self.meaning)


def both_looks() -> Iterator[Looks]:
    """Every message with its reading, and its reading after a second look where there is an encoder.

    By models fitted on the other four folds, or, for the author who never teaches, by those that are shipped.
    Takes minutes and the public sets.
    """
    made = examples(item for item in load() if item.author != OUTSIDE)
    crossfit = Crossfit(example.item for example in made)
    for fold in range(FOLDS):
        reader = _reader(crossfit, made, fold)
        yield from (reader.looks(example.item) for example in made if fold_of(example.item.group) == fold)
    reader = _Reader(shipped(), None if trouble() else meaning_by(shipped_head()))
    yield from (reader.looks(item) for item in load() if item.author == OUTSIDE)


def _reader(crossfit: Crossfit, made: list[Example], fold: int) -> _Reader:
    model = whole_model(crossfit, made, (fold,))
    try:
        second, head = second_look(crossfit, made, (fold,))
    except NoEncoder as why:
        print(f"No second looks. {why}", file=sys.stderr)
        return _Reader(model, None)
    return _Reader(model._replace(second=second), meaning_by(head))


def out_of_fold() -> Iterable[tuple[Item, Reading]]:
    """The first looks alone."""
    return ((item, first) for item, first, _ in both_looks())
