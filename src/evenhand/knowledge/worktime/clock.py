"""The clock of a case: how much of the time was ours, and how much passed because we waited for the customer.

Our clock stands still while we wait for them, from the moment we said so in writing until what we waited for came. It
never stands still before our first answer: nobody can be kept waiting by a question that was not asked yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from evenhand.knowledge.worktime.arithmetic import between
from evenhand.knowledge.worktime.calendar import WorkingCalendar
from evenhand.knowledge.worktime.local import in_utc

OddityCode = Literal[
    "until-before-start", "answer-before-start", "wait-before-start", "wait-before-answer", "wait-ends-before-it-begins"
]


class Wait(NamedTuple):
    """We wait for them: said at `since`, in the message whose id is `proof`; over at `until`, None while it lasts."""

    since: datetime
    proof: str
    until: datetime | None = None


class Spent(NamedTuple):
    """The same stretch of time in `working` time of the calendar and in `wall` time, which runs day and night."""

    working: timedelta
    wall: timedelta


class Waited(NamedTuple):
    """A stretch in which our clock stood still, in UTC, with the ids of all messages that prove it, oldest first."""

    since: datetime
    until: datetime
    proofs: tuple[str, ...]
    spent: Spent


class Oddity(NamedTuple):
    """A time that cannot be right as it stands and was moved: `said` became `taken`; `proof` names the wait, if any.

    "wait-before-answer" is no error of a clock: the wait was announced before the first answer and counts from there.
    `taken` is None where nothing of it counts, because there was no answer at all.
    """

    code: OddityCode
    said: datetime
    taken: datetime | None
    proof: str = ""


class CaseClock(NamedTuple):
    """What the clock shows. `ours` and `theirs` together are the whole time from start to end, working and wall.

    `first_answer` is the time until our first answer, None if there was none by then. Start and end are in UTC.
    """

    ours: Spent
    theirs: Spent
    first_answer: Spent | None
    waited: tuple[Waited, ...]
    oddities: tuple[Oddity, ...]
    start: datetime
    end: datetime


def case_clock(
    calendar: WorkingCalendar,
    *,
    started: datetime,
    until: datetime,
    answered_at: datetime | None,
    waits: Sequence[Wait] = (),
) -> CaseClock:
    """Split the time of a case, from `started` to `until` (the end of the case, or the time of asking).

    `answered_at` is our first answer. Waits come in any order; overlapping ones count once. What lies after `until`
    has not happened yet. All times are aware, and a wait names its proof (ValueError otherwise). A clock that jumped
    back is set to the earliest time that makes sense, and said in `oddities`.
    """
    odd: list[Oddity] = []
    start = in_utc(started)
    end = _not_before(start, in_utc(until), "until-before-start", odd)
    answer = None if answered_at is None else _not_before(start, in_utc(answered_at), "answer-before-start", odd)
    if answer and answer > end:
        answer = None
    case = _Case(start, answer, end)
    standing = [stretch for wait in waits for stretch in _standing(case, wait, odd)]
    waited = tuple(Waited(*stretch, _spent(calendar, stretch.since, stretch.until)) for stretch in _merged(standing))
    whole, theirs = _spent(calendar, start, end), _sum(stretch.spent for stretch in waited)
    ours = Spent(whole.working - theirs.working, whole.wall - theirs.wall)
    first_answer = None if answer is None else _spent(calendar, start, answer)
    return CaseClock(ours, theirs, first_answer, waited, tuple(odd), start, end)


class _Case(NamedTuple):
    """The case as the clock takes it, in UTC: start <= answer <= end."""

    start: datetime
    answer: datetime | None
    end: datetime


class _Standing(NamedTuple):
    """Our clock stands still, in UTC."""

    since: datetime
    until: datetime
    proofs: tuple[str, ...]


def _standing(case: _Case, wait: Wait, odd: list[Oddity]) -> Iterator[_Standing]:
    """What of one wait counts: one stretch, or none."""
    if not wait.proof:
        raise ValueError("a wait needs the message that proves it")
    said, over = in_utc(wait.since), case.end if wait.until is None else in_utc(wait.until)
    since = _not_before(case.start, said, "wait-before-start", odd, wait.proof)
    if over < said and wait.until is not None:
        odd.append(Oddity("wait-ends-before-it-begins", over, since, wait.proof))
        return
    if since >= case.end:
        return
    if case.answer is None:
        odd.append(Oddity("wait-before-answer", said, None, wait.proof))
        return
    since = _not_before(case.answer, since, "wait-before-answer", odd, wait.proof)
    if since < min(over, case.end):
        yield _Standing(since, min(over, case.end), (wait.proof,))


def _merged(standing: list[_Standing]) -> list[_Standing]:
    """In order; those that overlap or touch are one."""
    merged: list[_Standing] = []
    for stretch in sorted(standing):
        last = merged[-1] if merged else None
        if last is None or stretch.since > last.until:
            merged.append(stretch)
            continue
        proofs = tuple(dict.fromkeys(last.proofs + stretch.proofs))
        merged[-1] = _Standing(last.since, max(last.until, stretch.until), proofs)
    return merged


def _not_before(earliest: datetime, said: datetime, code: OddityCode, odd: list[Oddity], proof: str = "") -> datetime:
    if said >= earliest:
        return said
    odd.append(Oddity(code, said, earliest, proof))
    return earliest


def _spent(calendar: WorkingCalendar, start: datetime, end: datetime) -> Spent:
    return Spent(between(calendar, start, end), end - start)


def _sum(parts: Iterable[Spent]) -> Spent:
    working, wall = timedelta(0), timedelta(0)
    for part in parts:
        working, wall = working + part.working, wall + part.wall
    return Spent(working, wall)
