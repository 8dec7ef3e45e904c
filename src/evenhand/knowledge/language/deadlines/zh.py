"""Chinese phrases of time, for both scripts: patterns meet folded text, so they are written in simplified characters.

What is only said in Cantonese stands in yue.py, which builds on these rules.
"""

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

DIGITS = {sign: number for number, sign in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0, "俩": 2}
TENS = {"十": 10, "廿": 20, "卅": 30}
WEEKDAYS = {**{sign: number for number, sign in enumerate("一二三四五六日")}, "天": 6} | {
    str(number): number - 1 for number in range(1, 7)
}
AWAY = {"今": 0, "即": 0, "当": 0, "明": 1, "听": 1, "聽": 1, "后": 2}

N = r"(?:\d{1,3}|[廿卅][一二三四五六七八九]?|[二三]?十[一二三四五六七八九]?|[一二两三四五六七八九])"
W = r"(?:周|星期|礼拜|禮拜)"
D = r"[一二三四五六日天1-6]"
_DAY = r"(?P<d>\d{1,2}|[二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|卅[一]?|[一二三四五六七八九])"
_MONTH = r"(?P<m>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_HALF = r"(?:(?P<half>上午|早上|早晨|清晨|凌晨|一早|中午|下午|傍晚|晚上|晚间|朝早|上昼|晏昼|下昼|夜晚|夜晚黑|午后)的?)"
_MORNING = ("上午", "早上", "早晨", "清晨", "凌晨", "一早", "朝早", "上昼")


def build(_variety: Variety) -> Grammar:
    """The grammar of Mandarin, in either script."""
    return grammar("", rules("month-day"), AROUND)


def number(words: str) -> float:
    """12 for "12" and for "十二"; 25 for "廿五"; 0.5 for "半"; of "两三" the greater."""
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
    return replace(day(calendar.coming(frame.today, _weekday(match)), weak=True), weekday=_weekday(match))


def coming_weekday(match: Match, frame: Frame) -> Meaning:
    """Said with a word for "coming"."""
    return replace(day(calendar.coming(frame.today, _weekday(match))), weekday=_weekday(match))


def _next_weekday(match: Match, frame: Frame) -> Meaning:
    weeks = match["next"].count("下")
    return replace(day(calendar.weekday_of(frame.today, weeks, _weekday(match))), weekday=_weekday(match))


def _this_weekday(match: Match, frame: Frame) -> Meaning:
    found = calendar.weekday_of(frame.today, 0, _weekday(match))
    if found is None or found < frame.today:
        return PAST
    return replace(day(found), weekday=_weekday(match))


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
    return replace(day(calendar.plus_days(frame.today, away), weak=away == 0), half=half, bound=bool(match["within"]))


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
        return replace(day(found or calendar.friday_of_this_week(frame.today)), bound=True)
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
    if match["half"]:
        amount += 0.5
    return replace(
        counted(amount, kind, frame), bound=match["how"].endswith("内"), weak=not match["how"].endswith("内")
    )


_UNITS = (
    (("工作", "个工作", "上班"), "working-day"), (("分", "mins"), "minute"),
    (("个钟", "小时", "个小时", "钟", "个半钟", "h"), "hour"), (("周", "星期", "个星期", "礼拜", "个礼拜"), "week"),
    (("个月", "月"), "month"), (("年",), "year"), (("天", "日", "个自然日", "自然日"), "day"),
)  # fmt: skip
_PAIRS = ("一两", "两三", "三四", "四五", "五六", "六七", "七八", "三五")


def said_clock(match: Match, frame: Frame) -> Meaning:
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


def business_end(_match: Match, frame: Frame) -> Meaning:
    """Before going off work."""
    return Meaning(at=frame.end_of_business, bound=True, business_end=True)


def past(_match: Match, _frame: Frame) -> Meaning:
    """No deadline."""
    return PAST


def unclear(_match: Match, _frame: Frame) -> Meaning:
    """A time, but nobody can say which."""
    return UNCLEAR


def ago_or_before(match: Match, frame: Frame) -> Meaning:
    """5日前 is "five days ago" or "before the 5th"; only a word of limit in front of it decides."""
    if not match.string.endswith(("于", "在", "请", "迟", "晚", "限", "须"), 0, match.start()):
        return UNCLEAR
    return replace(day(calendar.nearest_day_of_month(frame.today, int(match["d"]))), bound=True)


def timid_unclear(_match: Match, _frame: Frame) -> Meaning:
    """A feast: its date is not ours to compute."""
    return replace(UNCLEAR, timid=True)


def rule(name: str, pattern: str, resolve: object, absolute: bool = False) -> Rule:
    """A rule from its pattern."""
    return Rule(name, re.compile(pattern), resolve, absolute)  # type: ignore[arg-type]


_WITHIN = r"(?:以|之)?内"
_LATER = r"(?:以|之)?后"
UNIT = r"(?:个?(?:工作天|工作日|自然日|上班日)|天|日|周|个?星期|个?礼拜|个月|个半?钟头?|个?小时|钟头|h(?![a-z])|分钟|分鐘|mins?|年)"


def rules(order: str) -> tuple[Rule, ...]:
    """The rules that Mandarin and Cantonese share; `order` is how 12/5 is read."""
    return (
        rule("gone", rf"上+(?:一|个)?个?{W}{D}?|上上?个?月(?:底|末|\d{{1,2}}[日号])?|(?:大?前|昨)[天日晚](?:的)?|昨[晨夜]|去年|刚才|早前|"
             rf"(?:{N}|几|好几|多)(?:个)?(?:工作天|工作日|天|周|星期|礼拜|月|小时|钟头|钟|分钟|年)(?:以|之)?前(?!能|可|要|给|必)|"
             rf"{W}{D}(?:至|到|-|~|—|–)(?:{W})?{D}(?![前内])|今天凌晨|24/7|7x24|一周年|到今(?:天|日)(?:为止)?(?=[还仍都,，])", past, True),
        ISO,
        YEAR_FIRST,
        rule("full", rf"(?:(?:公元|民国)?(?P<y>(?:19|20)\d\d|1[01]\d)年)?{_MONTH}月(?:份)?{_DAY}(?:[日号]|(?!\d)(?=前|之前|以前|内|[,，。!！ ]|$))", _full_date, True),
        rule("slashed", r"(?<![\d/])(?P<m>\d{1,2})/(?P<d>\d{1,2})(?:/(?P<y>20\d\d))?(?![\d/])", _slashed if order == "month-day" else _slashed_either, True),
        rule("dotted", r"(?<![\d.])(?P<m>\d{1,2})\.(?P<d>\d{1,2})(?P<y>(?!))?(?=(?:日|号)?(?:之|以)?前)", _slashed, True),
        rule("day_end", r"(?:(?:下班|收工|放工|收市|营业时间结束|打烊)(?:之|以)?前|(?:eod|cob)(?![a-z])|下班时间前)", business_end),
        rule("count", rf"(?:在|于|最多|最迟|未来|接下来|接下来的)?(?<![\d.])(?:{N}(?:至|到|-|~|—|–))?(?P<n>半|{'|'.join(_PAIRS)}|{N})(?P<unit>{UNIT})(?P<half>半)?(?P<how>{_WITHIN}|{_LATER})", count),
        rule("half_more", rf"(?P<n>{N})个(?P<half>半)(?P<unit>小时|钟头?|月|星期|礼拜)(?P<how>{_WITHIN}|{_LATER})", count),
        rule("vague", rf"(?:过|再)?(?:几|数)(?:个)?{UNIT}(?:{_WITHIN}|{_LATER})|过(?:两|几)天|[这近](?:两|几|三)?[天日](?:{_WITHIN})?(?=[^前后]|$)|近期|下(?:个)?{W}初|月初|下(?:个)?月初|月中(?:旬)?|[上下]旬|年中|年初|不日|{W}初", unclear),
        rule("next_weekday", rf"(?P<next>下+)(?:一|个)?个?{W}(?P<name>{D})", _next_weekday),
        rule("this_weekday", rf"(?:本|这|今|这个|今个|呢个|这一|呢)(?:个)?{W}(?P<name>{D})", _this_weekday),
        rule("weekend", rf"(?P<next>下+)?(?:本|这|这个|今个|个)?(?:周末|星期末)(?P<before>(?:之|以)?前)?", _weekend),
        rule("weekday", rf"(?<![一二两三四五六七八九十每几半\d隔]){W}(?P<name>{D})(?![至到~]{W})(?!.?次)", bare_weekday),
        rule("next_week", rf"(?P<next>下+)(?:一|个)?个?{W}(?:{_WITHIN}|底)?", week),
        rule("this_week", rf"(?P<next>(?!))?(?:(?:本|这|这个|今个|呢个|这一)(?:个)?{W}(?:{_WITHIN}|底|之前|结束前)?|周内|星期内)(?!{D})", week),
        rule("nth", rf"(?:(?P<next>下(?:个)?月)|(?P<this>(?:本|这个|今个|当)月(?:份)?))?{_DAY}号(?!线|楼|店|机|码|房|铺|仓|门|柜|台|馆|车|员|单|客|座)", _day_of_month),
        rule("nth_of", rf"(?:(?P<next>下(?:个)?月)|(?P<this>(?:本|这个|今个)月)){_DAY}日", _day_of_month),
        rule("ago_or_before", r"(?<![\d月年])(?P<d>\d{1,2})日(?:之|以)?前", ago_or_before),
        rule("month_end", rf"(?:(?P<next>下(?:个|個)?)月|(?:本|这个|今个|呢个|个)月|(?:{_MONTH})月(?:份)?|月)(?:底|末|尾|结束)", _month_end),
        rule("in_month", rf"(?:(?P<next>下(?:个)?)月(?!\d|[一二三四五六七八九十])|(?:本|这个|今个|呢个)月)(?P<m>(?!))?(?:份)?(?:{_WITHIN})?", _month_end),
        rule("year_end", rf"(?P<next>明年)?(?:今年|本年)?(?:年底|年末|年尾|年内)|今年(?:{_WITHIN})", _year_end),
        rule("quarter", rf"(?P<next>下(?:个)?)?(?:本|这个|这|个)?季(?:度)?(?:底|末|{_WITHIN})", _quarter),
        rule("near_day", rf"(?P<near>大后[天日]|[今明后][天日早晚晨]|明朝|即日|当[天日](?=[内前之]))(?:当天)?(?P<within>{_WITHIN})?", near_day),
        rule("said_clock", rf"{_HALF}?(?P<h>\d{{1,2}}|十[一二]?|[一二两三四五六七八九](?!点(?:点|儿|小|都|也|[^半钟正整之前以内到0-9十一二三四五]|$))|(?<=[午上早晚昼晨])一)(?:点钟?|时(?!间|候|刻|常|段|内|后))(?P<min>半|正|整|一刻|三刻|\d{{1,2}}分?|{N}分)?(?!小时|内)", said_clock),
        rule("clock", rf"{_HALF}?(?P<h>\d{{1,2}})[:：](?P<min>[0-5]\d)(?![:：\d])", said_clock),
        rule("part", rf"{_HALF}", _part),
        rule("feast", r"(?:农历新年|圣诞|春节|过年|国庆|中秋|端午|清明|元宵|十一假期|五一|年假|长假|节前)(?:节|假期)?", timid_unclear),
    )  # fmt: skip


AROUND = Surroundings(
    glue=re.compile(r"(?:的|,|，| |、|\(|（|那天|当天|嘅|或之前的?|之前的?)?"),
    limit_before=re.compile(
        r"(?:最迟|最晚|最遅|至迟|不迟于|不晚于|截至|截止|限|务必|必须|一定要|请|赶|deadline|期限|死线)(?:是|为|到|在|于|:|：)?\Z|(?:请?[于在])\Z"
    ),
    limit_after=re.compile(r"(?:[日号])?(?:或)?(?:(?:之|以)?前|截止|到期|为止|(?:以|之)内|内)"),
    leading=re.compile(r"(?:在|于|到|等)\Z"),
    never_before=re.compile(r"(?:每个?|自从?|从|由|自|打|截止到?目前|隔)\Z"),
    never_after=re.compile(
        r"(?:(?:之|以)?后|起|开始|以来|至今|的时候|那次|的(?:会议|邮件|订单|发票|账单|电话|单子?|货|信))"
    ),
    told=re.compile(
        r"[了过]|已经?|曾|当时|刚|下的单|买的|订的|收到的|发的|打的|说的|寄的|还没|至今|一直|本来|原来|都没"
    ),
)
