"""A working calendar: hours, days off, and the times at which the clocks are changed."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from growth import answered_within
from working_calendars import DAY, office

from evenhand.knowledge.worktime import (
    NeverOpen,
    ShortDay,
    WorkingCalendar,
    add,
    between,
    due,
    end_of_business,
    is_open,
    next_open,
)

HELSINKI = ZoneInfo("Europe/Helsinki")
FORWARD = date(2026, 3, 29)  # 03:00 becomes 04:00; on 25 October 04:00 becomes 03:00


def at(month, day, hour, minute=0, fold=0):
    return datetime(2026, month, day, hour, minute, tzinfo=HELSINKI, fold=fold)


def every_day(*pairs, zone="Europe/Helsinki"):
    return WorkingCalendar(zone, (pairs,) * 7, time(16))


def hours(number):
    return timedelta(hours=number)


def test_a_firm_is_open_from_its_opening_until_just_before_its_closing():
    # 16 March 2026 is a Monday.
    assert [is_open(office(), at(3, 16, *said)) for said in [(7, 59), (8,), (11, 59), (12,), (13,), (16,)]] == [
        False, True, True, False, True, False,
    ]  # fmt: skip


def test_the_hour_for_lunch_the_night_and_the_weekend_do_not_count():
    assert add(office(), at(3, 13, 15), hours(6)) == at(3, 16, 14)
    assert between(office(), at(3, 13, 15), at(3, 16, 14)) == hours(6)


def test_the_next_opening_passes_over_holidays():
    christmas = frozenset({date(2026, 12, 24), date(2026, 12, 25)})
    assert next_open(office(holidays=christmas), at(12, 23, 16)) == at(12, 28, 8)


def test_a_short_day_has_hours_of_its_own_and_comes_before_a_holiday():
    eve = ShortDay(date(2026, 12, 24), ((time(8), time(12)),))
    calendar = office(holidays=frozenset({eve.day}), short_days=(eve,))
    assert between(calendar, at(12, 24, 0), at(12, 25, 0)) == hours(4)
    assert end_of_business(calendar, eve.day) == at(12, 24, 12)


def test_the_end_of_business_is_a_setting_on_working_days_and_on_days_off():
    assert end_of_business(office(), date(2026, 3, 16)) == at(3, 16, 16)
    assert end_of_business(office(), date(2026, 3, 14)) == at(3, 14, 16)


def test_the_end_of_business_moves_with_summer_time_in_helsinki_only():
    found = {
        zone: [end_of_business(office(zone), day).hour for day in (date(2026, 3, 27), date(2026, 3, 30))]
        for zone in ("Europe/Helsinki", "Asia/Taipei", "Asia/Hong_Kong")
    }
    assert found == {"Europe/Helsinki": [14, 13], "Asia/Taipei": [8, 8], "Asia/Hong_Kong": [8, 8]}


def test_a_date_is_due_at_its_end_of_business_and_a_time_as_it_is():
    assert due(office(), date(2026, 3, 16)) == at(3, 16, 16)
    assert due(office(), at(3, 16, 9)) == at(3, 16, 9)
    assert due(office(), at(3, 16, 9)).tzinfo is UTC


def test_night_shifts_belong_to_the_day_on_which_they_begin():
    calendar = every_day((time(22), time(6)))
    quiet = WorkingCalendar(calendar.zone, calendar.week, time(16), frozenset({date(2026, 3, 16)}))
    assert is_open(quiet, at(3, 16, 5))
    assert not is_open(quiet, at(3, 17, 5))


def test_a_night_shift_lasts_as_long_as_really_passes():
    calendar = every_day((time(22), time(6)))
    assert between(calendar, at(3, 28, 12), at(3, 29, 12)) == hours(7)
    assert between(calendar, at(10, 24, 12), at(10, 25, 12)) == hours(9)


def test_shifts_that_reach_into_the_next_day_count_once():
    calendar = every_day((time(5), time(13)), (time(22), time(7)))
    assert between(calendar, at(3, 16, 12), at(3, 17, 12)) == hours(1 + 14)


def test_a_firm_that_never_closes_works_around_the_clock():
    calendar = every_day((time(0), time(0)))
    assert add(calendar, at(3, 28, 12), hours(24)) == at(3, 29, 13)
    assert between(calendar, at(10, 24, 12), at(10, 25, 12)) == hours(25)


def test_an_opening_that_does_not_exist_is_the_jump():
    calendar = every_day((time(3, 30), time(8)))
    assert next_open(calendar, at(3, 29, 0)) == at(3, 29, 4)
    assert end_of_business(WorkingCalendar("Europe/Helsinki", ((),) * 7, time(3, 30)), FORWARD) == at(3, 29, 4)


def test_a_shift_within_the_gap_is_no_shift():
    calendar = every_day((time(3, 10), time(3, 50)))
    assert between(calendar, at(3, 29, 0), at(3, 30, 0)) == timedelta(0)


def test_of_two_equal_times_the_first_counts_for_opening_and_closing():
    calendar = every_day((time(3, 15), time(3, 45)))
    # Python never finds a time that exists twice equal to one of another zone (PEP 495), so in UTC:
    assert next_open(calendar, at(10, 25, 0)) == at(10, 25, 3, 15, fold=0).astimezone(UTC)
    assert is_open(calendar, at(10, 25, 3, 30, fold=0))
    assert not is_open(calendar, at(10, 25, 3, 30, fold=1))


def test_an_hour_that_exists_twice_is_worked_twice_where_it_lies_within_a_shift():
    assert between(every_day((time(2), time(5))), at(10, 25, 0), at(10, 26, 0)) == hours(4)
    assert between(every_day((time(2), time(5))), at(3, 29, 0), at(3, 30, 0)) == hours(2)


def test_the_fold_of_a_time_that_goes_in_is_heeded():
    calendar = every_day((time(0), time(0)))
    assert between(calendar, at(10, 25, 3, 30, fold=0), at(10, 25, 3, 30, fold=1)) == hours(1)


def test_a_gap_off_the_full_hour_is_found_to_the_minute():
    # Hong Kong, 13 May 1979: 03:30 becomes 04:30.
    zone = ZoneInfo("Asia/Hong_Kong")
    calendar = every_day((time(4), time(12)), zone="Asia/Hong_Kong")
    assert next_open(calendar, datetime(1979, 5, 13, tzinfo=zone)) == datetime(1979, 5, 13, 4, 30, tzinfo=zone)


def test_a_day_that_a_zone_left_out_has_no_hours():
    # Samoa went from 29 to 31 December 2011.
    zone = ZoneInfo("Pacific/Apia")
    calendar = every_day((time(8), time(16)), zone="Pacific/Apia")
    worked = between(calendar, datetime(2011, 12, 29, tzinfo=zone), datetime(2012, 1, 1, tzinfo=zone))
    assert worked == hours(16)


def test_results_are_in_utc_so_that_they_can_be_subtracted():
    found = [add(office(), at(3, 16, 9), hours(1)), next_open(office(), at(3, 14, 9)), due(office(), FORWARD)]
    assert {moment.tzinfo for moment in found} == {UTC}


def test_no_working_time_changes_nothing_and_a_negative_amount_is_refused():
    assert add(office(), at(3, 14, 9), timedelta(0)) == at(3, 14, 9)
    with pytest.raises(ValueError, match="never negative"):
        add(office(), at(3, 14, 9), -hours(1))


def test_times_without_a_zone_are_refused():
    naive = datetime(2026, 3, 16, 9)  # noqa: DTZ001
    for question in (is_open, next_open, due):
        with pytest.raises(ValueError, match="without a zone"):
            question(office(), naive)
    with pytest.raises(ValueError, match="without a zone"):
        between(office(), naive, at(3, 16, 9))
    with pytest.raises(ValueError, match="without a zone"):
        add(office(), naive, hours(1))
    with pytest.raises(ValueError, match="not to a time"):
        end_of_business(office(), at(3, 16, 9))


def test_a_calendar_without_hours_never_opens_and_says_so():
    calendar = WorkingCalendar("Asia/Taipei", ((),) * 7, time(16))
    with pytest.raises(NeverOpen):
        next_open(calendar, at(3, 16, 9))
    with pytest.raises(NeverOpen):
        add(calendar, at(3, 16, 9), hours(1))
    assert between(calendar, at(3, 16, 9), at(12, 16, 9)) == timedelta(0)


def test_spans_and_amounts_that_no_case_can_have_are_refused():
    with pytest.raises(ValueError, match="hundred years"):
        between(office(), datetime(1, 1, 2, tzinfo=UTC), at(3, 16, 9))
    with pytest.raises(ValueError, match="outside the calendar"):
        add(office(), datetime(9999, 12, 31, tzinfo=UTC), hours(1))
    with pytest.raises(NeverOpen):
        add(office(), at(3, 16, 9), timedelta.max)


@pytest.mark.parametrize(
    ("zone", "week", "says"),
    [
        ("Europe/Nowhere", (DAY,) * 7, "unknown time zone"),
        ("Europe", (DAY,) * 7, "unknown time zone"),
        ("../etc/passwd", (DAY,) * 7, "unknown time zone"),
        ("", (DAY,) * 7, "unknown time zone"),
        ("UTC", (DAY,) * 5, "seven days"),
        ("UTC", (((time(8), time(12)), (time(11), time(16))),) * 7, "overlap"),
        ("UTC", (((time(22), time(6)), (time(23), time(23, 30))),) * 7, "overlap"),
        ("UTC", (((time(8, tzinfo=UTC), time(12)),),) * 7, "without a zone"),
    ],
)
def test_a_calendar_that_cannot_be_is_refused(zone, week, says):
    with pytest.raises(ValueError, match=says):
        WorkingCalendar(zone, week, time(16))


def test_ten_years_are_counted_while_somebody_waits():
    def ten_years():
        return between(office(), datetime(2026, 1, 1, tzinfo=HELSINKI), datetime(2036, 1, 1, tzinfo=HELSINKI))

    assert answered_within(10, ten_years) == hours(7) * 2608  # the weekdays of 2026 to 2035


def test_a_calendar_is_a_value():
    assert office() == office()
    assert hash(office()) == hash(office())
    assert office() != office("Asia/Taipei")
