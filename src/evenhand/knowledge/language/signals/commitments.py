"""Promises: those that the writer makes, and those that the writer says the reader has made.

A promise is a statement. Questions, wishes, asks, conditions, threats ("or I will cancel") and what third parties
will do are none. The patterns are data, `<language>/commitments.tsv`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from evenhand.knowledge.language.deadlines import Deadline
from evenhand.knowledge.language.document import Clause, Document, Utterance
from evenhand.knowledge.language.late import late
from evenhand.knowledge.language.signals.clauses import deadlines_of
from evenhand.knowledge.language.signals.learnt import believed, unlisted
from evenhand.knowledge.language.signals.promise_due import alone, dated, end_of, utterance_at, within
from evenhand.knowledge.language.signals.promise_words import By, Found, Lexicon, lexicon_of
from evenhand.knowledge.language.text import Text
from evenhand.knowledge.language.utterances import trim
from evenhand.knowledge.language.variety import Commitment

if TYPE_CHECKING:  # the draft check finds promises without weights, and starts without loading them
    from evenhand.knowledge.language.scoring.heads import Scored
    from evenhand.knowledge.language.scoring.model import Cut

_WHAT_AT_MOST = 80  # code points
_HEADS: dict[By, str] = {"writer": "promise", "reader": "theirs"}


def find_own_promises(document: Document) -> tuple[Commitment, ...]:
    """The promises that the writer makes, as patterns find them; sentences that can hold none are not looked at."""
    found = [each for each in _by_pattern(document, "writer") if each.promise.by == "writer"]
    return tuple(sorted((dated(document, each) for each in found), key=lambda promise: promise.start))


def find_commitments(
    document: Document, scored: Sequence[Scored] = (), cuts: Mapping[str, Cut] | None = None
) -> tuple[Commitment, ...]:
    """The promises in the writer's own sentences, in their order, at most one a clause.

    `due` is an ISO date or date-time, or None: where no time is named, where it cannot be known, and where a
    reminder counts from a day that is not in the text ("you said within two days"). Where clauses are scored, the
    weights drop what they are sure is none, and add what they are sure is one, by `cuts`.
    """
    found = _by_pattern(document)
    kept = _weighed(document, found, scored, cuts) if cuts else found
    promises = [dated(document, each) for each in kept]
    return tuple(sorted(promises, key=lambda promise: promise.start))


def _weighed(document: Document, found: list[Found], scored: Sequence[Scored], cuts: Mapping[str, Cut]) -> list[Found]:
    """What the weights leave standing, and what they add."""
    places = [(each.clause.start, each.clause.end) for each in found]
    kept = [each for each, place in zip(found, places, strict=True) if _stands(each, place, scored, cuts)]
    for by, head in _HEADS.items():
        for each in unlisted(scored, places, head, cuts[head]):
            if max(_HEADS.values(), key=each.says) == head and not (by == "writer" and _tells(document, each)):
                kept.append(_learnt(document, each, by))
    return kept


def _first(clause: Clause) -> int:
    return clause.start


def _stands(each: Found, place: tuple[int, int], scored: Sequence[Scored], cuts: Mapping[str, Cut]) -> bool:
    head = _HEADS[each.promise.by]
    return believed(scored, place, head, cuts[head])


def _tells(document: Document, each: Scored) -> bool:
    """Whether a clause that the weights take for a promise only asks or tells."""
    utterance = utterance_at(document, Clause(each.piece.start, each.piece.end, False))
    first = bisect_right(utterance.clauses, each.piece.start, key=end_of)
    last = bisect_left(utterance.clauses, each.piece.end, first, key=_first)
    lexicon = lexicon_of(utterance.language)
    return any(_is_plain(document.text.folded, clause, lexicon) for clause in utterance.clauses[first:last])


def _learnt(document: Document, each: Scored, by: By) -> Found:
    """A promise that no pattern knows: the clause."""
    clause = Clause(each.piece.start, each.piece.end, False)
    language = utterance_at(document, clause).language
    times = within(document.text, deadlines_of(document, language, promised=True), clause)
    start, end = document.text.original_span(clause.start, clause.end)
    what = _what(document.text, clause.start, clause, times)
    return Found(clause, Commitment(by, what, None, start, end), clause.start)


def _by_pattern(document: Document, by: By | None = None) -> list[Found]:
    """The promises of the sentences in which somebody, or only one side, may promise something."""
    found: list[Found] = []
    folded = document.text.folded
    for utterance in document.utterances:
        lexicon = lexicon_of(utterance.language)
        cues = (cue for cue in lexicon.cues if by in (None, cue.by))
        if not any(cue.pattern.search(folded, utterance.start, utterance.end) for cue in cues):
            continue
        times = deadlines_of(document, utterance.language, promised=True)
        found += _in_sentence(document.text, utterance, lexicon, times)
    return found


def _in_sentence(
    text: Text, utterance: Utterance, lexicon: Lexicon, deadlines: tuple[Deadline, ...]
) -> Iterator[Found]:
    folded = text.folded
    if lexicon.denied.search(folded, utterance.start, utterance.end):
        return
    conditional = lexicon.conditional.search(folded, utterance.start, utterance.end)
    before: Clause | None = None
    for clause in _with_contents(folded, utterance, lexicon):
        times = within(text, deadlines, clause) or (alone(text, deadlines, before) if before else ())
        found = _in_clause(text, clause, lexicon, times)
        if found is not None and not (
            found.promise.by == "writer" and (conditional or _unsaid(folded, clause, lexicon))
        ):
            yield found
        before = clause


def _with_contents(folded: str, utterance: Utterance, lexicon: Lexicon) -> Iterator[Clause]:
    """The clauses; one that ends in "you promised" goes on in the next, which says what."""
    open_clause: Clause | None = None
    for clause in utterance.clauses:
        here = Clause(open_clause.start, clause.end, clause.is_question) if open_clause else clause
        open_clause = None
        if clause.end != utterance.clauses[-1].end and _only_says(folded, here, lexicon):
            open_clause = here
            continue
        yield here


def _only_says(folded: str, clause: Clause, lexicon: Lexicon) -> bool:
    """Whether nothing follows the words that tell of a promise of the reader's."""
    for cue in lexicon.cues:
        match = cue.pattern.search(folded, clause.start, clause.end) if cue.by == "reader" and not cue.dated else None
        if match is not None:
            return cue.after and match.end() >= clause.end - 1
    return False


def _unsaid(folded: str, clause: Clause, lexicon: Lexicon) -> bool:
    return _is_plain(folded, clause, lexicon) or lexicon.unsaid.search(folded, clause.start, clause.end) is not None


def _is_plain(folded: str, clause: Clause, lexicon: Lexicon) -> bool:
    """Whether a clause asks, or tells what has been done or where somebody is: the writer promises nothing in it."""
    return clause.is_question or lexicon.done.search(folded, clause.start, clause.end) is not None


def _in_clause(text: Text, clause: Clause, lexicon: Lexicon, times: tuple[Deadline, ...]) -> Found | None:
    for cue in lexicon.cues:
        match = cue.pattern.search(text.folded, clause.start, clause.end)
        if match is None or cue.dated and not times:
            continue
        what = _what(text, match.end() if cue.after else match.start(), clause, times)
        if not what and not times:
            continue
        start, end = text.original_span(clause.start, clause.end)
        return Found(clause, Commitment(cue.by, what, None, start, end), match.end() if cue.after else match.start())
    return None


def _what(text: Text, start: int, clause: Clause, times: tuple[Deadline, ...]) -> str:
    """The thing promised in the words of the text: the first stretch of the clause that says more than a time."""
    begin, end = text.original_span(min(start, clause.end), clause.end)
    for time in times:
        if begin < time.end and time.start < end:
            piece = _trimmed(text.original, begin, max(begin, time.start))
            if piece:
                return piece
            begin = time.end
    return _trimmed(text.original, begin, max(begin, end))


_IDLE_BEFORE = late(r"(?:(?:to|that|for|että|and)\s|会|會|将|將|在|于|於|要|就|的|喺|我)+", re.IGNORECASE)
_IDLE_AFTER = late(
    r"(?:\b(?:by|on|at|before|in|within|for|the|around|and)|[会會将將在于於要就的喺㗎嘅啦呀啊,，\s])+$", re.IGNORECASE
)


def _trimmed(original: str, start: int, end: int) -> str:
    begin, stop = trim(original, start, end)
    piece = original[begin : min(stop, begin + _WHAT_AT_MOST)]
    leading = _IDLE_BEFORE.match(piece)
    return _IDLE_AFTER.sub("", piece[leading.end() if leading else 0 :]).strip()
