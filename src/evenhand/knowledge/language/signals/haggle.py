"""Price pressure: asking for less than the price, with or without a lever. A question about a price is none."""

from __future__ import annotations

from collections.abc import Sequence

from evenhand.knowledge.language.document import Document
from evenhand.knowledge.language.scoring.heads import Scores, without
from evenhand.knowledge.language.scoring.model import Cut
from evenhand.knowledge.language.scoring.presence import Presence, presence_evidence
from evenhand.knowledge.language.shape import Haggle
from evenhand.knowledge.language.signals.context import aimed_direct
from evenhand.knowledge.language.signals.learnt import denied, quotes
from evenhand.knowledge.language.signals.matching import Hit

ENOUGH = 2  # a plain demand weighs 2; hints (too expensive, others are cheaper) weigh 1 and need each other


def find_haggle(document: Document, hits: Sequence[Hit], scores: Scores, presence: Presence, cut: Cut) -> Haggle:
    """Price pressure in the writer's own words, with the words that exert it.

    What the list is sure of counts; else a model weighs what it found and what the weights say. By `cut` clauses
    are quoted that no list knows.
    """
    own = own_haggle(document, hits)
    told = without(scores, denied(hits, own, "haggle"))
    if sum(_weights(own).values()) < ENOUGH and not presence.says(haggle_evidence(document, own, told)):
        return Haggle()
    return Haggle(True, quotes(document, [(hit.at, hit.to) for hit in own], told.clauses, "haggle", cut))


def haggle_evidence(document: Document, own: Sequence[Hit], scores: Scores) -> tuple[float, ...]:
    """What the model of presence is given; `own` are the list's hits in the writer's own words."""
    listed = min(3, sum(_weights(own).values()))
    return presence_evidence("haggle", listed if listed >= ENOUGH else 0, scores, document.language)


def own_haggle(document: Document, hits: Sequence[Hit]) -> list[Hit]:
    """The hits of the list that are the writer's own pressure."""
    return [hit for hit in hits if _is_own(document, hit)]


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
