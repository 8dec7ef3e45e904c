"""The clock of a case: ours and theirs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from working_calendars import MINUTE, cases, moments, office

from evenhand.knowledge.worktime import Oddity, Spent, Wait, case_clock


def at(day, hour, minute=0):
    """March 2026; the 16th is a Monday, Helsinki is two hours ahead of UTC."""
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)


def hours(working, wall):
    return Spent(timedelta(hours=working), timedelta(hours=wall))


def clock(*waits, **other):
    """A case of two days, answered after an hour."""
    times = {"started": at(16, 8), "until": at(18, 8), "answered_at": at(16, 9)} | other
    return case_clock(office(), waits=waits, **times)


def test_without_waits_all_time_is_ours():
    found = clock()
    assert found.ours == hours(14, 48)
    assert found.theirs == hours(0, 0)
    assert found.first_answer == hours(1, 1)
    assert found.waited == found.oddities == ()


def test_our_clock_stands_still_from_the_message_that_says_so():
    found = clock(Wait(at(16, 10), "m7", at(17, 10)))
    assert found.theirs == hours(7, 24)
    assert found.ours == hours(7, 24)
    (waited,) = found.waited
    assert (waited.since, waited.until, waited.proofs) == (at(16, 10), at(17, 10), ("m7",))


def test_a_wait_that_lasts_runs_until_the_time_of_asking():
    assert clock(Wait(at(17, 8), "m7")).theirs == hours(7, 24)


def test_what_has_not_happened_by_the_time_of_asking_does_not_count():
    found = clock(Wait(at(17, 8), "m7", at(20, 8)), Wait(at(19, 8), "m8"))
    assert found.theirs == hours(7, 24)
    assert found.oddities == ()


def test_overlapping_waits_in_any_order_count_once_and_keep_every_proof():
    waits = Wait(at(17, 9), "m9", at(17, 12)), Wait(at(16, 10), "m7", at(17, 10)), Wait(at(17, 12), "m8", at(17, 13))
    (waited,) = clock(*waits).waited
    assert (waited.since, waited.until, waited.proofs) == (at(16, 10), at(17, 13), ("m7", "m9", "m8"))
    assert clock(*waits) == clock(*reversed(waits))


def test_the_first_answer_is_never_put_off():
    found = clock(Wait(at(16, 8, 30), "m7", at(17, 9)))
    assert found.theirs == hours(7, 24)
    assert found.first_answer == hours(1, 1)
    assert found.oddities == (Oddity("wait-before-answer", at(16, 8, 30), at(16, 9), "m7"),)


@pytest.mark.parametrize("answered_at", [None, at(20, 9)])
def test_without_an_answer_our_clock_runs_on(answered_at):
    found = clock(Wait(at(16, 10), "m7"), answered_at=answered_at)
    assert found.theirs == hours(0, 0)
    assert found.first_answer is None
    assert found.oddities == (Oddity("wait-before-answer", at(16, 10), None, "m7"),)


def test_a_clock_that_jumped_back_is_set_to_the_start_and_named():
    found = clock(Wait(at(15, 10), "m7", at(17, 9)), answered_at=at(16, 7))
    assert found.theirs == hours(8, 25)
    assert found.first_answer == hours(0, 0)
    assert found.oddities == (
        Oddity("answer-before-start", at(16, 7), at(16, 8)),
        Oddity("wait-before-start", at(15, 10), at(16, 8), "m7"),
    )


def test_a_wait_that_ends_before_it_begins_counts_nothing_and_is_named():
    found = clock(Wait(at(17, 10), "m7", at(17, 9)))
    assert found.theirs == hours(0, 0)
    assert found.oddities == (Oddity("wait-ends-before-it-begins", at(17, 9), at(17, 10), "m7"),)


def test_a_case_that_ends_before_it_starts_took_no_time():
    found = clock(Wait(at(17, 8), "m7"), until=at(15, 8))
    assert found.ours == found.theirs == hours(0, 0)
    assert found.oddities[0] == Oddity("until-before-start", at(15, 8), at(16, 8))


def test_a_wait_without_proof_is_refused():
    with pytest.raises(ValueError, match="proves"):
        clock(Wait(at(17, 8), ""))


@given(st.data())
def test_ours_and_theirs_are_the_whole_and_never_negative(data):
    calendar, day = data.draw(cases())
    times = moments(day, whole_minutes=True)
    waits = data.draw(st.lists(st.builds(Wait, times, st.sampled_from("abc"), st.none() | times), max_size=5))
    started, until, answered = data.draw(times), data.draw(times), data.draw(st.none() | times)
    found = case_clock(calendar, started=started, until=until, answered_at=answered, waits=waits)
    whole = case_clock(calendar, started=started, until=until, answered_at=None).ours
    assert found.ours.wall + found.theirs.wall == whole.wall == max(until - started.astimezone(UTC), 0 * MINUTE)
    assert found.ours.working + found.theirs.working == whole.working
    for spent in (found.ours, found.theirs):
        assert timedelta(0) <= spent.working <= spent.wall
    for before, after in zip(found.waited, found.waited[1:], strict=False):
        assert before.until < after.since
