"""Messages made ready once, for all the models that are fitted on parts of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from tools.corpus.items import Item

from evenhand.knowledge.language.document import Document, Turn
from evenhand.knowledge.language.prepare import prepare
from evenhand.knowledge.language.scoring.evidence import evidence
from evenhand.knowledge.language.scoring.heads import Scores
from evenhand.knowledge.language.signals.findings import Findings, find_harsh_words
from evenhand.knowledge.language.signals.matching import Hit, scan
from evenhand.knowledge.language.signals.repeats import persistent

FOLDS = 5


@dataclass(frozen=True, slots=True)
class Example:
    """A message with its document and what the lists find in it."""

    item: Item
    document: Document
    hits: tuple[Hit, ...]
    findings: Findings
    persistent: bool

    def evidence(self, scores: Scores) -> tuple[float, ...]:
        """The row of numbers that the model of levels sees."""
        return evidence(self.document, self.findings, scores, self.persistent)


def history_of(item: Item) -> tuple[Turn, ...]:
    """The earlier turns as a reading takes them."""
    return tuple(Turn(said, None, "inbound" if who == "customer" else "outbound") for who, said in item.history)


def examples(items: Iterable[Item]) -> list[Example]:
    """The items, prepared."""
    return [example(item) for item in items]


def example(item: Item) -> Example:
    """One item, prepared."""
    document = prepare(item.text, item.sent_at, history_of(item))
    hits = scan(document)
    again = persistent(item.text, document.history)
    return Example(item, document, hits, find_harsh_words(document, hits), again)


def fold_of(group: str) -> int:
    """Which of `FOLDS` folds a group is in: the same on every machine, and for one story in every variety."""
    topic = group.rpartition("/")[2]
    value = 0
    for one, two in pairwise(f"{topic}."):
        value = (value * 33 + ord(one) * 7 + ord(two)) % 1_000_003
    return value % FOLDS
