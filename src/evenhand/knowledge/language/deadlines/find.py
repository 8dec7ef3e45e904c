"""Find deadlines: scan for atoms, join neighbours into phrases, resolve each against the time of sending.

The conventions are explained in docs/explanation/deadlines.md. In short: weeks begin on Monday; a bare weekday is
the next one strictly after the day of sending; "by" and "before" a day both store that day; a week or month as a
limit ends on its Friday or its last day; the end of business is a clock time in the sender's own zone; dates
without a year are the nearest that is not past; arithmetic is that of the wall clock. A phrase about the past is no
deadline, and one that can be read in two ways has no date.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib import import_module

from evenhand.knowledge.language.deadlines.meaning import PAST, UNCLEAR, Deadline, Frame, Grammar, Meaning, Rule
from evenhand.knowledge.language.text import Text
from evenhand.knowledge.language.variety import Variety

_MODULES = {"en": "en", "fi": "fi", "zh-Hans": "zh", "zh-Hant": "zh", "yue": "yue", "und": "numeric"}
_END_OF_BUSINESS = time(17, 0)
_LOOK_BACK = 32
_CLAUSE = 120
_FAR = timedelta(days=300)
_JUST_PASSED = timedelta(days=60)
_SENTENCE_ENDS = ".!?\n。！？;；"
_CLAUSE_ENDS = _SENTENCE_ENDS + ",，"


def find_deadlines(
    text: Text,
    sent_at: datetime | None,
    language: Variety,
    *,
    end_of_business: time = _END_OF_BUSINESS,
    holidays: frozenset[date] = frozenset(),
    promised: bool = False,
) -> tuple[Deadline, ...]:
    """The deadlines that a text names, in its order, with spans in the original.

    `promised` is for clauses that are known to promise: see `Frame`.

    `sent_at` is aware; without it only full dates resolve and everything else has `due` None. A naive
    `sent_at` raises ValueError. Linear in the length of the text; any string will do.
    """
    if sent_at is not None and sent_at.utcoffset() is None:
        raise ValueError("sent_at must carry a time zone: give an aware datetime or None")
    frame = Frame(sent_at, end_of_business, holidays, promised)
    found = _phrases(text.folded, grammar_of(language), frame)
    return tuple(_placed(text, deadline) for deadline in found)


@cache
def grammar_of(language: Variety) -> Grammar:
    """The grammar of a variety, built on first use."""
    module = import_module(f"evenhand.knowledge.language.deadlines.{_MODULES[language]}")
    built: Grammar = module.build(language)
    return built


def _placed(text: Text, found: Deadline) -> Deadline:
    start, end = text.original_span(found.start, found.end)
    return Deadline(start, end, found.due, found.certain, found.firm, found.counted)


_Atom = tuple[int, int, Meaning]


def _phrases(folded: str, grammar: Grammar, frame: Frame) -> Iterator[Deadline]:
    open_atom: _Atom | None = None
    for start, end, meaning in _atoms(folded, grammar, frame):
        if open_atom is not None:
            joined = None
            if start - open_atom[1] <= _LOOK_BACK and grammar.around.glue.fullmatch(folded, open_atom[1], start):
                joined = join(open_atom[2], meaning)
            elif grammar.around.until.fullmatch(folded, open_atom[1], start):
                joined = _until(open_atom[2], meaning)
            if joined is not None:
                open_atom = (open_atom[0], end, joined)
                continue
            yield from _deadline(folded, open_atom, grammar, frame)
        open_atom = (start, end, meaning)
    if open_atom is not None:
        yield from _deadline(folded, open_atom, grammar, frame)


def _atoms(folded: str, grammar: Grammar, frame: Frame) -> Iterator[_Atom]:
    consumed = 0
    for gate in grammar.gate.finditer(folded):
        start = gate.start()
        if start < consumed:
            continue
        for rule in _candidates(folded, start, grammar.rules):
            match = rule.match(folded, start)
            if match is not None:
                known = rule.absolute or frame.sent_at is not None
                yield start, match.end(), rule.resolve(match, frame) if known else UNCLEAR
                consumed = match.end()
                break


def _candidates(folded: str, start: int, rules: dict[str, tuple[Rule, ...]]) -> tuple[Rule, ...]:
    """The rules for the longest known beginning, of at most three characters."""
    beginning = folded[start : start + 3]
    return rules.get(beginning) or rules.get(beginning[:2]) or rules.get(beginning[0]) or ()


def join(first: Meaning, second: Meaning) -> Meaning | None:
    """What two neighbouring atoms say together, or None where they are two phrases."""
    if first.instant or second.instant:
        return None
    has_day = [atom for atom in (first, second) if atom.day or atom.unclear]
    if first.past or second.past:
        return None if has_day else PAST
    if first.at and second.at and not (first.business_end or second.business_end):
        return None
    clock = first if first.at and not (first.business_end and second.at) else second
    named = _named_day(first, second) if len(has_day) == 2 else (has_day or [first])[0]
    if named is None:
        return None
    return named._replace(
        at=clock.at,
        loose=clock.loose,
        business_end=clock.business_end,
        half=first.half or second.half,
        bound=first.bound or second.bound,
        timid=first.timid and second.timid,
        counted=first.counted or second.counted,
        divided=first.divided or second.divided,
    )


def _until(first: Meaning, second: Meaning) -> Meaning | None:
    """Of two hours the later, in the same half of the day unless it says another."""
    if first.at is None or second.at is None or second.day or second.unclear:
        return None
    at = second.at
    if not first.loose and second.loose and at.hour + 12 > first.at.hour >= 12:
        at = at.replace(hour=at.hour + 12)
    return first._replace(at=at, loose=first.loose and second.loose)


def _named_day(first: Meaning, second: Meaning) -> Meaning | None:
    """Which day is meant where two are named.

    A weekday beside a date must agree with it: "Friday 14 March" is unclear in a year in which that is a Saturday.
    """
    if first.assumed or second.assumed:
        return first if second.assumed else second
    if first.unclear or second.unclear or (first.weekday is None) == (second.weekday is None):
        return None
    name, dated = (first, second) if first.weekday is not None else (second, first)
    if dated.day is not None and dated.day.weekday() == name.weekday:
        return dated
    return Meaning(unclear=True, weak=dated.weak)


def _deadline(folded: str, atom: _Atom, grammar: Grammar, frame: Frame) -> Iterator[Deadline]:
    start, end, meaning = atom
    around = grammar.around
    before = folded[max(0, start - _LOOK_BACK) : start]
    if meaning.past or around.never_before.search(before) or _is_over(folded, end, grammar, frame):
        return
    limit_before, limit_after = around.limit_before.search(before), around.limit_after.match(folded, end)
    firm = bool(limit_before or limit_after or meaning.bound)
    told = not firm and (meaning.timid or meaning.weak and _is_told(folded, start, end, grammar))
    if told and not frame.promised:
        return
    leading = limit_before or around.leading.search(before)
    due = _due(meaning, frame)
    if frame.promised:
        due = _lately(due, meaning, frame)
    elif due is not None and _is_past(due, frame):
        if not firm:
            return
        due = due if meaning.day and not meaning.at and not meaning.weak else None
    certain = due is not None and not meaning.divided and not _is_far(due, meaning, frame)
    if not certain and not firm and not meaning.divided:
        due = None
    yield Deadline(
        start - len(leading[0]) if leading else start,
        limit_after.end() if limit_after else end,
        due,
        certain,
        firm,
        meaning.counted,
    )


def _is_over(folded: str, end: int, grammar: Grammar, frame: Frame) -> bool:
    """Whether what follows a phrase makes it no deadline; a beginning is one for what is promised from then on."""
    if grammar.around.never_after.match(folded, end) is None:
        return False
    return not (frame.promised and grammar.around.begins.match(folded, end))


def _lately(due: date | datetime | None, meaning: Meaning, frame: Frame) -> date | datetime | None:
    """A promised day without a year that has just passed is that past one, not the one in a year."""
    if due is not None and not isinstance(due, datetime) and _is_far(due, meaning, frame):
        past = due.replace(year=due.year - 1) if (due.month, due.day) != (2, 29) else due
        return past if frame.today - past <= _JUST_PASSED else due
    return due


def _due(meaning: Meaning, frame: Frame) -> date | datetime | None:
    if meaning.instant is not None:
        return meaning.instant
    if meaning.unclear:
        return None
    at = meaning.at
    if at is not None and (meaning.loose or meaning.half):
        at = _settled(at, meaning) or (_working_hour(at) if frame.promised else None)
    if meaning.day is None:
        return _next_time(at, frame) or _later_today(meaning, frame)
    if at is None or frame.sent_at is None:
        return meaning.day
    return datetime.combine(meaning.day, at, tzinfo=frame.sent_at.tzinfo)


def _settled(at: time, meaning: Meaning) -> time | None:
    """An hour without morning or afternoon: settled by the part of the day beside it, else not at all."""
    if meaning.half == "pm" and at.hour < 12:
        return at.replace(hour=at.hour + 12)
    if meaning.half == "pm" and at.hour == 12 and meaning.loose:
        return None
    return at if meaning.half else None


def _working_hour(at: time) -> time:
    """An hour without morning or afternoon as people at work mean it: seven to noon, one to six."""
    return at.replace(hour=at.hour + 12) if 1 <= at.hour <= 6 else at


def _next_time(at: time | None, frame: Frame) -> datetime | None:
    """A clock time without a day is today's, if it is still to come, or was promised."""
    if at is None or frame.sent_at is None:
        return None
    today = datetime.combine(frame.today, at, tzinfo=frame.now.tzinfo)
    return today if frame.promised or today.replace(tzinfo=None) > frame.now.replace(tzinfo=None) else None


def _later_today(meaning: Meaning, frame: Frame) -> date | None:
    """Promised for the evening, without a day or an hour: today's."""
    coming = frame.promised and frame.sent_at is not None and meaning.half == "pm" and meaning.at is None
    return frame.today if coming and frame.now.hour < 18 else None


def _is_past(due: date | datetime, frame: Frame) -> bool:
    if frame.sent_at is None:
        return False
    if isinstance(due, datetime):
        return due.replace(tzinfo=None) < frame.now.replace(tzinfo=None)
    return due < frame.today


def _is_far(due: date | datetime, meaning: Meaning, frame: Frame) -> bool:
    """A date without a year that has just passed: most likely the past one is meant."""
    if not meaning.weak or meaning.counted or frame.sent_at is None or isinstance(due, datetime):
        return False
    return due - frame.today > _FAR


def _is_told(folded: str, start: int, end: int, grammar: Grammar) -> bool:
    """Whether the clause around a phrase tells about the past."""
    low, high = _clause(folded, start, end, _CLAUSE_ENDS)
    if high - low - (end - start) < 8:
        low, high = _clause(folded, start, end, _SENTENCE_ENDS)
    return grammar.around.told.search(folded, low, high) is not None


def _clause(folded: str, start: int, end: int, ends: str) -> tuple[int, int]:
    floor, ceiling = max(0, start - _CLAUSE), min(len(folded), end + _CLAUSE)
    low = max(folded.rfind(sign, floor, start) for sign in ends) + 1
    stops = [folded.find(sign, end, ceiling) for sign in ends]
    return max(low, floor), min((stop for stop in stops if stop >= 0), default=ceiling)
