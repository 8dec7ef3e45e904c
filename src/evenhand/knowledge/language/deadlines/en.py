"""English phrases of time."""

from __future__ import annotations

import re
from dataclasses import replace
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
    Rule,
    Surroundings,
    day,
    grammar,
)
from evenhand.knowledge.language.deadlines.numeric import (
    ISO,
    YEAR_FIRST,
    a_year,
    clock,
    counted,
    dated,
    in_order,
)
from evenhand.knowledge.language.shape import Variety

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
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "a": 1, "an": 1, "the": 1, "half a": 0.5,
    "half an": 0.5, "another": 1, "the hour": 1,
    **{f"twenty-{word}": 20 + number for number, word in enumerate(_ONES.split()[:9], 1)},
}  # fmt: skip

_FULL = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_NAME = rf"(?:{_FULL}|mon|tues?|weds?|thu(?:rs?)?|fri|sat|sun)\b(?!')"
_MONTH = (
    r"(?:(?:january|february|march|april|may|june|july|august|september|october|november|december)\b"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b(?:\.(?= ?\d))?)"
)
_NUMBER = "(?:" + "|".join(sorted(map(re.escape, NUMBERS), key=len, reverse=True)) + r"|\d{1,3}(?:\.5)?)"
_UNIT = r"(?:(?:working|business|work|office|calendar)[ -])?(?:min(?:ute)?s?|hours?|hrs?|h|days?|weeks?|wks?|fortnights?|months?|years?)"
_COUNT = rf"(?:(?P<low>{_NUMBER})(?: ?- ?| to | or ))?(?P<n>{_NUMBER})[ -]?(?P<unit>{_UNIT})\b"
_DAY = r"(?:the )?(?P<d>\d{1,2})(?:st|nd|rd|th)?"
_SOME = r"(?:a )?(?:few|couple(?: of)?|several|some|number of)"


def build(_language: Variety) -> Grammar:
    """The English grammar."""
    return grammar(r"\b(?=[0-9a-y])", RULES, AROUND)


def _weekday(match: Match) -> int:
    return WEEKDAYS[match["name"]]


def _bare_weekday(match: Match, frame: Frame) -> Meaning:
    weekday = _weekday(match)
    short = len(match["name"]) < 6
    return replace(day(calendar.coming(frame.today, weekday), weak=True, timid=short), weekday=weekday)


def _this_weekday(match: Match, frame: Frame) -> Meaning:
    found = calendar.weekday_of(frame.today, 0, _weekday(match))
    return UNCLEAR if found is None or found < frame.today else replace(day(found), weekday=_weekday(match))


def _coming_weekday(match: Match, frame: Frame) -> Meaning:
    return replace(day(calendar.coming(frame.today, _weekday(match))), weekday=_weekday(match))


def _next_weekday(match: Match, frame: Frame) -> Meaning:
    return replace(day(calendar.weekday_of(frame.today, 1, _weekday(match))), weekday=_weekday(match))


def _weekday_week(match: Match, frame: Frame) -> Meaning:
    first = calendar.coming(frame.today, _weekday(match))
    return UNCLEAR if first is None else day(calendar.plus_days(first, 7))


def _written(match: Match, frame: Frame) -> Meaning:
    return dated(a_year(match["y"]), MONTHS[match["m"][:3]], int(match["d"]), frame)


def _day_of_month(match: Match, frame: Frame) -> Meaning:
    if match["next"]:
        year, month = calendar.month_after(frame.today, match["next"] == "next")
        return day(calendar.a_date(year, month, int(match["d"])))
    return replace(day(calendar.nearest_day_of_month(frame.today, int(match["d"]))), timid=True)


def _slashed(match: Match, frame: Frame) -> Meaning:
    found = in_order(int(match["a"]), int(match["b"]), "either", a_year(match["y"]), frame)
    is_led = match.string.endswith("on ", 0, match.start())
    return replace(found, timid=found.timid and not is_led)


def _dotted(match: Match, frame: Frame) -> Meaning:
    return in_order(int(match["a"]), int(match["b"]), "day-month", a_year(match["y"]), frame)


_DAYS_AWAY = {"today": 0, "tonight": 0, "tomorrow": 1, "tmrw": 1, "tmr": 1, "tomorow": 1, "day after": 2}


def _near_day(match: Match, frame: Frame) -> Meaning:
    away = _DAYS_AWAY["day after" if match["after"] else match["near"]]
    return day(calendar.plus_days(frame.today, away), weak=away == 0)


def _this_part(match: Match, frame: Frame) -> Meaning:
    """This morning is past when it is said after noon."""
    if match["part"] == "morning" and frame.now.hour >= 12 or match["part"] == "afternoon" and frame.now.hour >= 18:
        return PAST
    return day(frame.today, weak=match["part"] == "morning")


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
        return replace(day(calendar.friday_of_this_week(frame.today)), bound=True)
    return day(calendar.weekday_of(frame.today, 0, calendar.SUNDAY))


_UNITS = {"m": "minute", "h": "hour", "d": "day", "w": "week", "f": "fortnight", "y": "year"}


def _counted(match: Match, frame: Frame) -> Meaning:
    number, unit = match["n"], match["unit"]
    amount = NUMBERS[number] if number in NUMBERS else float(number)
    if unit.startswith(("working", "business", "work ", "work-", "office")):
        kind = "working-day" if "day" in unit else ""
    else:
        last = unit.split()[-1].split("-")[-1]
        kind = "month" if last.startswith("mo") else _UNITS[last[0]]
    if kind == "fortnight":
        amount, kind = amount * 2, "week"
    if not kind:
        return replace(UNCLEAR, counted=True)
    return replace(counted(amount, kind, frame), bound=match["within"] is not None, weak=match["within"] is None)


def _clock(match: Match, _frame: Frame) -> Meaning:
    hour, minute, half = int(match["h"]), int(match["min"] or 0), match["half"]
    if half:
        if not 1 <= hour <= 12:
            return UNCLEAR
        return clock(hour % 12 + (12 if half[0] == "p" else 0), minute)
    return clock(hour, minute, loose=1 <= hour <= 7 and not match["h"].startswith("0"))


def _said_clock(match: Match, _frame: Frame) -> Meaning:
    word = match["word"]
    return Meaning(at=time(12), timid=True) if word != "midnight" else UNCLEAR


def _part(match: Match, _frame: Frame) -> Meaning:
    half: Half = "am" if match["part"] == "morning" else "pm"
    return Meaning(half=half, timid=True)


def _business_end(_match: Match, frame: Frame) -> Meaning:
    return Meaning(at=frame.end_of_business, bound=True, business_end=True)


def _past(_match: Match, _frame: Frame) -> Meaning:
    return PAST


def _unclear(_match: Match, _frame: Frame) -> Meaning:
    return UNCLEAR


def _timid_unclear(_match: Match, _frame: Frame) -> Meaning:
    return replace(UNCLEAR, timid=True)


def _rule(name: str, pattern: str, resolve: object, absolute: bool = False) -> Rule:
    return Rule(name, re.compile(pattern), resolve, absolute)  # type: ignore[arg-type]


_PERIOD = r"(?:week|month|year|night|quarter|time|summer|winter|spring|autumn|weekend)"
RULES = (
    _rule("gone", rf"(?:yesterday|the day before yesterday|(?:last|past|previous) (?:{_NAME}|{_PERIOD}\b)"
          rf"|{_NAME} (?:last|gone)\b|(?:{_COUNT.replace('?P<low>', '?:').replace('?P<n>', '?:').replace('?P<unit>', '?:')}"
          rf"|{_SOME} {_UNIT}) (?:ago|earlier|late|overdue|old)\b|earlier (?:today|this week)|at the end of the day,?(?! today)"
          rf"|today's|tomorrow's|{_NAME}(?: ?- ?| to | through ){_NAME}|24/7)", _past, True),
    ISO,
    YEAR_FIRST,
    _rule("day_first", rf"{_DAY}(?: of)? (?P<m>{_MONTH})(?:,? (?P<y>(?:19|20)\d\d)\b)?", _written, True),
    _rule("month_first", rf"(?P<m>{_MONTH}) {_DAY}\b(?![:/.]\d)(?:,? (?P<y>(?:19|20)\d\d)\b)?", _written, True),
    _rule("dotted", r"(?<![\d.])(?P<a>\d{1,2})\.(?P<b>\d{1,2})\.(?P<y>(?:20)?\d\d)(?![\d.]\d)", _dotted, True),
    _rule("slashed", r"(?<![\d/])(?P<a>\d{1,2})/(?P<b>\d{1,2})(?:/(?P<y>(?:20)?\d\d))?(?![\d/])", _slashed, True),
    _rule("weekday_after", rf"(?:(?:a|one) week (?:on|from) )(?P<name>{_NAME})", _weekday_week),
    _rule("weekday_week", rf"(?P<name>{_NAME}) (?:week\b(?!ly)|after next\b)", _weekday_week),
    _rule("weekday_next", rf"(?P<name>{_NAME}) (?:of )?next week\b", _next_weekday),
    _rule("next_weekday", rf"next (?:week(?:'s)?,? (?:on )?)?(?P<name>{_NAME})", _next_weekday),
    _rule("this_weekday", rf"this (?:week's )?(?P<name>{_NAME})", _this_weekday),
    _rule("weekday_this", rf"(?P<name>{_NAME}) (?:of )?this week\b", _this_weekday),
    _rule("coming_weekday", rf"(?:the )?(?:coming|upcoming) (?P<name>{_NAME})", _coming_weekday),
    _rule("weekday", rf"(?P<name>{_NAME})", _bare_weekday),
    _rule("near_day", r"(?:(?P<after>(?:the )?day after tomorrow)|(?P<near>today|tonight|tomorrow|tmrw|tmr|tomorow))\b(?!')", _near_day),
    _rule("this_part", r"this (?P<part>morning|afternoon|evening)\b", _this_part),
    _rule("day_end", r"(?:(?:the )?(?:end|close) of (?:the |this )?(?:business|working |work |office )?(?: ?day|hours)?"
          rf"(?<=day|ess|urs)(?!\w)|(?:the )?end of (?=today|tomorrow|{_FULL}|the day)|eod\b|cob\b|c\.o\.b\.|eob\b"
          r"|close of play|before (?:we|you|i) (?:close|leave)(?: today)?\b|office close\b)", _business_end),
    _rule("vague_week", rf"(?:early|mid|middle of|beginning of|start of)[ -](?:the )?(?:next |this )?(?:week|month|year|{_MONTH})"
          rf"|(?:with)?in (?:the )?(?:next |coming )?{_SOME} {_UNIT}|(?:the )?(?:next|coming) (?:few|couple of)? ?(?:days|weeks)\b",
          _unclear),
    _rule("end_of", r"(?:the )?end of (?P<which>the |this |next )?(?P<unit>week|month|quarter|year)\b(?!end)", _end_of),
    _rule("short_end", r"(?P<which>(?!))?(?P<unit>eow|eom|month[- ]end|year[- ]end)\b", _end_of),
    _rule("end_of_month", rf"(?:the )?end of (?P<m>{_MONTH})(?: (?P<y>(?:19|20)\d\d)\b)?", _month_name),
    _rule("week_after_next", r"(?:the )?week after next\b", _week_after_next),
    _rule("week", r"(?:later |within |during )?(?:(?:at )?some ?(?:time|point) )?(?P<which>this|next) week\b(?!end)", _week),
    _rule("next_month", r"next month\b", _next_month),
    _rule("this_month", r"(?P<which>this) (?P<unit>month|quarter|year)\b", _end_of),
    _rule("weekend", r"(?:over |during |(?P<before>before |by ))?(?:this|the|end of the) weekend\b", _weekend),
    _rule("counted", rf"(?:(?P<within>within|no later than|in less than|in under|in at most|inside) |in (?:about |exactly |roughly )?)"
          rf"(?:the )?(?:next |coming |max(?:imum)? (?:of )?|at most )?{_COUNT}(?:' time|'s time)?", _counted),
    _rule("hence", rf"{_COUNT.replace('?P<low>', '?:')}(?P<within>(?!))?(?:'s?)? (?:from (?:now|today)|time)\b", _counted),
    _rule("month", rf"(?<=in )(?P<m>{_MONTH})(?: (?P<y>(?:19|20)\d\d)\b)?(?! \d)", _month_name),
    _rule("clock", r"(?P<h>\d{1,2})(?:[:.](?P<min>[0-5]\d))? ?(?P<half>am\b|pm\b|a\.m\.|p\.m\.)", _clock),
    _rule("clock_24", r"(?P<half>(?!))?(?P<h>\d{1,2}):(?P<min>[0-5]\d)(?![:\d])(?:(?: ?h| hrs| hours)\b)?", _clock),
    _rule("oclock", r"(?P<half>(?!))?(?P<h>\d{1,2})(?P<min>(?!))? ?o'?clock\b", _clock),
    _rule("at_hour", r"(?P<half>(?!))?at (?P<h>\d{1,2})\b(?P<min>(?!))?(?![%:.,]\d|%| ?[a-z])", _clock),
    _rule("said_clock", r"(?P<word>noon|midday|lunch ?time|lunch|midnight)\b", _said_clock),
    _rule("part", r"(?:(?:the |in the )?(?P<part>morning|afternoon|evening)|first thing)\b", _part),
    _rule("nth", r"the (?P<d>\d{1,2})(?:st|nd|rd|th)\b(?: of (?P<next>this|next) month\b)?"
          r"(?! (?:floor|time|attempt|invoice|order|e?-?mail|message|week|day|quarter|party|line|page|item|batch|one|edition"
          r"|call|version|century|request|reminder|complaint|letter|month|year|delivery))", _day_of_month),
    _rule("feast", r"(?:christmas|xmas|easter|new year(?:'s)?|thanksgiving|chinese new year|the holidays)\b", _timid_unclear),
)  # fmt: skip

_LIMIT = (
    r"\b(?:by|before|until|till?|'til|(?:no|not|any) later than|not after|at the latest(?: by)?|due(?: date)?(?: is| on| by|:)?"
    r"|deadline(?: is| of| was|:)?|on or before|latest(?: by)?|prior to|up to|ahead of|promised for|in time for)"
    r" {1,2}(?:(?:on|at|the|around|this|next|latest) ){0,2}\Z"
)
AROUND = Surroundings(
    glue=re.compile(
        r"(?:,? (?:on |at |by |the |in |in the |of |before |around |is |(?:by|at|before) the )?|, ?|\(| \(|-| - )"
    ),
    limit_before=re.compile(_LIMIT),
    limit_after=re.compile(r" ?\(?,? ?(?:at the (?:very )?latest|latest|or (?:sooner|earlier|before)|deadline)\b"),
    leading=re.compile(r"\b(?:on|at|for) (?:the )?\Z"),
    never_before=re.compile(
        r"\b(?:since|from|after|dated?|starting|effective|every|each|between|week of|of|on or after|as of|last|ago|past|until now)"
        r" (?:the |on |around )?\Z"
    ),
    never_after=re.compile(r"(?:'s\b| ?- ?(?=\d)| ago\b| (?:onwards?|meeting was|was|has been|had been)\b)"),
    told=re.compile(
        r"\b(?:was|were|had|did|didn't|has|have|been|sent|called|rang|phoned|ordered|bought|paid|told|wrote|asked|came|went"
        r"|got|received|arrived|spoke|reported|delivered|returned|complained|opened|signed|placed|started|happened|broke"
        r"|emailed|contacted|visited|met|waited|missed|failed|cancelled|shipped|i've|we've|you've|they've|it's been"
        r"|said it (?:was|were)|ago|already|turned|stopped|ended|began|made|gave|took|found|saw|tried|chatted)\b"
    ),
)
