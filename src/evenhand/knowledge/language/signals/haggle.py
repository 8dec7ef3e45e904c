"""Price pressure: asking for less than the price, with or without a lever. A question about a price is none."""

from __future__ import annotations

from collections.abc import Sequence

from evenhand.knowledge.language.document import Document
from evenhand.knowledge.language.scoring.heads import Scored
from evenhand.knowledge.language.scoring.model import Cut
from evenhand.knowledge.language.shape import Haggle
from evenhand.knowledge.language.signals.context import aimed_direct
from evenhand.knowledge.language.signals.learnt import believed, quote, unlisted
from evenhand.knowledge.language.signals.matching import Hit

ENOUGH = 2  # a plain demand weighs 2; hints (too expensive, others are cheaper) weigh 1 and need each other


def find_haggle(document: Document, hits: Sequence[Hit], scored: Sequence[Scored], cut: Cut) -> Haggle:
    """Price pressure in the writer's own words, with the words that exert it.

    Found where lists and weights agree enough: a demand, two kinds of hints, or a clause that the weights are sure of.
    """
    own = [hit for hit in hits if _is_own(document, hit) and believed(scored, (hit.at, hit.to), "haggle", cut)]
    alone = unlisted(scored, [(hit.at, hit.to) for hit in own], "haggle", cut)
    if sum(_weights(own).values()) + ENOUGH * len(alone) < ENOUGH:
        return Haggle()
    spans = [quote(document, hit.at, hit.to) for hit in own]
    spans += [quote(document, each.piece.start, each.piece.end) for each in alone]
    return Haggle(True, tuple(sorted(spans, key=lambda span: span.start)))


def _is_own(document: Document, hit: Hit) -> bool:
    if hit.entry.signal != "haggle" or hit.entry.aim == "exempt":
        return False
    return aimed_direct(document.text.folded, hit.at, hit.to, hit.language) == "staff"


def _weights(hits: Sequence[Hit]) -> dict[str, int]:
    """The weight of each kind of pressure; the same hint twice is still one hint."""
    weights: dict[str, int] = {}
    for hit in hits:
        weights[hit.entry.kind] = max(weights.get(hit.entry.kind, 0), hit.entry.weight)
    return weights
