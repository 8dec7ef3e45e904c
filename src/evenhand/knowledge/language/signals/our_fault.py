"""Whether the writer says that we are to blame. Not whether we are: that is for people to find out."""

from __future__ import annotations

from collections.abc import Sequence

from evenhand.knowledge.language.document import Document
from evenhand.knowledge.language.shape import OurFault, Quote
from evenhand.knowledge.language.signals.context import aimed_direct
from evenhand.knowledge.language.signals.matching import Hit

_REASON = {"blame": "blames-us", "failure": "names-our-failure"}


def find_our_fault(document: Document, hits: Sequence[Hit]) -> OurFault:
    """The claims that the fault is ours, with the words that make them. Denied or quoted claims do not count."""
    own = [
        hit
        for hit in hits
        if hit.entry.signal == "our_fault"
        and hit.entry.aim != "exempt"
        and aimed_direct(document.text.folded, hit.at, hit.to, hit.language) == "staff"
    ]
    spans = tuple(Quote(hit.start, hit.end, document.text.original[hit.start : hit.end]) for hit in own)
    return OurFault(bool(own), spans, tuple(dict.fromkeys(_REASON[hit.entry.kind] for hit in own)))
