"""Promises: those that the writer makes, and those that the writer says the reader has made.

A promise is a statement. Questions, wishes, asks, conditions, threats ("or I will cancel") and what third parties
will do are none. The patterns are data, `<language>/commitments.tsv`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from typing import Literal, NamedTuple

from evenhand.knowledge.language.deadlines import Deadline
from evenhand.knowledge.language.document import Clause, Document, Utterance
from evenhand.knowledge.language.scoring.heads import Scored
from evenhand.knowledge.language.scoring.model import Cut
from evenhand.knowledge.language.shape import Commitment, Variety
from evenhand.knowledge.language.signals.clauses import (
    any_of,
    deadlines_of,
    rows,
)
from evenhand.knowledge.language.signals.learnt import believed, unlisted
from evenhand.knowledge.language.text import Text
from evenhand.knowledge.language.utterances import trim

By = Literal["writer", "reader"]
_WHAT_AT_MOST = 80  # code points
_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_DATE = re.compile(  # in figures, or by the name of its month: it stays what it is, kept or not
    rf"\d ?[./月-] ?\d|[一二三四五六七八九十]月|\d(?:st|nd|rd|th)?(?: of)? ?{_MONTH}|{_MONTH}[a-z]* \d|\d\.? ?\w+kuuta",
    re.IGNORECASE,
)
_TODAY = re.compile(r"today|tonight|tänään|tänä |今", re.IGNORECASE)
_NEARBY = 300  # code points to both sides in which a broken promise is called so
_ROLES = ("if", "not", "never", "missed", "once", "done", "yesterday")  # in the order of the lexicon
_SIDES: tuple[By, ...] = ("reader", "writer")
_HEADS: dict[By, str] = {"writer": "promise", "reader": "theirs"}


class _Cue(NamedTuple):
    """One alternation of patterns: whether it needs a deadline, and whether the thing promised begins behind it."""

    pattern: re.Pattern[str]
    by: By
    dated: bool
    after: bool


class _Lexicon(NamedTuple):
    cues: tuple[_Cue, ...]
    conditional: re.Pattern[str]
    unsaid: re.Pattern[str]
    denied: re.Pattern[str]
    missed: re.Pattern[str]
    once: re.Pattern[str]
    done: re.Pattern[str]
    yesterday: re.Pattern[str]


class _Found(NamedTuple):
    """A promise, the folded clause in which a pattern found it, and where the words that say so end."""

    clause: Clause
    promise: Commitment
    said: int


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
    dated = [_dated(document, each) for each in kept]
    return tuple(sorted(dated, key=lambda promise: promise.start))


def _weighed(
    document: Document, found: list[_Found], scored: Sequence[Scored], cuts: Mapping[str, Cut]
) -> list[_Found]:
    """What the weights leave standing, and what they add."""
    places = [(each.clause.start, each.clause.end) for each in found]
    kept = [each for each, place in zip(found, places, strict=True) if _stands(each, place, scored, cuts)]
    for by, head in _HEADS.items():
        for each in unlisted(scored, places, head, cuts[head]):
            if max(_HEADS.values(), key=each.says) == head and not (by == "writer" and _tells(document, each)):
                kept.append(_learnt(document, each, by))
    return kept


def _dated(document: Document, found: _Found) -> Commitment:
    """The promise with the time that its clause names, read as the time of a promise; else what was found."""
    utterance = _utterance_at(document, found.clause)
    text, promise = document.text, found.promise
    times = deadlines_of(document, utterance.language, promised=True)
    mine = _within(text, times, found.clause) or _before(text, times, utterance, found.clause)
    if promise.by == "reader":
        mine = _behind(text, mine, found.said) or mine
    said = text.original_span(found.said, found.said)[0]
    time = max(mine, key=lambda time: (time.firm, time.due is not None, -abs(time.start - said)), default=None)
    if time is None:
        return promise
    if _is_unknown(document, found, time, utterance):
        return replace(promise, due=None)
    return replace(promise, due=_due(_as_said(document, found, time, utterance)))


def _as_said(document: Document, found: _Found, time: Deadline, utterance: Utterance) -> Deadline:
    """The hour of a promise that was made yesterday is yesterday's, where today's is still to come."""
    text, due, now = document.text, time.due, document.sent_at
    if found.promise.by == "writer" or not isinstance(due, datetime) or now is None or due.date() != now.date():
        return time
    if due <= now or not _lexicon(utterance.language).yesterday.search(text.folded, found.clause.start, found.said):
        return time
    if _TODAY.search(text.original, time.start, time.end):
        return time
    return replace(time, due=due - timedelta(days=1))


def _is_unknown(document: Document, found: _Found, time: Deadline, utterance: Utterance) -> bool:
    """Whether a time is named of which nobody can say the day: past, or counted from a day that is still to come."""
    text, lexicon = document.text, _lexicon(utterance.language)
    if found.promise.by == "reader":
        return not _is_today(time, document.sent_at) and _is_missed(text, found.clause, time, lexicon)
    if isinstance(time.due, datetime) and document.sent_at is not None and time.due < document.sent_at:
        return True
    return time.counted and lexicon.once.search(text.folded, utterance.start, found.clause.end) is not None


def _is_today(time: Deadline, sent_at: datetime | None) -> bool:
    if time.due is None or time.counted or sent_at is None:
        return False
    return (time.due.date() if isinstance(time.due, datetime) else time.due) == sent_at.date()


def _behind(text: Text, times: tuple[Deadline, ...], said: int) -> tuple[Deadline, ...]:
    """The times after the words that tell of a promise; those before them say when it was made."""
    return tuple(time for time in times if time.start >= text.original_span(said, said)[0])


def _before(text: Text, times: tuple[Deadline, ...], utterance: Utterance, clause: Clause) -> tuple[Deadline, ...]:
    """The time of the clause before, where that says little else."""
    earlier = bisect_right(utterance.clauses, clause.start, key=_end)
    return _alone(text, times, utterance.clauses[earlier - 1]) if earlier else ()


def _utterance_at(document: Document, clause: Clause) -> Utterance:
    index = bisect_right(document.utterances, clause.start, key=_begin) - 1
    return document.utterances[max(0, index)]


def _begin(utterance: Utterance) -> int:
    return utterance.start


def _end(clause: Clause) -> int:
    return clause.end


def _first(clause: Clause) -> int:
    return clause.start


def _stands(each: _Found, place: tuple[int, int], scored: Sequence[Scored], cuts: Mapping[str, Cut]) -> bool:
    head = _HEADS[each.promise.by]
    return believed(scored, place, head, cuts[head])


def _tells(document: Document, each: Scored) -> bool:
    """Whether a clause that the weights take for a promise only asks or tells."""
    utterance = _utterance_at(document, Clause(each.piece.start, each.piece.end, False))
    first = bisect_right(utterance.clauses, each.piece.start, key=_end)
    last = bisect_left(utterance.clauses, each.piece.end, first, key=_first)
    lexicon = _lexicon(utterance.language)
    return any(_is_plain(document.text.folded, clause, lexicon) for clause in utterance.clauses[first:last])


def _learnt(document: Document, each: Scored, by: By) -> _Found:
    """A promise that no pattern knows: the clause."""
    clause = Clause(each.piece.start, each.piece.end, False)
    language = _utterance_at(document, clause).language
    times = _within(document.text, deadlines_of(document, language, promised=True), clause)
    start, end = document.text.original_span(clause.start, clause.end)
    what = _what(document.text, clause.start, clause, times)
    return _Found(clause, Commitment(by, what, None, start, end), clause.start)


def _by_pattern(document: Document) -> list[_Found]:
    found: list[_Found] = []
    for utterance in document.utterances:
        lexicon = _lexicon(utterance.language)
        if not any(cue.pattern.search(document.text.folded, utterance.start, utterance.end) for cue in lexicon.cues):
            continue
        times = deadlines_of(document, utterance.language, promised=True)
        found += _in_sentence(document.text, utterance, lexicon, times)
    return found


@cache
def _lexicon(language: Variety) -> _Lexicon:
    table = rows(language, "commitments")
    cues = [
        _Cue(_any(table, by, need, place), by, need == "dated", place == "after")
        for by in _SIDES
        for need in ("any", "dated")
        for place in ("after", "at")
    ]
    return _Lexicon(
        tuple(cue for cue in cues if cue.pattern.pattern),
        *(_any(table, role, "any", "at", otherwise="(?!)") for role in _ROLES),
    )


def _any(table: Sequence[tuple[str, ...]], role: str, need: str, place: str, otherwise: str = "") -> re.Pattern[str]:
    chosen = [pattern for *key, pattern in table if key == [role, need, place]]
    return any_of(chosen, otherwise)


def _in_sentence(
    text: Text, utterance: Utterance, lexicon: _Lexicon, deadlines: tuple[Deadline, ...]
) -> Iterator[_Found]:
    folded = text.folded
    if lexicon.denied.search(folded, utterance.start, utterance.end):
        return
    conditional = lexicon.conditional.search(folded, utterance.start, utterance.end)
    before: Clause | None = None
    for clause in _with_contents(folded, utterance, lexicon):
        times = _within(text, deadlines, clause) or (_alone(text, deadlines, before) if before else ())
        found = _in_clause(text, clause, lexicon, times)
        if found is not None and not (
            found.promise.by == "writer" and (conditional or _unsaid(folded, clause, lexicon))
        ):
            yield found
        before = clause


def _with_contents(folded: str, utterance: Utterance, lexicon: _Lexicon) -> Iterator[Clause]:
    """The clauses; one that ends in "you promised" goes on in the next, which says what."""
    open_clause: Clause | None = None
    for clause in utterance.clauses:
        here = Clause(open_clause.start, clause.end, clause.is_question) if open_clause else clause
        open_clause = None
        if clause.end != utterance.clauses[-1].end and _only_says(folded, here, lexicon):
            open_clause = here
            continue
        yield here


def _only_says(folded: str, clause: Clause, lexicon: _Lexicon) -> bool:
    """Whether nothing follows the words that tell of a promise of the reader's."""
    for cue in lexicon.cues:
        match = cue.pattern.search(folded, clause.start, clause.end) if cue.by == "reader" and not cue.dated else None
        if match is not None:
            return cue.after and match.end() >= clause.end - 1
    return False


def _unsaid(folded: str, clause: Clause, lexicon: _Lexicon) -> bool:
    return _is_plain(folded, clause, lexicon) or lexicon.unsaid.search(folded, clause.start, clause.end) is not None


def _is_plain(folded: str, clause: Clause, lexicon: _Lexicon) -> bool:
    """Whether a clause asks, or tells what has been done or where somebody is: the writer promises nothing in it."""
    return clause.is_question or lexicon.done.search(folded, clause.start, clause.end) is not None


def _within(text: Text, deadlines: tuple[Deadline, ...], clause: Clause) -> tuple[Deadline, ...]:
    start, end = text.original_span(clause.start, clause.end)
    first = bisect_left(deadlines, start, key=_start)
    return deadlines[first : bisect_left(deadlines, end, first, key=_start)]


def _start(time: Deadline) -> int:
    return time.start


def _alone(text: Text, deadlines: tuple[Deadline, ...], clause: Clause) -> tuple[Deadline, ...]:
    """The deadline of a clause that says little else: "By Friday, I'll send the files"."""
    start, end = text.original_span(clause.start, clause.end)
    times = _within(text, deadlines, clause)
    return times if sum(time.end - time.start for time in times) * 2 > end - start else ()


def _in_clause(text: Text, clause: Clause, lexicon: _Lexicon, times: tuple[Deadline, ...]) -> _Found | None:
    for cue in lexicon.cues:
        match = cue.pattern.search(text.folded, clause.start, clause.end)
        if match is None or cue.dated and not times:
            continue
        what = _what(text, match.end() if cue.after else match.start(), clause, times)
        if not what and not times:
            continue
        start, end = text.original_span(clause.start, clause.end)
        return _Found(clause, Commitment(cue.by, what, None, start, end), match.end() if cue.after else match.start())
    return None


def _is_missed(text: Text, clause: Clause, time: Deadline, lexicon: _Lexicon) -> bool:
    """Whether a promised time cannot be known: counted from a day unknown, or said nearby not to have been kept.

    A date in figures stays what it is, kept or not.
    """
    if time.counted:
        return True
    if _DATE.search(text.original, time.start, time.end):
        return False
    low, high = max(0, clause.start - _NEARBY), clause.end + _NEARBY
    return lexicon.missed.search(text.folded, low, high) is not None


def _due(time: Deadline) -> str | None:
    return time.due.isoformat() if time.due and time.certain else None


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


_IDLE_BEFORE = re.compile(r"(?:(?:to|that|for|että|and)\s|会|會|将|將|在|于|於|要|就|的|喺|我)+", re.IGNORECASE)
_IDLE_AFTER = re.compile(
    r"(?:\b(?:by|on|at|before|in|within|for|the|around|and)|[会會将將在于於要就的喺㗎嘅啦呀啊,，\s])+$", re.IGNORECASE
)


def _trimmed(original: str, start: int, end: int) -> str:
    begin, stop = trim(original, start, end)
    piece = original[begin : min(stop, begin + _WHAT_AT_MOST)]
    leading = _IDLE_BEFORE.match(piece)
    return _IDLE_AFTER.sub("", piece[leading.end() if leading else 0 :]).strip()
