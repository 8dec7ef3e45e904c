"""What lists found and what learnt weights say of the same clauses, settled into one answer."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from evenhand.knowledge.language.document import Document

if TYPE_CHECKING:  # the draft check loads neither weights nor the shape of a reading
    from evenhand.knowledge.language.scoring.heads import Scored
    from evenhand.knowledge.language.scoring.model import Cut
    from evenhand.knowledge.language.shape import Quote
    from evenhand.knowledge.language.signals.matching import Hit

Range = tuple[int, int]  # folded offsets, half-open


def clause_at(scored: Sequence[Scored], at: int) -> Scored | None:
    """The clause that holds a folded offset; None where none was scored."""
    index = bisect_right(scored, at, key=_start) - 1
    return scored[index] if index >= 0 and at < scored[index].piece.end else None


def believed(scored: Sequence[Scored], found: Range, head: str, cut: Cut) -> bool:
    """Whether the weights leave standing what a list found."""
    clause = clause_at(scored, found[0])
    return clause is None or clause.says(head) >= cut.never


def unlisted(scored: Sequence[Scored], found: Iterable[Range], head: str, cut: Cut) -> list[Scored]:
    """The clauses that the weights alone point at, where no list found anything."""
    known = list(found)
    return [
        each
        for each in scored
        if each.says(head) >= cut.alone and not any(at < each.piece.end and each.piece.start < to for at, to in known)
    ]


def denied(hits: Sequence[Hit], own: Sequence[Hit], signal: str) -> list[Range]:
    """Where the list of a signal found words that the writer denies or quotes, or that are known to be harmless."""
    mine = set(own)
    return [(hit.at, hit.to) for hit in hits if hit.entry.signal == signal and hit not in mine]


def quotes(
    document: Document, found: Sequence[Range], scored: Sequence[Scored], head: str, cut: Cut
) -> tuple[Quote, ...]:
    """What lists found and clauses that the weights alone point at, in order; the likeliest clause if there is none."""
    alone = unlisted(scored, found, head, cut)
    if not found and not alone and scored:
        alone = [max(scored, key=lambda each: each.says(head))]
    ranges = [*found, *((each.piece.start, each.piece.end) for each in alone)]
    return tuple(quote(document, at, to) for at, to in sorted(ranges))


def quote(document: Document, at: int, to: int) -> Quote:
    """A folded stretch in the words of the original."""
    from evenhand.knowledge.language.shape import Quote

    start, end = document.text.original_span(at, to)
    return Quote(start, end, document.text.original[start:end])


def _start(each: Scored) -> int:
    return each.piece.start
