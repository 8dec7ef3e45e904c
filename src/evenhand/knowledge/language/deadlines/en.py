"""English phrases of time."""

from __future__ import annotations

import re
from datetime import time

from evenhand.knowledge.language.deadlines import calendar
from evenhand.knowledge.language.deadlines.meaning import (
    PAST,
    UNCLEAR,
    Frame,
    Grammar,
    Half,
    Match,
    Meaning,
    Resolver,
    day,
)
from evenhand.knowledge.language.deadlines.numeric import (
    ABSOLUTE as SHARED_ABSOLUTE,
)
from evenhand.knowledge.language.deadlines.numeric import (
    RELATIVE as SHARED_RELATIVE,
)
from evenhand.knowledge.language.deadlines.numeric import (
    a_year,
    clock,
    counted,
    dated,
    in_order,
)
from evenhand.knowledge.language.deadlines.patterns import load
from evenhand.knowledge.language.variety import Variety

WEEKDAYS = {
    "mon": 0, "tue": 1, "tues": 1, "wed": 2, "weds": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5,
    "sun": 6, "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6,
}  # fmt: skip
MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10,
    "nov": 11, "dec": 12,
}  # fmt: skip
_ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
NUMBERS: dict[str, float] = {
    **{word: number for number, word in enumerate(_ONES.split(), 1)},
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "a": 1, "an": 1, "half a": 0.5,
    "half an": 0.5, "another": 1,
    **{f"twenty-{word}": 20 + number for number, word in enumerate(_ONES.split()[:9], 1)},
}  # fmt: skip


def build(_language: Variety) -> Grammar:
    """The English grammar."""
    words = "|".join(sorted(map(re.escape, NUMBERS), key=len, reverse=True))
    figure = r"\d{1,3}(?:\.5)?"
    names = {"WORDED": f"(?:{words})", "FIGURE": figure, "NUMBER": f"(?:{words}|{figure})"}
    return load(("en", "numeric"), RELATIVE, ABSOLUTE, names, r"\w.")


def _weekday(match: Match) -> int:
    return WEEKDAYS[match["name"]]


def _bare_weekday(match: Match, frame: Frame) -> Meaning:
    weekday = _weekday(match)
    short = len(match["name"]) < 6
    return day(calendar.coming(frame.today, weekday), weak=True, timid=short, weekday=weekday)


def _this_weekday(match: Match, frame: Frame) -> Meaning:
    found = calendar.weekday_of(frame.today, 0, _weekday(match))
    return UNCLEAR if found is None or found < frame.today else day(found, weekday=_weekday(match))


def _coming_weekday(match: Match, frame: Frame) -> Meaning:
    return day(calendar.coming(frame.today, _weekday(match)), weekday=_weekday(match))


def _next_weekday(match: Match, frame: Frame) -> Meaning:
    return day(calendar.weekday_of(frame.today, 1, _weekday(match)), weekday=_weekday(match))


def _weekday_week(match: Match, frame: Frame) -> Meaning:
    first = calendar.coming(frame.today, _weekday(match))
    return UNCLEAR if first is None else day(calendar.plus_days(first, 7))


def _written(match: Match, frame: Frame) -> Meaning:
    return dated(a_year(match["y"]), MONTHS[match["m"][:3]], int(match["d"]), frame)


def _day_of_month(match: Match, frame: Frame) -> Meaning:
    if match["next"]:
        year, month = calendar.month_after(frame.today, match["next"] == "next")
        return day(calendar.a_date(year, month, int(match["d"])))
    return day(calendar.nearest_day_of_month(frame.today, int(match["d"])), timid=True)


def _slashed(match: Match, frame: Frame) -> Meaning:
    found = in_order(int(match["a"]), int(match["b"]), "either", a_year(match["y"]), frame)
    is_led = match.string.endswith("on ", 0, match.start())
    return found._replace(timid=found.timid and not is_led)


def _dotted(match: Match, frame: Frame) -> Meaning:
    return in_order(int(match["a"]), int(match["b"]), "day-month", a_year(match["y"]), frame)


_DAYS_AWAY = {"today": 0, "tonight": 0, "tomorrow": 1, "tmrw": 1, "tmr": 1, "tomorow": 1, "day after": 2}


def _near_day(match: Match, frame: Frame) -> Meaning:
    away = _DAYS_AWAY["day after" if match["after"] else match["near"]]
    return day(calendar.plus_days(frame.today, away), weak=away == 0, half="pm" if match["near"] == "tonight" else None)


def _this_part(match: Match, frame: Frame) -> Meaning:
    """This morning is past when it is said after noon."""
    if match["part"] == "morning" and frame.now.hour >= 12 or match["part"] == "afternoon" and frame.now.hour >= 18:
        return PAST
    half: Half = "am" if match["part"] == "morning" else "pm"
    return day(frame.today, weak=match["part"] == "morning", half=half)


def _week(match: Match, frame: Frame) -> Meaning:
    if match["which"] == "next":
        return day(calendar.weekday_of(frame.today, 1, calendar.FRIDAY))
    return day(calendar.friday_of_this_week(frame.today))


def _end_of(match: Match, frame: Frame) -> Meaning:
    ahead, today = (match["which"] or "").startswith("next"), frame.today
    unit = match["unit"]
    if unit in ("week", "eow", "wk"):
        found = calendar.weekday_of(today, 1, calendar.FRIDAY) if ahead else calendar.friday_of_this_week(today)
    elif unit in ("month", "eom"):
        found = calendar.month_end(*calendar.month_after(today, ahead))
    elif unit == "quarter":
        found = calendar.quarter_end(today)
        found = calendar.quarter_end(calendar.plus_days(found, 1) or found) if ahead and found else found
    else:
        found = calendar.a_date(today.year + ahead, 12, 31)
    return day(found)


def _month_name(match: Match, frame: Frame) -> Meaning:
    month = MONTHS[match["m"][:3]]
    year = a_year(match["y"])
    found = calendar.month_end(year, month) if year else calendar.nearest_month_end(frame.today, month)
    return day(found, weak=not year)


def _week_after_next(_match: Match, frame: Frame) -> Meaning:
    return day(calendar.weekday_of(frame.today, 2, calendar.FRIDAY))


def _next_month(_match: Match, frame: Frame) -> Meaning:
    return day(calendar.month_end(*calendar.month_after(frame.today, 1)))


def _weekend(match: Match, frame: Frame) -> Meaning:
    """Before the weekend is Friday; over the weekend ends on Sunday."""
    if match["before"]:
        return day(calendar.friday_of_this_week(frame.today), bound=True)
    return day(calendar.weekday_of(frame.today, 0, calendar.SUNDAY))


_UNITS = {"m": "minute", "h": "hour", "d": "day", "w": "week", "f": "fortnight", "y": "year"}


def _counted(match: Match, frame: Frame) -> Meaning:
    unit = match["unit"]
    amount = float(match["figure"]) if match["figure"] else NUMBERS.get(match["n"], 1.0)
    if unit.startswith(("working", "business", "work ", "work-", "office")):
        kind = "working-day" if "day" in unit else ""
    else:
        last = unit.split()[-1].split("-")[-1]
        kind = "month" if last.startswith("mo") else _UNITS[last[0]]
    if kind == "fortnight":
        amount, kind = amount * 2, "week"
    if not kind:
        return UNCLEAR._replace(counted=True)
    return counted(amount, kind, frame)._replace(bound=match["within"] is not None, weak=match["within"] is None)


def _clock(match: Match, _frame: Frame) -> Meaning:
    hour, minute, half = int(match["h"]), int(match["min"] or 0), match["half"]
    if half:
        if not 1 <= hour <= 12:
            return UNCLEAR
        return clock(hour % 12 + (12 if half[0] == "p" else 0), minute)
    return clock(hour, minute, loose=1 <= hour <= 7 and not match["h"].startswith("0"))


_PAST_HOUR = {"half": 30, "quarter past": 15, "quarter to": -15, "thirty": 30, "fifteen": 15, "forty-five": 45}


def _spoken(match: Match, _frame: Frame) -> Meaning:
    """An hour in words; "half nine" is said for half past nine."""
    minutes = _PAST_HOUR[(match["past"] or "half").replace("half past", "half")] if match["past"] else 0
    minutes += _PAST_HOUR[match["min"].replace(" ", "-")] if match["min"] else 0
    hour = int(NUMBERS.get(match["hour"]) or match["hour"]) % 12 + (12 if (match["half"] or "").startswith("p") else 0)
    total = (hour * 60 + minutes) % (24 * 60)
    if not match["half"] and not hour:
        total = (12 * 60 + minutes) % (24 * 60)
    return clock(total // 60, total % 60, loose=not match["half"] and 1 <= total // 60 <= 7)


def _next_working(_match: Match, frame: Frame) -> Meaning:
    return day(calendar.plus_working_days(frame.today, 1, frame.holidays))


def _said_clock(match: Match, _frame: Frame) -> Meaning:
    word = match["word"]
    return Meaning(at=time(12), timid=True) if word != "midnight" else UNCLEAR


def _part(match: Match, _frame: Frame) -> Meaning:
    half: Half = "am" if match["part"] == "morning" else "pm"
    return Meaning(half=half, timid=True)


ABSOLUTE: dict[str, Resolver] = SHARED_ABSOLUTE | {
    "part": _part,
    "said_clock": _said_clock,
    "clock": _clock,
    "dotted": _dotted,
    "slashed": _slashed,
    "spoken": _spoken,
    "written": _written,
}
RELATIVE: dict[str, Resolver] = SHARED_RELATIVE | {
    "bare_weekday": _bare_weekday,
    "coming_weekday": _coming_weekday,
    "counted": _counted,
    "day_of_month": _day_of_month,
    "end_of": _end_of,
    "month_name": _month_name,
    "near_day": _near_day,
    "next_month": _next_month,
    "next_weekday": _next_weekday,
    "next_working": _next_working,
    "this_part": _this_part,
    "this_weekday": _this_weekday,
    "week": _week,
    "week_after_next": _week_after_next,
    "weekday_week": _weekday_week,
    "weekend": _weekend,
}
