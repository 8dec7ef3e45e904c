"""Times and spans as people say them, in four languages."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from evenhand.doors.web import dates

HELSINKI = ZoneInfo("Europe/Helsinki")
NOW = datetime(2026, 3, 11, 11, 5, tzinfo=HELSINKI)
LANGUAGES = ("en", "fi", "zh-hant", "zh-hans")


@pytest.mark.parametrize(
    ("at", "en", "fi", "hant", "hans"),
    [
        (NOW.replace(hour=9, minute=2), "today 9:02", "tänään 9.02", "今天 09:02", "今天 09:02"),
        (NOW - timedelta(days=1), "yesterday 11:05", "eilen 11.05", "昨天 11:05", "昨天 11:05"),
        (NOW + timedelta(days=1), "tomorrow 11:05", "huomenna 11.05", "明天 11:05", "明天 11:05"),
        (NOW - timedelta(days=3), "Sun 11:05", "su 11.05", "週日 11:05", "周日 11:05"),
        (NOW - timedelta(days=7), "4 Mar 11:05", "4.3. 11.05", "3月4日 11:05", "3月4日 11:05"),
        (NOW - timedelta(days=365), "11 Mar 2025 11:05", "11.3.2025 11.05", *["2025年3月11日 11:05"] * 2),
    ],
)  # fmt: skip
def test_a_moment_is_said_as_near_as_it_is(at, en, fi, hant, hans):
    for language, words in zip(LANGUAGES, (en, fi, hant, hans), strict=True):
        with translation.override(language):
            assert dates.moment(at, NOW) == words


def test_today_is_the_readers_today():
    late = datetime(2026, 3, 10, 23, 30, tzinfo=UTC)
    with translation.override("en"):
        assert dates.day(late.astimezone(HELSINKI), NOW) == "today"
        assert dates.day(late, NOW.astimezone(UTC)) == "yesterday"


@pytest.mark.parametrize(
    ("length", "en", "fi", "hant"),
    [
        (timedelta(seconds=20), "moments", "hetki", "片刻"),
        (timedelta(minutes=5), "5 min", "5 min", "5 分鐘"),
        (timedelta(hours=2, minutes=10), "2 h 10 min", "2 h 10 min", "2 小時 10 分"),
        (timedelta(hours=2), "2 h", "2 h", "2 小時"),
        (timedelta(days=1, hours=5), "1 day", "1 päivä", "1 天"),
        (timedelta(days=3), "3 days", "3 päivää", "3 天"),
    ],
)
def test_a_span_is_said_in_its_largest_units(length, en, fi, hant):
    for language, words in (("en", en), ("fi", fi), ("zh-hant", hant)):
        with translation.override(language):
            assert dates.span(length) == words
            assert dates.span(-length) == words


def test_the_tip_has_the_whole_date_with_its_zone():
    with translation.override("en"):
        assert dates.full(NOW) == "Wed 11 Mar 2026 11:05 (EET)"
    with translation.override("zh-hans"):
        assert dates.full(NOW) == "周三 2026年3月11日 11:05 (EET)"


@given(at=st.datetimes(timezones=st.just(HELSINKI), min_value=datetime(1971, 1, 1), max_value=datetime(2100, 1, 1)))  # noqa: DTZ001
def test_every_moment_has_words_in_every_language(at):
    for language in LANGUAGES:
        with translation.override(language):
            words = dates.moment(at, NOW) + dates.full(at) + dates.span(at - NOW)
            assert words.strip()
            assert not set("{}%") & set(words)
