"""Whether the writer says that we are to blame. Not whether we are: that is for people to find out."""

from __future__ import annotations

from collections.abc import Sequence

from evenhand.knowledge.language.document import Document
from evenhand.knowledge.language.scoring.heads import Scores, without
from evenhand.knowledge.language.scoring.model import Cut
from evenhand.knowledge.language.scoring.presence import Presence, presence_evidence
from evenhand.knowledge.language.shape import OurFault
from evenhand.knowledge.language.signals.context import aimed_direct
from evenhand.knowledge.language.signals.learnt import denied, quotes
from evenhand.knowledge.language.signals.matching import Hit

_REASON = {"blame": "blames-us", "failure": "names-our-failure"}
_LEARNT = "reads-like-blame"


def find_our_fault(document: Document, hits: Sequence[Hit], scores: Scores, presence: Presence, cut: Cut) -> OurFault:
    """The claims that the fault is ours, with the words that make them. Denied or quoted claims do not count.

    What the list is sure of counts; else a model weighs what it found and what the weights say. By `cut` clauses
    are quoted that no list knows.
    """
    own = own_claims(document, hits)
    told = without(scores, denied(hits, own, "our_fault"))
    if not own and not presence.says(our_fault_evidence(document, own, told)):
        return OurFault()
    spans = quotes(document, [(hit.at, hit.to) for hit in own], told.clauses, "our_fault", cut)
    reasons = dict.fromkeys(_REASON[hit.entry.kind] for hit in own)
    if len(spans) > len(own):
        reasons[_LEARNT] = None
    return OurFault(True, spans, tuple(reasons))


def our_fault_evidence(document: Document, own: Sequence[Hit], scores: Scores) -> tuple[float, ...]:
    """What the model of presence is given; `own` are the list's claims in the writer's own words."""
    return presence_evidence("our_fault", min(3, len(own)), scores, document.language)


def own_claims(document: Document, hits: Sequence[Hit]) -> list[Hit]:
    """The hits of the list that are the writer's own claims."""
    return [hit for hit in hits if _is_own(document, hit)]


def _is_own(document: Document, hit: Hit) -> bool:
    if hit.entry.signal != "our_fault" or hit.entry.aim == "exempt":
        return False
    return aimed_direct(document.text.folded, hit.at, hit.to, hit.language) == "staff"
