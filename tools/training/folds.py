"""Readings of the corpus by models that have not seen the message's story."""

from __future__ import annotations

from collections.abc import Iterator

from tools.corpus.items import OUTSIDE, Item, load
from tools.training.crossfit import Crossfit
from tools.training.examples import FOLDS, examples, fold_of, history_of
from tools.training.whole import whole_model

from evenhand.knowledge.language.reading import read
from evenhand.knowledge.language.scoring.model import shipped
from evenhand.knowledge.language.shape import Reading


def out_of_fold() -> Iterator[tuple[Item, Reading]]:
    """Every message with its reading: by a model fitted on the other four folds, or, for the author who never
    teaches, by the one that is shipped. Takes minutes and the public sets."""
    made = examples(item for item in load() if item.author != OUTSIDE)
    crossfit = Crossfit(example.item for example in made)
    for fold in range(FOLDS):
        model = whole_model(crossfit, made, (fold,))
        for example in made:
            if fold_of(example.item.group) == fold:
                item = example.item
                yield item, read(item.text, item.sent_at, history_of(item), model)
    for item in load():
        if item.author == OUTSIDE:
            yield item, read(item.text, item.sent_at, history_of(item), shipped())
