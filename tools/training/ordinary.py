"""Ordinary talk of the public sets as evidence: it keeps the model of levels from crying wolf."""

from __future__ import annotations

from functools import cache

from tools.corpus.items import Item
from tools.training.examples import Example
from tools.training.public import ordinary_messages

from evenhand.knowledge.language.prepare import prepare
from evenhand.knowledge.language.scoring.heads import score
from evenhand.knowledge.language.scoring.weights import Weights
from evenhand.knowledge.language.signals.findings import find_harsh_words
from evenhand.knowledge.language.signals.matching import scan

EACH = 500  # messages a set


def ordinary_evidence(families: dict[str, Weights]) -> list[tuple[float, ...]]:
    """The evidence rows of ordinary messages under some weights."""
    return [example.evidence(score(example.document, families.__getitem__)) for example in _ordinary()]


def ordinary_varieties() -> list[str]:
    """The varieties of the same messages, in the same order."""
    return [example.item.variety for example in _ordinary()]


def ordinary_examples() -> tuple[Example, ...]:
    """The same messages themselves."""
    return _ordinary()


@cache
def _ordinary() -> tuple[Example, ...]:
    made = []
    for number, (text, variety) in enumerate(ordinary_messages(EACH)):
        document = prepare(text)
        hits = scan(document)
        made.append(Example(_item(number, text, variety), document, hits, find_harsh_words(document, hits), False))
    return tuple(made)


def _item(number: int, text: str, variety: str) -> Item:
    return Item(
        f"ordinary-{number}", variety, "public", "ordinary", "ordinary", text, 0, "civil", "none", (), (), "none", (),
        (), (), (), None, (), frozenset(),
    )  # fmt: skip
