"""Figures and days that the record and the draft have but one of: few shared words tell that it is the same thing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from evenhand.knowledge.drafting.draft import Draft
from evenhand.knowledge.drafting.record import CONTRADICTS, Said, comparable, is_of_papers, rates
from evenhand.knowledge.drafting.statements import Statement
from evenhand.knowledge.language.amounts import Amount, may_be
from evenhand.knowledge.language.late import late

_ENOUGH = 2  # words in common that make an only figure or day the same thing
_TIMES = frozenset("minute hour day working-day week month year".split())  # counted of everything, so they tell little
_ANYBODY = "person"  # eight who are trained and thirty who moved in
_PART = late(
    r"\b(?:first|last|next|rest|remaining|left|so far|already|half)\b|ensimmäi|viimei|loput|jäljel|jo "
    r"|前(?=[\d一二三四五六七八九十两])|头|其中|剩|已经|已完成|首|之中|里面|入面|净返"
)  # of the whole that the record has
_STEM = 4  # letters of a word that is the beginning of another
_MOST = 200  # amounts, days and statements that are looked at


class Other(NamedTuple):
    """What the record says otherwise, and whether it surely speaks of the same thing."""

    statement: Statement
    sure: bool


class Alone:
    """The record's figures and days, as far as it has but one of a kind, beside a draft that has but one too."""

    def __init__(self, statements: Iterable[Statement], draft: Draft) -> None:
        sent_at = draft.facts.sent_at
        self._today = sent_at.date() if sent_at else date.min
        known = list(statements)
        self._with_amounts = [each for each in known if each.amounts][:_MOST]
        self._with_days = [each for each in known if self._ahead(each) and not rates(each.words) - {"each"}][:_MOST]
        self._amounts = draft.amounts[:_MOST]
        self._days = {due.date() if isinstance(due, datetime) else due for each in draft.deadlines if (due := each.due)}

    def figure(self, clause: Said, amount: Amount) -> Other | None:
        """The record's only figure for what is counted so, where the draft has one too and it is another."""
        if amount.value <= 1 or _PART.search(clause.words) or len(_values(amount, self._amounts)) != 1:
            return None
        own = [each for each in self._with_amounts if _values(amount, each.amounts)]
        if len(set().union(*(_values(amount, each.amounts) for each in own))) != 1:
            return None
        fit = [each for each in own if any(comparable(clause, amount, each, other) for other in each.amounts)]
        if not fit or amount.value in _values(amount, fit[0].amounts):
            return None
        common, nearest = _nearest(clause, fit)
        if common >= _ENOUGH or (common and _tells(amount)):
            return Other(nearest, True)
        return Other(nearest, False) if _tells(amount) and amount.unit != _ANYBODY else None

    def day(self, clause: Said, day: date) -> Other | None:
        """The statement of the record's only day to come, where the draft names others and never that one."""
        days = frozenset().union(*(self._ahead(each) for each in self._with_days))
        if len(days) != 1 or days & self._days or day in days:
            return None
        fit = [each for each in self._with_days if each.days or min(each.limits) < day]
        fit = [each for each in fit if not is_of_papers(clause, each)]
        if not fit or (clause.interim and not any("interim" in each.kinds(CONTRADICTS) for each in fit)):
            return None
        common, nearest = _nearest(clause, fit)
        return Other(nearest, common >= _ENOUGH) if common else None

    def _ahead(self, statement: Statement) -> frozenset[date]:
        return frozenset(each for each in statement.days | statement.limits if each >= self._today)


def _nearest(clause: Said, found: list[Statement]) -> tuple[int, Statement]:
    """The statement that shares most words with the clause, and how many."""
    shared = [sum(_is_in(word, each.topic) for word in clause.topic) for each in found]
    return max(zip(shared, found, strict=True), key=lambda pair: pair[0])


def _is_in(word: str, topic: frozenset[str]) -> bool:
    """Whether a topic has a word, or one that goes on behind it: valmennus, valmennuksessa."""
    if word in topic:
        return True
    return len(word) >= _STEM and any(
        len(each) >= _STEM and (each.startswith(word) or word.startswith(each)) for each in topic
    )


def _values(like: Amount, amounts: Iterable[Amount]) -> set[Decimal]:
    """The figures over one in the same unit."""
    return {each.value for each in amounts if each.value > 1 and _is_alike(like, each)}


def _is_alike(one: Amount, other: Amount) -> bool:
    if one.kind != other.kind or one.off != other.off:
        return False
    return may_be(one.unit, other.unit) if one.kind == "money" else one.unit == other.unit


def _tells(amount: Amount) -> bool:
    """Whether the unit says what is counted."""
    return amount.kind == "count" and amount.unit not in _TIMES
