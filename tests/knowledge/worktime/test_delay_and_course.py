"""Whose delay it was, and the turns of the two clocks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from working_calendars import cases, moments, office

from evenhand.knowledge.worktime import Delay, Wait, between, case_clock, course_of, delay

HOUR = timedelta(hours=1)


def at(day, hour):
    """March 2026; the 16th is a Monday, Helsinki is two hours ahead of UTC."""
    return datetime(2026, 3, day, hour, tzinfo=UTC)


def late(*waits, **other):
    """Agreed on Monday at eight, due on Tuesday, and it came on Wednesday."""
    times = {"counts_from": at(16, 8), "due": at(17, 8), "until": at(18, 8)} | other
    return delay(office(), waits=waits, **times)


def test_without_waits_the_whole_delay_is_ours():
    assert late() == Delay(7 * HOUR, 7 * HOUR, 0 * HOUR)


def test_what_came_in_time_is_not_late():
    assert late(until=at(17, 8)) is None
    assert late((at(16, 9), None), until=at(16, 10)) is None


def test_what_stood_still_before_the_due_time_puts_it_off():
    assert late((at(16, 9), at(16, 14))) == Delay(7 * HOUR, 3 * HOUR, 4 * HOUR)  # an hour of it was lunch


def test_what_stood_still_before_the_due_time_was_agreed_on_counts_no_more():
    assert late((at(16, 9), at(16, 14)), counts_from=at(16, 14)) == Delay(7 * HOUR, 7 * HOUR, 0 * HOUR)


def test_no_more_than_the_delay_is_theirs():
    assert late((at(16, 8), None)) == Delay(7 * HOUR, 0 * HOUR, 7 * HOUR)


def test_waits_that_overlap_count_once_in_any_order():
    waits = (at(16, 12), at(16, 14)), (at(16, 9), at(16, 13)), (at(16, 10), at(16, 11))
    assert late(*waits) == late(*reversed(waits)) == late((at(16, 9), at(16, 14)))


def test_a_wait_that_ends_before_it_begins_counts_nothing():
    assert late((at(16, 14), at(16, 9))) == late()


def test_a_due_year_that_nobody_meant_breaks_nothing():
    found = late(due=datetime(202, 3, 4, tzinfo=UTC), counts_from=datetime(202, 3, 4, tzinfo=UTC))
    assert found is not None
    assert found.ours == found.whole > 0 * HOUR


@given(st.data(), cases())
def test_both_sides_of_a_delay_make_the_whole(data, case):
    calendar, day = case
    times = moments(day)
    due, until, agreed = (data.draw(times) for _ in range(3))
    waits = data.draw(st.lists(st.tuples(times, st.one_of(st.none(), times)), max_size=4))
    found = delay(calendar, due=due, until=until, counts_from=agreed, waits=waits)
    if due >= until:
        assert found is None
        return
    assert found is not None
    assert found.whole == between(calendar, due, until) == found.ours + found.theirs
    assert min(found) >= timedelta(0)


@given(st.data(), cases())
def test_the_turns_follow_each_other_without_gaps_and_sum_to_both_clocks(data, case):
    calendar, day = case
    times = moments(day)
    started, until, answered = sorted(data.draw(times) for _ in range(3))
    waits = [Wait(since, "m", over) for since, over in data.draw(st.lists(st.tuples(times, times), max_size=3))]
    clock = case_clock(calendar, started=started, until=until, answered_at=answered, waits=waits)
    turns = course_of(calendar, clock)
    marks = [mark for turn in turns for mark in (turn.since, turn.until)]
    assert marks == sorted(marks)
    assert all(one.until == other.since for one, other in zip(turns, turns[1:], strict=False))
    for side, spent in ((False, clock.ours), (True, clock.theirs)):
        assert sum((turn.spent.working for turn in turns if bool(turn.proofs) is side), timedelta(0)) == spent.working
        assert sum((turn.spent.wall for turn in turns if bool(turn.proofs) is side), timedelta(0)) == spent.wall
