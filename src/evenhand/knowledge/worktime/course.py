"""The course of a case: stretches in which our clock ran, and stretches in which it stood still, in their order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from evenhand.knowledge.worktime.arithmetic import between
from evenhand.knowledge.worktime.calendar import WorkingCalendar
from evenhand.knowledge.worktime.clock import CaseClock, Spent


class Turn(NamedTuple):
    """A stretch in UTC in which one clock ran: ours, or with `proofs` (ids of messages, oldest first) theirs."""

    since: datetime
    until: datetime
    spent: Spent
    proofs: tuple[str, ...] = ()


def course_of(calendar: WorkingCalendar, clock: CaseClock) -> tuple[Turn, ...]:
    """The turns from the start of a case to its end without gaps; together they last as long as both clocks say."""
    return tuple(_turns(calendar, clock))


def _turns(calendar: WorkingCalendar, clock: CaseClock) -> Iterator[Turn]:
    reached = clock.start
    for waited in clock.waited:
        if reached < waited.since:
            yield _ours(calendar, reached, waited.since)
        yield Turn(waited.since, waited.until, waited.spent, waited.proofs)
        reached = waited.until
    if reached < clock.end:
        yield _ours(calendar, reached, clock.end)


def _ours(calendar: WorkingCalendar, since: datetime, until: datetime) -> Turn:
    return Turn(since, until, Spent(between(calendar, since, until), until - since))
