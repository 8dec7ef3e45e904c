"""Sets for each signal how far learnt weights may add to and take from what the lists found."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tools.training.examples import Example

from evenhand.knowledge.language.scoring.heads import Scores
from evenhand.knowledge.language.scoring.model import Cut
from evenhand.knowledge.language.signals.asks import find_asks
from evenhand.knowledge.language.signals.commitments import find_commitments

ALONE = (-1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 9.0)
NEVER = (-9.0, -4.0, -3.5, -3.0, -2.5, -2.0, -1.5, -1.0, -0.5)
OFF = Cut(9.0, -9.0)
QUOTED_FROM = 0.0  # log-odds of a clause that is quoted beside the listed words of a signal that is there
Counts = tuple[int, int, int]  # right, wrong, missed
Seen = Sequence[tuple[Example, Scores]]


def fit_cuts(seen: Seen) -> dict[str, Cut]:
    """The cuts by signal with the best F1, on messages whose clauses were scored by heads that had not seen them."""
    return {
        "our_fault": Cut(QUOTED_FROM, OFF.never),
        "haggle": Cut(QUOTED_FROM, OFF.never),
        "promise": _best(seen, lambda each, scores, cut: _promises(each, scores, cut, "writer")),
        "theirs": _best(seen, lambda each, scores, cut: _promises(each, scores, cut, "reader")),
        "ask": _best(seen, _asks),
    }


def _best(seen: Seen, count: Callable[[Example, Scores, Cut], Counts]) -> Cut:
    """One limit after the other; of equals the one that trusts the lists more."""
    never = max(NEVER[:6], key=lambda limit: _f1(seen, count, Cut(9.0, limit)))
    alone = max(reversed(ALONE), key=lambda limit: _f1(seen, count, Cut(limit, never)))
    never = max(NEVER, key=lambda limit: _f1(seen, count, Cut(alone, limit)))
    return Cut(alone, never)


def _f1(seen: Seen, count: Callable[[Example, Scores, Cut], Counts], cut: Cut) -> float:
    right, wrong, missed = (sum(column) for column in zip(*(count(*each, cut) for each in seen), strict=True))
    return 2 * right / (2 * right + wrong + missed) if right else 0.0


def _promises(each: Example, scores: Scores, cut: Cut, by: str) -> Counts:
    cuts = {"promise": OFF, "theirs": OFF} | {"promise" if by == "writer" else "theirs": cut}
    found = [(one.start, one.end) for one in find_commitments(each.document, scores.clauses, cuts) if one.by == by]
    return _spans(found, [(one.start, one.end) for one in each.item.commitments if one.by == by])


def _asks(each: Example, scores: Scores, cut: Cut) -> Counts:
    found = [(ask.start, ask.end) for ask in find_asks(each.document, scores.clauses, cut).asks]
    return _spans(found, [(words.start, words.end) for words in each.item.asks])


def _spans(found: Sequence[tuple[int, int]], true: Sequence[tuple[int, int]]) -> Counts:
    """Each true stretch is met once at most; a found one that meets none is wrong."""
    met = [any(one < stop and start < other for one, other in true) for start, stop in found]
    caught = [any(one < stop and start < other for start, stop in found) for one, other in true]
    return sum(caught), met.count(False), caught.count(False)
