"""Deadlines against other days of sending: ends of months and years, leap years, every weekday."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from growth import grows_linearly, repeated
from hypothesis import example, given
from hypothesis import strategies as st

from evenhand.knowledge.language.deadlines import calendar, find_deadlines
from evenhand.knowledge.language.text import fold

MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
VARIETIES = ("en", "fi", "zh-Hans", "zh-Hant", "yue", "und")
WEEKDAYS = {
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    "fi": ["maanantaina", "tiistaina", "keskiviikkona", "torstaina", "perjantaina", "lauantaina", "sunnuntaina"],
    "zh-Hans": ["周一", "星期二", "周三", "礼拜四", "周五", "星期六", "周日"],
    "zh-Hant": ["週一", "星期二", "週三", "禮拜四", "週五", "星期六", "週日"],
    "yue": ["禮拜一", "星期二", "禮拜三", "禮拜四", "星期五", "禮拜六", "禮拜日"],
}
NEXT = {"en": "next {}", "fi": "ensi viikon {}", "zh-Hans": "下{}", "zh-Hant": "下{}", "yue": "下個{}"}
LATER = {
    "en": ["tomorrow", "the day after tomorrow", "within 3 working days", "by the end of the month", "in two weeks",
           "by 5 December", "by the 15th", "next month", "by the end of the year", "by Friday", "in 48 hours"],
    "fi": ["huomenna", "ylihuomenna", "3 arkipäivän kuluessa", "kuun loppuun mennessä", "kahden viikon kuluttua",
           "5.12. mennessä", "15. päivään mennessä", "ensi kuussa", "vuoden loppuun mennessä", "viikolla 50"],
    "zh-Hans": ["明天", "后天", "3个工作日内", "月底前", "两周后", "12月5日前", "15号前", "下个月", "年底前"],
    "zh-Hant": ["明天", "後天", "3個工作天內", "月底前", "兩週後", "12月5日前", "15號前", "下個月", "年底前"],
    "yue": ["聽日", "後日", "3個工作天內", "月尾前", "兩個禮拜後", "12月5號前", "十五號前", "下個月", "年尾前"],
}  # fmt: skip
SAID = [(language, phrase) for language, phrases in LATER.items() for phrase in phrases]


def due(text, sent_at, language="en"):
    return [deadline.due for deadline in find_deadlines(fold(text), sent_at, language)]


def as_date(moment):
    return moment.date() if isinstance(moment, datetime) else moment


def at(year, month, day, hour=10):
    return datetime(year, month, day, hour, tzinfo=UTC)


@given(MOMENTS, st.sampled_from(SAID))
def test_a_phrase_about_the_future_never_names_a_past_day(sent_at, said):
    language, phrase = said
    (found,) = due(phrase, sent_at, language)
    assert as_date(found) >= sent_at.date()


@given(MOMENTS, st.sampled_from(sorted(WEEKDAYS)), st.integers(0, 6))
def test_a_bare_weekday_is_the_next_one_strictly_after_the_day_of_sending(sent_at, language, weekday):
    (found,) = due(WEEKDAYS[language][weekday], sent_at, language)
    assert found.weekday() == weekday
    assert timedelta(0) < found - sent_at.date() <= timedelta(7)


@given(MOMENTS, st.sampled_from(sorted(WEEKDAYS)), st.integers(0, 6))
def test_a_weekday_of_next_week_lies_in_the_next_calendar_week(sent_at, language, weekday):
    (found,) = due(NEXT[language].format(WEEKDAYS[language][weekday]), sent_at, language)
    monday = sent_at.date() - timedelta(sent_at.weekday())
    assert found == monday + timedelta(7 + weekday)


@given(MOMENTS, st.integers(1, 60))
def test_working_days_are_counted_one_by_one(sent_at, number):
    (found,) = due(f"within {number} working days", sent_at)
    between = [sent_at.date() + timedelta(step) for step in range(1, (found - sent_at.date()).days + 1)]
    assert sum(day.weekday() < 5 for day in between) == number
    assert found.weekday() < 5


@given(MOMENTS, st.integers(1, 28), st.integers(1, 12))
def test_a_date_without_a_year_is_the_nearest_that_is_not_past(sent_at, day, month):
    (found,) = due(f"by {day}.{month}. mennessä", sent_at, "fi")
    assert (found.day, found.month) == (day, month)
    assert timedelta(0) <= found - sent_at.date() < timedelta(366)


@given(MOMENTS)
def test_the_last_day_of_a_month_is_followed_by_a_first(sent_at):
    for phrase, language in (("by the end of the month", "en"), ("月底前", "zh-Hans"), ("kuun loppuun", "fi")):
        (found,) = due(phrase, sent_at, language)
        assert (found + timedelta(1)).day == 1
        assert (found.year, found.month) == (sent_at.year, sent_at.month)


@pytest.mark.parametrize(
    ("sent_at", "text", "expected"),
    [
        (at(2026, 12, 30), "by 5 January", date(2027, 1, 5)),
        (at(2026, 12, 31), "tomorrow", date(2027, 1, 1)),
        (at(2026, 12, 31), "by the end of the month", date(2026, 12, 31)),
        (at(2026, 12, 15), "by the end of next month", date(2027, 1, 31)),
        (at(2026, 11, 20), "by the end of the year", date(2026, 12, 31)),
        (at(2028, 2, 10), "by the end of the month", date(2028, 2, 29)),
        (at(2026, 2, 10), "by the end of February", date(2026, 2, 28)),
        (at(2026, 3, 31), "by the end of February", date(2027, 2, 28)),
        (at(2028, 2, 28), "tomorrow", date(2028, 2, 29)),
        (at(2027, 3, 1), "by 29 February", date(2028, 2, 29)),
        (at(2026, 1, 31), "in a month", date(2026, 2, 28)),
        (at(2028, 2, 29), "in a year", date(2029, 2, 28)),
        (at(2026, 3, 27), "within one working day", date(2026, 3, 30)),
        (at(2026, 3, 28), "within 1 working day", date(2026, 3, 30)),
        (at(2026, 11, 21), "next Tuesday", date(2026, 11, 24)),
        (at(2026, 11, 21), "by Friday", date(2026, 11, 27)),
        (at(2026, 3, 13), "by Friday", date(2026, 3, 20)),
        (at(2026, 3, 13), "this Friday", date(2026, 3, 13)),
        (at(2026, 3, 31), "by the 31st", date(2026, 3, 31)),
        (at(2026, 4, 1), "by the 31st", date(2026, 5, 31)),
        (at(2026, 8, 20), "by the end of the quarter", date(2026, 9, 30)),
        (at(2026, 3, 15), "by the end of the week", None),
    ],
)
def test_months_years_and_weeks_end_where_they_end(sent_at, text, expected):
    assert due(text, sent_at) == [expected]


@pytest.mark.parametrize(
    ("sent_at", "language", "text", "expected"),
    [
        (at(2026, 11, 21), "zh-Hans", "下周二", date(2026, 11, 24)),
        (at(2026, 11, 22), "zh-Hans", "下周一", date(2026, 11, 23)),
        (at(2026, 11, 23), "zh-Hans", "下周一", date(2026, 11, 30)),
        (at(2026, 11, 23), "zh-Hans", "本周一", date(2026, 11, 23)),
        (at(2026, 11, 21), "zh-Hant", "下禮拜五", date(2026, 11, 27)),
        (at(2026, 11, 21), "yue", "聽日", date(2026, 11, 22)),
        (at(2026, 12, 31), "yue", "後日", date(2027, 1, 2)),
        (at(2026, 12, 28), "fi", "viikolla 1", date(2027, 1, 8)),
        (at(2026, 12, 28), "fi", "viikolla 53", date(2027, 1, 1)),
        (at(2026, 11, 21), "fi", "ensi tiistaina", date(2026, 11, 24)),
        (at(2026, 12, 20), "zh-Hans", "1月5日前", date(2027, 1, 5)),
    ],
)
def test_other_languages_turn_the_week_and_the_year_too(sent_at, language, text, expected):
    found = due(text, sent_at, language)
    assert found == [expected]


def test_a_time_of_day_that_is_past_today_is_unclear_not_tomorrow():
    assert due("by 9:00", at(2026, 3, 11, 8)) == [at(2026, 3, 11, 9)]
    assert due("by 9:00", at(2026, 3, 11, 10)) == [None]


def test_this_morning_said_in_the_afternoon_is_the_past():
    assert due("this morning", at(2026, 3, 11, 8)) == [date(2026, 3, 11)]
    assert due("this morning", at(2026, 3, 11, 15)) == []


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("in 999 years", "en", None),
        ("within 999 months", "en", None),
        ("999年内", "zh-Hans", None),
        ("999年内", "yue", None),
        ("by 31 December 9999", "en", date(9999, 12, 31)),
    ],
)
def test_the_far_end_of_the_calendar_is_no_error(text, language, expected):
    sent_at = at(9999, 12, 30)
    assert due(text, sent_at, language) == [expected]
    assert all(due(text, sent_at, other) in ([], [expected]) for other in VARIETIES)


def test_the_calendar_says_none_where_it_has_no_day():
    assert calendar.a_date(2026, 2, 30) is None
    assert calendar.plus_days(date.max, 1) is None
    assert calendar.month_end(10000, 1) is None
    assert calendar.friday_of_iso_week(date(2026, 1, 1), 54) is None
    assert calendar.nearest(date(2026, 1, 1), 2, 30) is None
    assert calendar.plus_working_days(date(2026, 1, 1), 10_000, frozenset()) is None


PIECES = st.sampled_from(
    [phrase for phrases in LATER.values() for phrase in phrases]
    + [
        "99",
        "31.",
        "2.30",
        "/",
        "月",
        "日",
        "周",
        "下",
        "klo",
        "at",
        "by",
        "前",
        "week",
        " ",
        "\n",
        "半",
        "点",
        "end of",
    ]
)


@given(st.lists(st.one_of(PIECES, st.text(max_size=4)), max_size=14).map("".join), st.sampled_from(VARIETIES), MOMENTS)
@example("by 99:99 on 99/99/9999", "en", at(2026, 3, 11))
@example("\ud800by Friday\0", "en", at(2026, 3, 11))
def test_any_text_is_read_and_spans_lie_in_it_in_order(text, language, sent_at):
    found = find_deadlines(fold(text), sent_at, language)
    for deadline in found:
        assert 0 <= deadline.start < deadline.end <= len(text)
        assert not (deadline.certain and deadline.due is None)
    for one, other in pairwise(found):
        assert one.start <= other.start


REPEATED = [
    "1", "9 ", "1.", "1/", "12-", "friday ", "perjantaihin ", "perjantai", "周五", "一", "十", "下", "上", "聽日",
    "by the end of ", "in two ", "the day after ", "kuun ", "12月", "january ", " ", "，", "at ", "半個",
]  # fmt: skip


@pytest.mark.parametrize("language", ["en", "fi", "zh-Hans", "yue"])
@pytest.mark.parametrize("piece", REPEATED)
def test_a_hundred_kilobytes_of_one_thing_take_time_in_proportion(piece, language):
    def read(text):
        return find_deadlines(text, at(2026, 3, 11), language)

    texts = repeated(piece)
    assert grows_linearly(read, lambda length: fold(texts(length)), short=12_000)
