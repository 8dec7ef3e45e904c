"""Chinese phrases of time, for both scripts: patterns meet folded text, so they are written in simplified characters.

What is only said in Cantonese stands in yue.py, which builds on these rules.
"""

from __future__ import annotations

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

DIGITS = {sign: number for number, sign in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0, "俩": 2}
TENS = {"十": 10, "廿": 20, "卅": 30}
WEEKDAYS = {**{sign: number for number, sign in enumerate("一二三四五六日")}, "天": 6} | {
    str(number): number - 1 for number in range(1, 7)
}
AWAY = {"今": 0, "即": 0, "当": 0, "明": 1, "听": 1, "聽": 1, "后": 2}

_MORNING = ("上午", "早上", "早晨", "清晨", "凌晨", "一早", "朝早", "上昼")


def build(_variety: Variety, files: tuple[str, ...] = ("zh", "numeric")) -> Grammar:
    """The grammar of Mandarin, in either script; Cantonese gives files of its own."""
    return load(files, RELATIVE, ABSOLUTE, {"PAIR": f"(?:{'|'.join(_PAIRS)})"}, r"\d\d")


def number(words: str) -> float:
    """12 for "12", "12 " and "十二"; 25 for "廿五"; 0.5 for "半"; of "两三" the greater."""
    words = words.strip()
    if words.isdigit():
        return int(words)
    if words == "半":
        return 0.5
    total, last = 0, 0
    for sign in words:
        if sign in TENS:
            total, last = total + (last or 1) * TENS[sign], 0
        else:
            last = DIGITS[sign]
    return total + last


def _weekday(match: Match) -> int:
    return WEEKDAYS[match["name"]]


def bare_weekday(match: Match, frame: Frame) -> Meaning:
    """The next such day strictly after today."""
    return day(calendar.coming(frame.today, _weekday(match)), weak=True, weekday=_weekday(match))


def coming_weekday(match: Match, frame: Frame) -> Meaning:
    """Said with a word for "coming"."""
    return day(calendar.coming(frame.today, _weekday(match)), weekday=_weekday(match))


def _next_weekday(match: Match, frame: Frame) -> Meaning:
    weeks = match["next"].count("下")
    return day(calendar.weekday_of(frame.today, weeks, _weekday(match)), weekday=_weekday(match))


def _this_weekday(match: Match, frame: Frame) -> Meaning:
    found = calendar.weekday_of(frame.today, 0, _weekday(match))
    if found is None or found < frame.today:
        return PAST
    return day(found, weekday=_weekday(match))


def _full_date(match: Match, frame: Frame) -> Meaning:
    year = match["y"]
    if year and len(year) == 3:
        years: int | None = int(year) + 1911
    else:
        years = a_year(year)
    return dated(years, int(number(match["m"])), int(number(match["d"])), frame)


def _slashed(match: Match, frame: Frame) -> Meaning:
    return in_order(int(match["m"]), int(match["d"]), "month-day", a_year(match["y"]), frame)


def _slashed_either(match: Match, frame: Frame) -> Meaning:
    """Hong Kong writes the day first, the mainland and Taiwan the month, and people there write to one another."""
    return in_order(int(match["m"]), int(match["d"]), "either", a_year(match["y"]), frame)


def _day_of_month(match: Match, frame: Frame) -> Meaning:
    figure = int(number(match["d"]))
    if match["next"] or match["this"]:
        return day(calendar.a_date(*calendar.month_after(frame.today, 1 if match["next"] else 0), figure))
    return day(calendar.nearest_day_of_month(frame.today, figure), weak=True)


def near_day(match: Match, frame: Frame) -> Meaning:
    """Today, tomorrow and the days after; a part of the day may be said with it."""
    near = match["near"]
    away = 3 if near.startswith("大后") else AWAY[near[0]]
    half: Half | None = None
    if near[-1] in "早朝晨":
        half = "am"
    elif near[-1] == "晚":
        half = "pm"
    return day(calendar.plus_days(frame.today, away), weak=away == 0, half=half, bound=bool(match["within"]))


def _next_working(_match: Match, frame: Frame) -> Meaning:
    return day(calendar.plus_working_days(frame.today, 1, frame.holidays))


def week(match: Match, frame: Frame) -> Meaning:
    """A week as a limit ends on its Friday."""
    weeks = (match["next"] or "").count("下")
    if weeks:
        return day(calendar.weekday_of(frame.today, weeks, calendar.FRIDAY))
    return day(calendar.friday_of_this_week(frame.today))


def _weekend(match: Match, frame: Frame) -> Meaning:
    weeks = (match["next"] or "").count("下")
    if match["before"]:
        found = calendar.weekday_of(frame.today, 1, calendar.FRIDAY) if weeks else None
        return day(found or calendar.friday_of_this_week(frame.today), bound=True)
    return day(calendar.weekday_of(frame.today, weeks, calendar.SUNDAY))


def _month_end(match: Match, frame: Frame) -> Meaning:
    if match["m"]:
        return day(calendar.nearest_month_end(frame.today, int(number(match["m"]))), weak=True)
    return day(calendar.month_end(*calendar.month_after(frame.today, (match["next"] or "").count("下"))))


def _year_end(match: Match, frame: Frame) -> Meaning:
    return day(calendar.a_date(frame.today.year + (1 if match["next"] else 0), 12, 31))


def _quarter(match: Match, frame: Frame) -> Meaning:
    end = calendar.quarter_end(frame.today)
    if match["next"] and end:
        end = calendar.quarter_end(calendar.plus_days(end, 1) or end)
    return day(end)


def count(match: Match, frame: Frame) -> Meaning:
    """So many units within which, or after which."""
    words, unit = match["n"], match["unit"]
    kind = next(kind for signs, kind in _UNITS if unit.startswith(signs))
    amount = max(number(sign) for sign in words) if words in _PAIRS else number(words)
    if match["half"] or "半" in unit:
        amount += 0.5
    return counted(amount, kind, frame)._replace(
        bound=match["how"].endswith("内"), weak=not match["how"].endswith("内")
    )


_UNITS = (
    (("工作", "个工作", "上班"), "working-day"), (("分", "mins"), "minute"),
    (("个钟", "小时", "个小时", "钟", "个半钟", "h"), "hour"), (("周", "星期", "个星期", "礼拜", "个礼拜"), "week"),
    (("个月", "月"), "month"), (("年",), "year"), (("天", "日", "个自然日", "自然日"), "day"),
)  # fmt: skip
_PAIRS = ("一两", "两三", "三四", "四五", "五六", "六七", "七八", "三五")


def said_clock(match: Match, _frame: Frame) -> Meaning:
    """An hour; in the afternoon where a part of the day says so."""
    hour, half = int(number(match["h"])), match["half"]
    minute = _minutes(match["min"])
    if not half:
        return clock(hour, minute, loose=1 <= hour <= 7)
    if hour > 12 or half in _MORNING:
        return UNCLEAR if half in _MORNING and hour > 12 else clock(hour, minute)
    if half == "中午":
        return clock(hour + 12 if hour < 10 else hour, minute)
    return clock(hour % 12 + 12, minute)


def _minutes(words: str | None) -> int:
    if not words:
        return 0
    fixed = {"半": 30, "正": 0, "整": 0, "一刻": 15, "三刻": 45}
    return fixed[words] if words in fixed else int(number(words.rstrip("分")))


def _part(match: Match, _frame: Frame) -> Meaning:
    half = match["half"]
    if half in ("中午", "正午"):
        return Meaning(at=time(12), timid=True)
    return Meaning(half="am" if half in _MORNING else "pm", timid=True)


def ago_or_before(match: Match, frame: Frame) -> Meaning:
    """5日前 is "five days ago" or "before the 5th"; only a word of limit in front of it decides."""
    if not match.string.endswith(("于", "在", "请", "迟", "晚", "限", "须"), 0, match.start()):
        return UNCLEAR
    return day(calendar.nearest_day_of_month(frame.today, int(match["d"])), bound=True)


ABSOLUTE: dict[str, Resolver] = SHARED_ABSOLUTE | {
    "part": _part,
    "said_clock": said_clock,
    "full_date": _full_date,
    "slashed": _slashed,
    "slashed_either": _slashed_either,
}
RELATIVE: dict[str, Resolver] = SHARED_RELATIVE | {
    "ago_or_before": ago_or_before,
    "bare_weekday": bare_weekday,
    "coming_weekday": coming_weekday,
    "count": count,
    "day_of_month": _day_of_month,
    "month_end": _month_end,
    "near_day": near_day,
    "next_weekday": _next_weekday,
    "next_working": _next_working,
    "quarter": _quarter,
    "this_weekday": _this_weekday,
    "week": week,
    "weekend": _weekend,
    "year_end": _year_end,
}
