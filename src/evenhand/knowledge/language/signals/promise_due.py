"""By when a promise is due: which of the times around it is its own, and which nobody can know."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from datetime import datetime, timedelta

from evenhand.knowledge.language.deadlines import Deadline
from evenhand.knowledge.language.document import Clause, Document, Utterance
from evenhand.knowledge.language.late import late
from evenhand.knowledge.language.signals.clauses import deadlines_of
from evenhand.knowledge.language.signals.promise_words import Found, Lexicon, lexicon_of
from evenhand.knowledge.language.text import Text
from evenhand.knowledge.language.variety import Commitment

_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_DATE = late(  # in figures, or by the name of its month: it stays what it is, kept or not
    rf"\d ?[./月-] ?\d|[一二三四五六七八九十]月|\d(?:st|nd|rd|th)?(?: of)? ?{_MONTH}|{_MONTH}[a-z]* \d|\d\.? ?\w+kuuta",
    re.IGNORECASE,
)
_TODAY = late(r"today|tonight|tänään|tänä |今", re.IGNORECASE)
_NEARBY = 300  # code points to both sides in which a broken promise is called so


def dated(document: Document, found: Found) -> Commitment:
    """The promise with the time that its clause names, read as the time of a promise; else what was found."""
    utterance = utterance_at(document, found.clause)
    text, promise = document.text, found.promise
    times = deadlines_of(document, utterance.language, promised=True)
    mine = within(text, times, found.clause) or _before(text, times, utterance, found.clause)
    if promise.by == "reader":
        mine = _behind(text, mine, found.said) or mine
    said = text.original_span(found.said, found.said)[0]
    time = max(mine, key=lambda time: (time.firm, time.due is not None, -abs(time.start - said)), default=None)
    if time is None:
        return promise
    if _is_unknown(document, found, time, utterance):
        return replace(promise, due=None)
    return replace(promise, due=_due(_as_said(document, found, time, utterance)))


def _as_said(document: Document, found: Found, time: Deadline, utterance: Utterance) -> Deadline:
    """The hour of a promise that was made yesterday is yesterday's, where today's is still to come."""
    text, due, now = document.text, time.due, document.sent_at
    if found.promise.by == "writer" or not isinstance(due, datetime) or now is None or due.date() != now.date():
        return time
    if due <= now or not lexicon_of(utterance.language).yesterday.search(text.folded, found.clause.start, found.said):
        return time
    if _TODAY.search(text.original, time.start, time.end):
        return time
    return replace(time, due=due - timedelta(days=1))


def _is_unknown(document: Document, found: Found, time: Deadline, utterance: Utterance) -> bool:
    """Whether a time is named of which nobody can say the day: past, or counted from a day that is still to come."""
    text, lexicon = document.text, lexicon_of(utterance.language)
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
    earlier = bisect_right(utterance.clauses, clause.start, key=end_of)
    return alone(text, times, utterance.clauses[earlier - 1]) if earlier else ()


def utterance_at(document: Document, clause: Clause) -> Utterance:
    """The sentence in which a clause stands."""
    index = bisect_right(document.utterances, clause.start, key=_begin) - 1
    return document.utterances[max(0, index)]


def _begin(utterance: Utterance) -> int:
    return utterance.start


def end_of(clause: Clause) -> int:
    """Where a clause ends in the folded text; for looking one up."""
    return clause.end


def within(text: Text, deadlines: tuple[Deadline, ...], clause: Clause) -> tuple[Deadline, ...]:
    """The times named in a clause."""
    start, end = text.original_span(clause.start, clause.end)
    first = bisect_left(deadlines, start, key=_start)
    return deadlines[first : bisect_left(deadlines, end, first, key=_start)]


def _start(time: Deadline) -> int:
    return time.start


def alone(text: Text, deadlines: tuple[Deadline, ...], clause: Clause) -> tuple[Deadline, ...]:
    """The deadline of a clause that says little else: "By Friday, I'll send the files"."""
    start, end = text.original_span(clause.start, clause.end)
    times = within(text, deadlines, clause)
    return times if sum(time.end - time.start for time in times) * 2 > end - start else ()


def _is_missed(text: Text, clause: Clause, time: Deadline, lexicon: Lexicon) -> bool:
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
