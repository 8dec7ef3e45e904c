"""Whose time passed, in words and as a picture: the turns of both clocks, and whose delay a late promise was.

Geometry and words only; the templates draw them, with the same figures in a table beside the picture.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext

from evenhand.doors.web import dates
from evenhand.doors.web.commitments.times import due_words, working_words
from evenhand.knowledge.worktime import CaseClock, Delay, Turn, WorkingCalendar, course_of
from evenhand.record.agreements.models import Commitment, Party
from evenhand.record.agreements.queries.delays import Settled

WIDTH = 720
NARROWEST = 2  # of the picture: a turn of an hour within a year is still seen


@dataclass(frozen=True, slots=True)
class TurnLine:
    """A stretch in which one clock ran: its place in the picture, its times, and the messages that prove it.

    `until` is None while it lasts.
    """

    is_ours: bool
    x: float
    width: float
    since: datetime
    until: datetime | None
    working: str
    proofs: Sequence[int]


@dataclass(frozen=True, slots=True)
class Course:
    """The turns of one conversation, oldest first, and the sentence that says what is seen."""

    conversation_id: int
    subject: str
    sentence: str
    turns: Sequence[TurnLine]
    stood_still: bool


@dataclass(frozen=True, slots=True)
class DelayLine:
    """A promise that ended or is late, in words; whole, ours and theirs are empty where it was in time."""

    row: Commitment
    is_ours: bool
    due: str
    ended: str
    whole: str
    ours: str
    theirs: str


def course(
    conversation_id: int, subject: str, clock: CaseClock | None, calendar: WorkingCalendar, *, is_open: bool
) -> Course | None:
    """The picture of one conversation; None where nobody has asked anything."""
    if clock is None:
        return None
    turns = course_of(calendar, clock)
    sentence = gettext("Our clock ran %(ours)s, theirs %(theirs)s, in working time.") % {
        "ours": working_words(clock.ours.working),
        "theirs": working_words(clock.theirs.working),
    }
    lines = [_turn(turn, clock, lasts=is_open and turn is turns[-1]) for turn in turns]
    return Course(conversation_id, subject, sentence, lines, bool(clock.waited))


def sum_of(clocks: Mapping[int, CaseClock]) -> str:
    """Both clocks of several conversations together, as a sentence; "" where there are none."""
    if not clocks:
        return ""
    ours = sum((clock.ours.working for clock in clocks.values()), timedelta(0))
    theirs = sum((clock.theirs.working for clock in clocks.values()), timedelta(0))
    if any(clock.waited for clock in clocks.values()):
        said = gettext(
            "In the conversations listed here our clock ran %(ours)s and theirs %(theirs)s, in working time."
        )
        return said % {"ours": working_words(ours), "theirs": working_words(theirs)}
    said = gettext("In the conversations listed here all the working time is ours: %(ours)s.")
    return said % {"ours": working_words(ours)}


def delay_lines(settled: Iterable[Settled], calendar: WorkingCalendar, *, now: datetime) -> list[DelayLine]:
    """Promises that ended or are late, with whose delay it was."""
    return [_delay(one, calendar, now) for one in settled]


def _turn(turn: Turn, clock: CaseClock, *, lasts: bool) -> TurnLine:
    whole = (clock.end - clock.start).total_seconds() or 1
    x = (turn.since - clock.start).total_seconds() / whole * WIDTH
    width = (turn.until - turn.since).total_seconds() / whole * WIDTH
    return TurnLine(
        is_ours=not turn.proofs,
        x=round(min(x, WIDTH - NARROWEST), 1),
        width=round(max(width, NARROWEST), 1),
        since=turn.since,
        until=None if lasts else turn.until,
        working=working_words(turn.spent.working),
        proofs=[int(proof) for proof in turn.proofs if proof.isdecimal()],
    )


def _delay(one: Settled, calendar: WorkingCalendar, now: datetime) -> DelayLine:
    row, split = one.row, one.delay
    ended = dates.moment(timezone.localtime(one.ended_at), timezone.localtime(now)) if one.ended_at else ""
    due = due_words(row.due_at, calendar, now, is_day=row.due_is_day)
    is_ours = row.party == Party.US
    return DelayLine(row, is_ours, due, ended, *(_parts(split, is_ours=is_ours) if split else ("", "", "")))


def _parts(split: Delay, *, is_ours: bool) -> tuple[str, str, str]:
    """The delay, our part and theirs. What they promised is never late by us: either it counts, or nobody told them."""
    whole, ours, theirs = split
    if not whole:
        return gettext("after working hours"), "", ""
    if is_ours:
        return working_words(whole), working_words(ours), working_words(theirs)
    return working_words(whole), "", working_words(theirs) if theirs else gettext("we had not said that we wait")
