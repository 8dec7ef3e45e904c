"""What the record says, clause by clause: minutes that both sides agreed to, promises that are open, inputs owed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import NamedTuple

from evenhand.knowledge.drafting.cues import find_cues
from evenhand.knowledge.drafting.facts import Facts
from evenhand.knowledge.drafting.phrases.index import Cue
from evenhand.knowledge.drafting.remembering import remembered
from evenhand.knowledge.drafting.topics import topic
from evenhand.knowledge.language.amounts import Amount, find_amounts
from evenhand.knowledge.language.deadlines import Deadline, find_deadlines
from evenhand.knowledge.language.late import late
from evenhand.knowledge.language.prepare import prepare
from evenhand.knowledge.language.text import fold
from evenhand.knowledge.language.variety import Variety

LONGEST = 20_000  # code points of one minute that are read
_NOON = time(12)
_HAN_DAY = late(r"^(?:定)?[在于於喺](?!.*[前內内底止])")  # Chinese: on that day, and no limit
_FIXED = late(r"\b(?:sovit|sovim|varat|siirret|siirtyi)")  # Finnish: agreed for that day
_SHORT = 60  # code points of a text whose language its letters do not tell


class Statement(NamedTuple):
    """A clause of the record: what it speaks of, and what it says in figures, days and words of scope.

    `days` are its days, `limits` those by which something is to be: an earlier one keeps to them. `text` is in the
    words of the record; `words` are folded; `cues` are the phrases of all rules, each with the slug of its rule.
    """

    text: str
    words: str
    topic: frozenset[str]
    amounts: tuple[Amount, ...] = ()
    days: frozenset[date] = frozenset()
    limits: frozenset[date] = frozenset()
    cues: tuple[tuple[str, Cue], ...] = ()

    def kinds(self, slug: str) -> frozenset[str]:
        """The kinds of the phrases of a rule that stand in it."""
        return frozenset(cue.kind for name, cue in self.cues if name == slug)


def statements(facts: Facts, language: Variety | None = None) -> Iterator[Statement]:
    """All that is on record, as far as it is known; a few words of it are read in the draft's `language`."""
    for minute in facts.minutes or ():
        yield from _told(minute.text[:LONGEST], minute.agreed_on, _hint(minute.text, language))
    for promise in facts.open_commitments or ():
        yield from _promised(promise.what, _day(promise.due, facts.sent_at), language)
    for owed in facts.owed_inputs or ():
        yield from _told(owed.what[:LONGEST], None, _hint(owed.what, language))


def _hint(text: str, language: Variety | None) -> Variety | None:
    """The language that a short text in Latin letters is taken to be in: nobody can tell it by "lavan pohjapiirros"."""
    return language if language in ("en", "fi") and len(text) <= _SHORT and text.upper() != text.lower() else None


def _promised(what: str, due: date | None, language: Variety | None) -> list[Statement]:
    """A promise is one statement however many clauses it has; its due day is its day."""
    told = _told(what[:LONGEST], None, _hint(what, language))
    if due is None:
        return list(told)
    spoken = frozenset().union(*(each.topic for each in told)) if told else frozenset()
    cues = tuple(cue for each in told for cue in each.cues)
    return [*told, Statement(what, fold(what[:LONGEST]).folded, spoken, days=frozenset((due,)), cues=cues)]


def _day(due: date | datetime | None, sent_at: datetime | None) -> date | None:
    """The day on which a promise falls due, where the writer is."""
    if isinstance(due, datetime):
        return (due.astimezone(sent_at.tzinfo) if sent_at else due).date()
    return due


@remembered(64)
def _told(text: str, agreed_on: date | None, hint: Variety | None = None) -> tuple[Statement, ...]:
    """The clauses of a text. The days are those that were to come when it was agreed."""
    at = datetime.combine(agreed_on, _NOON, UTC) if agreed_on else None
    document = prepare(text, at)
    amounts = find_amounts(document.text)
    cues = find_cues(document, [_read_as(hint or document.language)])
    placed = sorted((each.at, slug, each.cue) for slug, found in cues.items() for each in found)
    times = find_deadlines(document.text, at, hint or document.language, promised=True)
    days = sorted(
        (each.start, _only_day(each.due), each.firm and not _is_appointment(text, each))
        for each in times
        if each.due and each.certain and not each.counted
    )
    found = []
    whole: frozenset[str] = frozenset()
    for utterance in document.utterances:
        whole = topic(document.text.folded[utterance.start : utterance.end], hint or utterance.language) or whole
        for clause in utterance.clauses:
            start, end = document.text.original_span(clause.start, clause.end)
            words = document.text.folded[clause.start : clause.end]
            low, high = bisect_left(placed, (clause.start,)), bisect_left(placed, (clause.end,))
            near = days[bisect_left(days, (start,)) : bisect_left(days, (end,))]
            found.append(
                Statement(
                    text[start:end],
                    words,
                    _own(topic(words, hint or utterance.language), whole),
                    _between(amounts, start, end),
                    frozenset(day for _, day, firm in near if not firm),
                    frozenset(day for _, day, firm in near if firm),
                    tuple((slug, cue) for _, slug, cue in placed[low:high]),
                )
            )
    return tuple(found)


def _is_appointment(text: str, time: Deadline) -> bool:
    """Whether a time that reads as a limit is the day on which it happens: 定在3月20日, sovittu perjantaiksi."""
    named = text[time.start : time.end]
    if _HAN_DAY.match(named):
        return True
    before = text[max(0, time.start - _SHORT) : time.start].casefold()
    return named.split(" ")[0].endswith("ksi") and bool(_FIXED.search(before))


def _own(topic: frozenset[str], whole: frozenset[str]) -> frozenset[str]:
    """What a clause speaks of; one of a word or none ("ten licences, EUR 35 each") leans on its sentence."""
    return topic if len(topic) > 1 else topic | whole


def _read_as(language: Variety) -> Variety:
    """A short Chinese minute may be Cantonese without showing it: it is read with the phrases of both."""
    return "yue" if language in ("zh-Hans", "zh-Hant") else language


def _only_day(due: date | datetime) -> date:
    return due.date() if isinstance(due, datetime) else due


def _between(amounts: tuple[Amount, ...], start: int, end: int) -> tuple[Amount, ...]:
    first = bisect_left(amounts, start, key=_start)
    return amounts[first : bisect_left(amounts, end, first, key=_start)]


def _start(amount: Amount) -> int:
    return amount.start
