"""How a value is said in the language of a text: days and times, opening hours, and codes that have a word."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

Week = Sequence[Sequence[Sequence[str]]]
"""Opening hours of Monday to Sunday, as `Workspace.week` has them."""
Value = str | date | Mapping[str, str] | Week
"""Words, a day, a moment with its zone, words by language, or opening hours."""
_FOLDER = Path(__file__).parent


def word(book: str, code: str, language: str) -> str:
    """The word of a code ("role", "lead"; "channel", "mail"); the code itself where it has none."""
    said: str = _words(language).get(book, {}).get(code, code)
    return said


def hours(week: Week, language: str) -> str:
    """Opening hours as a letter says them: "Mon–Fri 9:00–12:00"."""
    return _week(week, language)


def say(place: str, value: Value | None, manner: str, language: str, zone: tzinfo) -> str:
    """A value in words; "" for none. `manner` is "day", "last" or "" (see template.py). Moments are told in `zone`.

    A place's codes are those of its last word: `decider_role` has the words of "role".
    """
    if isinstance(value, Mapping):
        value = value.get(language, "")
    if not value:
        return ""
    if isinstance(value, str):
        return word(place.rpartition("_")[2], value, language).strip()
    if isinstance(value, datetime):
        return _moment(value.astimezone(zone), manner, language)
    if isinstance(value, date):
        return _day(value, language)
    return _week(value, language)


def _moment(at: datetime, manner: str, language: str) -> str:
    if manner == "last" and at.time() == time():
        return _day(at.date() - timedelta(days=1), language)
    if manner:
        return _day(at.date(), language)
    how = _words(language)["time"]
    weekday = how["weekdays"][at.weekday()]
    said: str = how["moment"].format(weekday=weekday, day=_day(at.date(), language), time=_clock(at.time(), language))
    return said


def _day(day: date, language: str) -> str:
    how = _words(language)["time"]
    month = how["months"][day.month - 1] if "months" in how else day.month
    said: str = how["day"].format(day=day.day, month=month, year=day.year)
    return said


def _clock(at: time, language: str) -> str:
    said: str = _words(language)["time"]["clock"].format(hour=at.hour, minute=at.minute)
    return said


def _week(week: Week, language: str) -> str:
    """ "Mon–Fri 9:00–12:00": days in a row with the same hours are told together, days without hours not at all."""
    how = _words(language)["time"]
    told = []
    for hours, days in groupby(range(len(week)), key=lambda day: [list(each) for each in week[day]]):
        run = list(days)
        if hours:
            told.append(f"{_days(run, how)} {_hours(hours, how, language)}")
    separator: str = how["between_days"]
    return separator.join(told)


def _days(run: Sequence[int], how: Mapping[str, Any]) -> str:
    first, last = how["short_weekdays"][run[0]], how["short_weekdays"][run[-1]]
    if len(run) == 1:
        return str(first)
    said: str = how["days"].format(first=first, last=last)
    return said


def _hours(hours: Sequence[Sequence[str]], how: Mapping[str, Any], language: str) -> str:
    pairs = [[_clock(time.fromisoformat(each), language) for each in pair] for pair in hours]
    separator: str = how["between_hours"]
    return separator.join(how["hours"].format(start=start, end=end) for start, end in pairs)


@cache
def _words(language: str) -> Mapping[str, Any]:
    return tomllib.loads((_FOLDER / language / "words.toml").read_text("utf-8"))
