"""A draft's clauses laid beside the record's: which speak of the same thing, and what they say otherwise."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple, TypeVar

from evenhand.knowledge.drafting.draft import Draft, Match, Promise
from evenhand.knowledge.drafting.remembering import remembered
from evenhand.knowledge.drafting.statements import Statement
from evenhand.knowledge.drafting.topics import topic
from evenhand.knowledge.language.amounts import Amount, may_be
from evenhand.knowledge.language.deadlines import Deadline
from evenhand.knowledge.language.late import late
from evenhand.knowledge.language.text import fold

CONTRADICTS = "contradicts-record"  # the rule beside which the phrases stand
DEEDS = "unchecked-promise"  # the rule beside which the verbs of deeds stand
_MOST = 30  # amounts, times or phrases of one sentence that are compared
_NEAREST = 60  # statements that share most words with a clause
_COMPOUND = 9  # letters by which long compounds are compared
_ENOUGH = 2  # words in common that make two clauses speak of the same thing
_OPPOSITE = {
    "included": ("excluded",),
    "free": ("excluded",),
    "excluded": ("included", "free"),
    "ours": ("theirs",),
    "theirs": ("ours",),
    "undertaken": ("excluded",),
    "we_do": ("they_do",),
    "they_do": ("we_do",),
}
DOERS = frozenset({"we_do", "they_do"})  # who does it: with the deed that is named
# What is written about a thing has a day of its own: the quotation for a visit, the report of a survey.
_PAPERS = frozenset(
    "报价 价单 清单 报告 发票 账单 请款 纪录 纪要 合同 合约 invoi quote quota repor summa minut contr licen plan drawi"
    " lask tarj rapo muis sopi".split()
)
_PAYERS = frozenset({"ours", "theirs"})  # their phrases name what is paid for
_PRICE = frozenset("总价 价格 价钱 金额 总额 费用 定价 price".split())  # words that say nothing but how much
_RATES = {
    "month": re.compile(
        r"\b(?:a|per|each|every|and) month|monthly|/ ?(?:mo|kk)\b|kuukau|kuussa|每月|每个月|月费|一个月|按月"
    ),
    "year": re.compile(r"\b(?:a|per|each|every) year|annual|yearly|/ ?v\b|vuode|vuosi|每年|年费|一年|按年"),
    "hour": re.compile(r"\b(?:an|per|each|every) hour|hourly|/ ?h\b|tunnil|tunti|每小时|每个小时|每个钟|按钟"),
    "day": re.compile(r"\b(?:a|per|each|every) (?:working )?day\b|daily|päiväs|/ ?pv\b|每天|每日|一日"),
    "each": re.compile(
        r"\beach\b|\bper (?!month|year|hour|day)|\bapiece|kappale|/ ?kpl|kerral|单价|一部|一台|一件|一支|一个人"
        r"|每[份次场人位台部支件只套张间]|每个(?!月)"
    ),
}
_LEFT = late(r"还剩|剩余|余下|剩低|\b(?:remain|left)\b|\bremaining\b|jäljellä")  # what is left of the whole
_TAXED = late(r"\b(?:vat|tax|alv)|税")


class Said(NamedTuple):
    """A clause of the draft: its words and topic, its amounts, the days that are to come, its words of scope.

    `figures` and `all_days` are those of its sentence and of the neighbours. `agreed`: it appeals to the agreement.
    `interim`: its days are those of a step before the thing itself. `undertakes`: it promises
    work, and no price for it.
    """

    words: str
    topic: frozenset[str]
    amounts: tuple[Amount, ...]
    days: tuple[tuple[Deadline, date], ...]
    scope: tuple[Match, ...]
    figures: frozenset[tuple[int, str, Decimal]]
    all_days: frozenset[date]
    place: tuple[int, int]
    agreed: bool = False
    interim: bool = False
    undertakes: bool = False


def said(draft: Draft, sentence: int, slug: str) -> Iterator[Said]:
    """The clauses of a sentence that say something to compare; questions do not."""
    low, high = draft.sentences[sentence].start, draft.sentences[sentence].end
    times = _between(draft.deadlines, low, high)
    amounts = _between(draft.amounts, low, high)
    cues = _between(draft.matches(slug), low, high)
    promises = _undertaken(draft, sentence)
    if not (times or amounts or cues or promises):
        return
    kinds = {each.cue.kind for each in cues}
    around = draft.around(sentence)
    figures = frozenset((each.start, each.unit, each.value) for each in _between(draft.amounts, *around))
    all_days = frozenset(_day(each) for each in _between(draft.deadlines, *around) if each.due)
    days = [(time, _day(time)) for time in times if _counts(draft, time)]
    utterance = draft.document.utterances[sentence]
    scope = _widest([each for each in cues if each.cue.kind in _OPPOSITE])
    doers = [each for each in scope if each.cue.kind in DOERS]
    bare = [each for each in scope if each.cue.kind not in _PAYERS | DOERS]
    priced = any(each.kind in ("money", "percent") for each in amounts)
    works = bool(promises) and len(doers) == len(scope) and not priced
    told = bool(days or amounts or scope or works)
    rows = (*(time for time, _ in days), *amounts, *scope, *(promises if works else ()))
    for (start, end), clause in zip(draft.clauses(sentence), utterance.clauses, strict=True) if told else ():
        if clause.is_question or not any(start <= each.start < end for each in rows):
            continue
        words = draft.document.text.folded[clause.start : clause.end]
        yield Said(
            words,
            topic(_without(draft.text, start, end, [*bare, *doers]), utterance.language)
            or topic(_without(draft.text, start, end, bare), utterance.language)
            or topic(_without(draft.text, low, high, bare), utterance.language),
            tuple(each for each in amounts if start <= each.start < end),
            tuple(each for each in days if start <= each[0].start < end),
            tuple(sorted((each for each in scope if start <= each.start < end), key=_denied_first)),
            figures,
            all_days,
            (start, end),
            "agreed" in kinds,
            any(each.cue.kind == "interim" and each.start < end for each in cues),
            works,
        )


def _undertaken(draft: Draft, sentence: int) -> list[Promise | Match]:
    """What the writer promises to do in a sentence, by the reading's patterns or by a verb of deed."""
    found: list[Promise | Match] = list(draft.promises_in(sentence))
    cues = draft.cues_in(DEEDS, sentence)
    if any(each.cue.kind == "told" for each in cues):
        return found
    return [*found, *(each for each in cues if each.cue.kind == "delivery")]


_Placed = TypeVar("_Placed", Amount, Deadline, Match)


def _between(rows: Sequence[_Placed], low: int, high: int) -> Sequence[_Placed]:
    """What begins in a stretch, at most `_MOST`: nobody reads a sentence with more."""
    first = bisect_left(rows, low, key=_start)
    return rows[first : bisect_left(rows, high, first, min(len(rows), first + _MOST), key=_start)]


def _start(row: Amount | Deadline | Match) -> int:
    return row.start


def _widest(scope: list[Match]) -> list[Match]:
    """Without what stands within a phrase of another kind: 不另外收費 holds 另外收費."""
    found: list[Match] = []
    for each in sorted(scope, key=lambda cue: (cue.start, -cue.end))[:_MOST]:
        if not any(other.end >= each.end and _is_akin(each.cue.kind, other.cue.kind) for other in found):
            found.append(each)
    return found


def _is_akin(kind: str, other: str) -> bool:
    return kind != other and (kind in DOERS) == (other in DOERS)


def _denied_first(cue: Match) -> tuple[bool, bool, int]:
    """What is not included goes before what seems to be (不含 holds 含), and who does it comes last."""
    return cue.cue.kind in DOERS, cue.cue.kind != "excluded", cue.start


def _without(text: str, start: int, end: int, cues: list[Match]) -> str:
    """The folded words of a stretch without the words of scope: these say nothing of what it speaks of."""
    pieces, begin = [], start
    for cue in cues:
        if begin <= cue.start < end:
            pieces.append(text[begin : cue.start])
            begin = cue.end
    return fold(" ".join([*pieces, text[begin : max(begin, end)]])).folded


def _day(time: Deadline) -> date:
    due = time.due
    assert due is not None  # noqa: S101 - asked before
    return due.date() if isinstance(due, datetime) else due


def _counts(draft: Draft, time: Deadline) -> bool:
    """Whether a time is a day that is certain, and not past. What runs from now on is compared as a quantity."""
    sent_at = draft.facts.sent_at
    return (
        time.due is not None and time.certain and not time.counted and (sent_at is None or _day(time) >= sent_at.date())
    )


class Record:
    """The statements of the record, found by what they speak of."""

    def __init__(self, statements: Iterable[Statement], today: date | None = None) -> None:
        self._today = today or date.min
        self._statements = list(statements)
        self._by_word: dict[str, list[int]] = {}
        for place, statement in enumerate(self._statements):
            for word in statement.topic:
                self._by_word.setdefault(word, []).append(place)

    def another_figure(self, clause: Said, amount: Amount) -> Statement | None:
        """The statement that has another figure for the same thing, where none has this one."""
        if amount.kind == "count" and _LEFT.search(clause.words):
            return None
        against: Statement | None = None
        for statement in self._of(clause, amount):
            values = [each.value for each in statement.amounts if comparable(clause, amount, statement, each)]
            known = any(
                start != amount.start and unit == amount.unit and value in values
                for start, unit, value in clause.figures
            )
            if amount.value in values or known or _sum(clause, amount) in values:
                return None
            if values and against is None:
                against = statement
        return against

    def other_days(self, clause: Said, day: date) -> list[date]:
        """The days to come that the record has for the same thing, where this is none of them.

        A day that comes again every month, and one that is past, is no other day.
        """
        found: set[date] = set()
        for statement in self._of(clause):
            if clause.interim and "interim" not in statement.kinds(CONTRADICTS):
                continue
            if is_of_papers(clause, statement):
                continue
            late = any(limit < day for limit in statement.limits)
            if (statement.days or late) and not rates(statement.words) - {"each"}:
                found |= statement.days | statement.limits
        return [] if found & (clause.all_days | {day}) else sorted(each for each in found if each >= self._today)

    def opposite(self, clause: Said, kind: str, slug: str) -> Statement | None:
        """The statement nearest to the clause, where it says the opposite about what is included."""
        nearest = 0
        against: Statement | None = None
        for statement in self._of(clause):
            common = len(clause.topic & statement.topic)
            kinds = statement.kinds(slug).intersection(_OPPOSITE)
            kinds = kinds & DOERS if kind in DOERS else kinds - DOERS
            if kinds == DOERS:  # both have their part of it, and nobody knows which
                continue
            if common < nearest:
                break
            priced = kind == "free" and any(each.kind == "money" for each in statement.amounts)
            if not kinds and not priced:
                continue
            opposite = _says(kinds) in _OPPOSITE[kind] if kinds else priced
            if not opposite:
                return None
            nearest, against = common, against or statement
        return against

    def _of(self, clause: Said, amount: Amount | None = None) -> Iterator[Statement]:
        """The statements that speak of the same thing, those that share most words with the clause first.

        Where the clause appeals to the agreement, one word in common will do for an amount, and none for a price where
        the record has but one.
        """
        shared: Counter[int] = Counter()
        for word in clause.topic:  # "gate 3" in one word says as much as two
            shared.update(dict.fromkeys(self._by_word.get(word, ()), _ENOUGH if _says_all(word) else 1))
        for place, common in shared.most_common(_NEAREST):
            statement = self._statements[place]
            smaller = min(len(clause.topic), len(statement.topic))
            if common == smaller or (common >= _ENOUGH and 2 * common >= smaller) or (clause.agreed and amount):
                yield statement
        if clause.agreed and amount and amount.kind == "money" and clause.topic <= _PRICE:  # "the price agreed is …"
            alike = [
                each for each in self._statements if any(comparable(clause, amount, each, a) for a in each.amounts)
            ]
            if len(alike) == 1:
                yield alike[0]


def _says_all(word: str) -> bool:
    """Whether a word names the thing by itself: a number with what it numbers, a long Finnish compound."""
    return word[0].isdigit() or len(word) >= _COMPOUND


def is_of_papers(clause: Said, statement: Statement) -> bool:
    """Whether the clause speaks of something written about the thing, and the record does not."""
    return not statement.topic & _PAPERS and bool(clause.topic & _PAPERS)


def _sum(clause: Said, amount: Amount) -> Decimal:
    """What the counts around make together: 50 here and 10 there are the 60 of the record."""
    return sum((value for _, unit, value in clause.figures if unit == amount.unit), Decimal())


def _says(kinds: frozenset[str]) -> str:
    return "excluded" if "excluded" in kinds else min(kinds)


def comparable(clause: Said, amount: Amount, statement: Statement, other: Amount) -> bool:
    """Whether two amounts say how much of the same: not a total beside a price, nor a gross price beside a net one."""
    if amount.kind != other.kind or amount.off != other.off:
        return False
    first, second = rates(clause.words), rates(statement.words)
    if first and second and not first & second:
        return False
    if amount.kind != "money":
        return amount.unit == other.unit
    if not may_be(amount.unit, other.unit) or (_TAXED.search(clause.words) and not _TAXED.search(statement.words)):
        return False
    return amount.value == other.value or not (other.value and amount.value % other.value == 0 and not first)


@remembered(2048)
def rates(words: str) -> frozenset[str]:
    return frozenset(name for name, pattern in _RATES.items() if pattern.search(words))
