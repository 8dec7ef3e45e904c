"""The firm's working calendar: hours, holidays, and the secret address of a member's own."""

from __future__ import annotations

from datetime import date, time

import pytest
from builders import START, ada, sam

from evenhand.record.ledger.models import Entry
from evenhand.record.people import actions
from evenhand.record.people.calendar import due_moment, working_calendar
from evenhand.record.people.errors import PeopleError
from evenhand.record.people.models import CalendarFeed, Holiday

pytestmark = pytest.mark.django_db
NINE_TO_FIVE = [(time(9), time(17))]


def test_without_settings_it_is_monday_to_friday():
    calendar = working_calendar()
    assert [bool(calendar.hours_on(date(2026, 3, day))) for day in range(9, 16)] == [True] * 5 + [False] * 2


def test_hours_and_holidays_are_the_firms():
    actions.set_week([[(time(8), time(12)), (time(13), time(16))], *[[]] * 6], by=sam(), at=START)
    actions.add_holidays([(date(2026, 3, 9), "Inventory")], by=sam(), at=START)
    calendar = working_calendar()
    assert calendar.hours_on(date(2026, 3, 16)) == ((time(8), time(12)), (time(13), time(16)))
    assert calendar.hours_on(date(2026, 3, 9)) == ()
    kinds = set(Entry.objects.values_list("kind", flat=True))
    assert {"workspace.week-set", "holidays.added"} <= kinds


@pytest.mark.parametrize("week", [
    [NINE_TO_FIVE] * 6,
    [[]] * 7,
    [[(time(9), time(13)), (time(12), time(17))], *[[]] * 6],
])  # fmt: skip
def test_hours_that_cannot_be_are_refused(week: list[list[tuple[time, time]]]):
    with pytest.raises(PeopleError, match="week-wrong"):
        actions.set_week(week, by=sam(), at=START)


def test_a_holiday_is_added_once_renamed_and_removed():
    christmas = date(2026, 12, 25)
    assert actions.add_holidays([(christmas, ""), (date(2026, 12, 24), "Eve")], by=sam(), at=START) == 2
    assert actions.add_holidays([(christmas, "Christmas")], by=sam(), at=START) == 0
    row = Holiday.objects.get(day=christmas)
    assert row.name == "Christmas"
    actions.remove_holiday(row, by=sam(), at=START)
    assert list(Holiday.objects.values_list("name", flat=True)) == ["Eve"]


def test_a_day_is_due_at_its_end_of_business_in_the_firms_zone():
    actions.set_workspace(actions.Firm("Harbourline", "en", "Asia/Taipei", time(18)), by=None, at=START)
    due = due_moment(date(2026, 3, 9), working_calendar())
    assert due is not None
    assert due.isoformat() == "2026-03-09T10:00:00+00:00"


def test_the_secret_of_a_calendar_is_kept_as_a_hash_and_can_be_renewed():
    first = actions.make_feed(ada(), at=START)
    second = actions.make_feed(ada(), at=START)
    assert actions.member_of_feed(first) is None
    assert actions.member_of_feed(second) == ada()
    assert second not in CalendarFeed.objects.get().token_hash
    actions.close_feed(ada(), at=START)
    assert actions.member_of_feed(second) is None


def test_whoever_left_has_no_calendar():
    token = actions.make_feed(ada(), at=START)
    actions.leave(ada(), by=sam(), at=START)
    assert actions.member_of_feed(token) is None
