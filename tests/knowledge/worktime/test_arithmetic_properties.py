"""Laws of working time around changes of the clocks in Helsinki, Taipei and Hong Kong."""

from __future__ import annotations

from datetime import UTC, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from working_calendars import MINUTE, cases, moments, open_minutes

from evenhand.knowledge.worktime import NeverOpen, add, between, is_open, next_open

AMOUNTS = st.integers(0, 3 * 24 * 60 * 60).map(lambda seconds: timedelta(seconds=seconds))
NOTHING = timedelta(0)


def drawn(data, count, **more):
    calendar, day = data.draw(cases())
    return calendar, sorted(data.draw(st.lists(moments(day, **more), min_size=count, max_size=count)), key=utc)


def utc(at):
    return at.astimezone(UTC)


@given(st.data(), AMOUNTS)
def test_as_much_time_lies_between_as_was_added(data, amount):
    calendar, (start,) = drawn(data, 1)
    try:
        end = add(calendar, start, amount)
    except NeverOpen:
        return
    assert between(calendar, start, end) == amount


@given(st.data())
def test_adding_what_lies_between_leads_back_to_the_time_or_to_the_closing_before_it(data):
    calendar, (start, end) = drawn(data, 2)
    found = add(calendar, start, between(calendar, start, end))
    assert found <= utc(end)
    assert between(calendar, found, end) == NOTHING
    if is_open(calendar, end) and between(calendar, start, end):
        assert found == utc(end)


@given(st.data())
def test_between_is_additive_and_never_negative(data):
    calendar, (first, second, third) = drawn(data, 3)
    parts = between(calendar, first, second), between(calendar, second, third)
    assert min(parts) >= NOTHING
    assert sum(parts, NOTHING) == between(calendar, first, third) <= utc(third) - utc(first)
    assert between(calendar, third, first) == NOTHING


@given(st.data(), AMOUNTS, AMOUNTS)
def test_adding_is_monotonic_in_both_arguments_and_in_two_steps_the_same(data, less, more):
    calendar, (earlier, later) = drawn(data, 2)
    less, more = sorted((less, more))
    try:
        assert add(calendar, earlier, less) <= add(calendar, later, less)
        assert add(calendar, earlier, less) <= add(calendar, earlier, more)
        assert add(calendar, add(calendar, earlier, less), more - less) == add(calendar, earlier, more)
    except NeverOpen:
        assert not any(calendar.week)


@given(st.data())
def test_the_next_opening_is_open_and_nothing_was_worked_before_it(data):
    calendar, (at,) = drawn(data, 1)
    try:
        opening = next_open(calendar, at)
    except NeverOpen:
        return
    assert is_open(calendar, opening)
    assert between(calendar, at, opening) == NOTHING
    assert is_open(calendar, at) == (opening == utc(at))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_look_at_every_minute_finds_the_same(data):
    calendar, (start, end) = drawn(data, 2, whole_minutes=True)
    minutes = open_minutes(calendar, start, end)
    assert between(calendar, start, end) == len(minutes) * MINUTE
    assert is_open(calendar, start) == bool(open_minutes(calendar, start, utc(start) + MINUTE))
    if minutes:
        assert add(calendar, start, len(minutes) * MINUTE) == minutes[-1] + MINUTE
        assert next_open(calendar, start) == minutes[0]
