"""What a limit keeps apart, whatever the time: the same rule for filing and for whoever decides."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.record.customers.limits import Limit, Said, falls_under, limits_in, overlap

FROM = datetime(2026, 3, 9, 9, tzinfo=UTC)
WEEK = ((("09:00", "12:00"),),) * 5 + ((), ())
END = Limit(1, "end", FROM, FROM + timedelta(days=10))
times = st.integers(0, 31 * 24 * 60).map(lambda minutes: FROM - timedelta(days=8) + timedelta(minutes=minutes))
ends = st.none() | times


def kept(limit: Limit, at: datetime = FROM, zone: str = "UTC", **said) -> bool:
    return falls_under([limit], Said(at=at, **said), zone=zone) is not None


@given(times)
def test_an_end_holds_from_its_first_instant_until_just_before_its_last(at):
    assert kept(END, at) == (END.start <= at < END.end)


@given(times)
def test_set_hours_leave_the_hours_of_the_firm_s_own_clock(at):
    local = at + timedelta(hours=8)
    is_open = local.weekday() < 5 and 9 <= local.hour < 12
    limit = Limit(1, "set-hours", datetime(2026, 1, 1, tzinfo=UTC), week=WEEK)
    assert kept(limit, at, "Asia/Taipei") != is_open


@given(times, ends, times, ends, times)
def test_two_stretches_overlap_where_both_hold_at_some_instant(start, end, other, other_end, at):
    one, two = Limit(1, "end", start, end), Limit(2, "end", other, other_end)
    if one.holds(at) and two.holds(at):
        assert overlap((start, end), (other, other_end))
    latest = max(start, other)
    has_length = (end is None or start < end) and (other_end is None or other < other_end)
    if has_length:
        assert overlap((start, end), (other, other_end)) == (one.holds(latest) and two.holds(latest))


@pytest.mark.parametrize(
    ("limit", "breaks", "keeps"),
    [
        (Limit(1, "one-channel", FROM, channel="phone"), {"channel": "mail"}, {"channel": "phone"}),
        (Limit(1, "no-abuse", FROM), {"manner": "threatening"}, {"manner": "heated"}),
        (Limit(1, "no-abuse", FROM), {"manner": "abusive"}, {"manner": "unclear"}),
        (Limit(1, "one-contact", FROM, member=7), {"colleagues": frozenset({8})}, {"colleagues": frozenset({7, 8})}),
        (Limit(1, "one-contact", FROM, member=7), {}, {"leavers": frozenset({7})}),
    ],
)
def test_each_kind_keeps_apart_what_it_is_about_and_nothing_else(limit, breaks, keeps):
    assert kept(limit, **breaks)
    assert not kept(limit, **keeps)
    assert not kept(replace(limit, start=FROM + timedelta(hours=1)), **breaks)


@given(ends)
def test_a_column_gives_back_what_was_put_into_it(end):
    limit = Limit(3, "set-hours", FROM, end, week=WEEK)
    assert limits_in([limit.as_json()]) == [limit]
