"""Whether the writer says that we are to blame. Not whether we are: that is for people to find out."""

from __future__ import annotations

from collections.abc import Sequence

from evenhand.knowledge.language.document import Document
from evenhand.knowledge.language.scoring.heads import Scored
from evenhand.knowledge.language.scoring.model import Cut
from evenhand.knowledge.language.shape import OurFault
from evenhand.knowledge.language.signals.context import aimed_direct
from evenhand.knowledge.language.signals.learnt import believed, quote, unlisted
from evenhand.knowledge.language.signals.matching import Hit

_REASON = {"blame": "blames-us", "failure": "names-our-failure"}
_LEARNT = "reads-like-blame"


def find_our_fault(document: Document, hits: Sequence[Hit], scored: Sequence[Scored], cut: Cut) -> OurFault:
    """The claims that the fault is ours, with the words that make them. Denied or quoted claims do not count."""
    own = [hit for hit in hits if _is_own(document, hit) and believed(scored, (hit.at, hit.to), "our_fault", cut)]
    alone = unlisted(scored, [(hit.at, hit.to) for hit in own], "our_fault", cut)
    spans = [quote(document, hit.at, hit.to) for hit in own]
    spans += [quote(document, each.piece.start, each.piece.end) for each in alone]
    reasons = dict.fromkeys([_REASON[hit.entry.kind] for hit in own] + [_LEARNT] * bool(alone))
    return OurFault(bool(spans), tuple(sorted(spans, key=lambda span: span.start)), tuple(reasons))


def _is_own(document: Document, hit: Hit) -> bool:
    if hit.entry.signal != "our_fault" or hit.entry.aim == "exempt":
        return False
    return aimed_direct(document.text.folded, hit.at, hit.to, hit.language) == "staff"
