"""What a phrase of time means, and the shape of a grammar: values that the languages share."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Literal, NamedTuple

from evenhand.knowledge.language.patterns_kept import compiled

Half = Literal["am", "pm"]


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time by which something shall be, found in a text.

    `start` and `end` are code points of the original. `due` is a date where a day is named and an aware
    date-time where a clock time is; None where it cannot be known, then `certain` is False. `certain` is
    also False where native speakers are divided on the date that `due` names. `firm` says that the words
    set a limit (by, within, mennessä, 之前); `counted` that the time is counted from the day it was said.
    """

    start: int
    end: int
    due: date | datetime | None
    certain: bool
    firm: bool = False
    counted: bool = False


class Frame(NamedTuple):
    """What phrases are resolved against; `sent_at` is aware or None.

    `promised`: the text is known to promise something, so every time in it counts, past ones too, and an hour
    that may be morning or afternoon is one of a working day.
    """

    sent_at: datetime | None
    end_of_business: time
    holidays: frozenset[date]
    promised: bool = False

    @property
    def now(self) -> datetime:
        """The time of sending, for rules that are only asked where it is known."""
        if self.sent_at is None:
            raise LookupError("a relative phrase needs the time of sending")
        return self.sent_at

    @property
    def today(self) -> date:
        """The day of sending, where the message was sent."""
        return self.now.date()


class Meaning(NamedTuple):
    """What one atom of a phrase says; atoms that stand together are joined into a deadline.

    day: a date, None while `unclear`. weekday: said by name, checked against a date beside it. at: a clock
    time. half: a part of the day, which settles an hour that may be morning or afternoon (`loose`).
    instant: a date-time counted from the sending. unclear: a time is meant, but which one cannot be known.
    past: no deadline at all. weak: may as well be told about the past; needs a look at the clause.
    bound: the words themselves set a limit. timid: says nothing unless a word of limit stands beside it.
    counted: runs from the sending. divided: native speakers are. business_end: `at` is the end of business.
    assumed: the day is only taken for granted (in the afternoon: today's) and yields to a day beside it.
    """

    day: date | None = None
    weekday: int | None = None
    at: time | None = None
    half: Half | None = None
    instant: datetime | None = None
    loose: bool = False
    unclear: bool = False
    past: bool = False
    weak: bool = False
    bound: bool = False
    timid: bool = False
    counted: bool = False
    divided: bool = False
    business_end: bool = False
    assumed: bool = False


PAST = Meaning(past=True)
UNCLEAR = Meaning(unclear=True)

Match = re.Match[str]
Resolver = Callable[[Match, Frame], Meaning]


class Rule:
    """One kind of phrase; `starts` are the beginnings its matches can have, `absolute` ones need no time of sending.

    The pattern is compiled when first tried: most messages try a few rules of the many.
    """

    __slots__ = ("_compiled", "absolute", "name", "pattern", "resolve", "starts")

    def __init__(self, name: str, pattern: str, resolve: Resolver, absolute: bool, starts: tuple[str, ...]) -> None:
        self.name = name
        self.pattern = pattern
        self.resolve = resolve
        self.absolute = absolute
        self.starts = starts
        self._compiled: re.Pattern[str] | None = None

    def match(self, folded: str, start: int) -> Match | None:
        """The phrase that begins at `start`, if one does."""
        if self._compiled is None:
            self._compiled = compiled(self.pattern)
        return self._compiled.match(folded, start)


class Surroundings(NamedTuple):
    """What may stand between and around atoms; each pattern is bounded in length.

    glue: between two atoms of one phrase. limit_before/limit_after: words that set a limit. leading: small
    words that belong to the phrase. never_before/never_after: words that make it no deadline (since, after).
    begins: those of never_after that name a beginning (from 1 May on): what is promised from then on is due then.
    until: between two hours, of which the later counts (nine to twelve). told: marks that the clause tells about the
    past.
    """

    glue: re.Pattern[str]
    limit_before: re.Pattern[str]
    limit_after: re.Pattern[str]
    leading: re.Pattern[str]
    never_before: re.Pattern[str]
    never_after: re.Pattern[str]
    begins: re.Pattern[str]
    until: re.Pattern[str]
    told: re.Pattern[str]


class Grammar(NamedTuple):
    """The phrases of one variety: `gate` finds where one may begin, `rules` holds what to try for each beginning."""

    gate: re.Pattern[str]
    rules: dict[str, tuple[Rule, ...]]
    around: Surroundings


def day(found: date | None, **said: Any) -> Meaning:
    """A day, or an unclear time where the calendar has no such day; `said` are the other fields of a meaning."""
    return Meaning(day=found, unclear=found is None, **said)
