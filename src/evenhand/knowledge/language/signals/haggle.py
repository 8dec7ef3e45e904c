"""Price pressure: asking for less than the price, with or without a lever. A question about a price is none."""

from __future__ import annotations

from collections.abc import Sequence

from evenhand.knowledge.language.document import Document
from evenhand.knowledge.language.shape import Haggle, Quote
from evenhand.knowledge.language.signals.context import aimed_direct
from evenhand.knowledge.language.signals.matching import Hit

ENOUGH = 2  # a plain demand weighs 2; hints (too expensive, others are cheaper) weigh 1 and need each other


def find_haggle(document: Document, hits: Sequence[Hit]) -> Haggle:
    """Price pressure in the writer's own words, with the words that exert it."""
    own = [
        hit
        for hit in hits
        if hit.entry.signal == "haggle"
        and hit.entry.aim != "exempt"
        and aimed_direct(document.text.folded, hit.at, hit.to, hit.language) == "staff"
    ]
    if sum(_weights(own).values()) < ENOUGH:
        return Haggle()
    return Haggle(True, tuple(Quote(hit.start, hit.end, document.text.original[hit.start : hit.end]) for hit in own))


def _weights(hits: Sequence[Hit]) -> dict[str, int]:
    """The weight of each kind of pressure; the same hint twice is still one hint."""
    weights: dict[str, int] = {}
    for hit in hits:
        weights[hit.entry.kind] = max(weights.get(hit.entry.kind, 0), hit.entry.weight)
    return weights
