"""Finnish phrases of time. Cases carry what English says with "by", "on" and "within"."""

from __future__ import annotations

from datetime import time

from evenhand.knowledge.language.deadlines import calendar
from evenhand.knowledge.language.deadlines.meaning import (
    UNCLEAR,
    Frame,
    Grammar,
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

WEEKDAYS = {"ma": 0, "ti": 1, "ke": 2, "to": 3, "pe": 4, "la": 5, "su": 6}
MONTHS = {
    "tammi": 1, "helmi": 2, "maalis": 3, "huhti": 4, "touko": 5, "kesä": 6, "heinä": 7, "elo": 8, "syys": 9,
    "loka": 10, "marras": 11, "joulu": 12,
}  # fmt: skip
NUMBERS = {
    "yhden": 1, "kahden": 2, "kolmen": 3, "neljän": 4, "viiden": 5, "kuuden": 6, "seitsemän": 7, "kahdeksan": 8,
    "yhdeksän": 9, "kymmenen": 10, "yhdentoista": 11, "kahdentoista": 12, "kolmentoista": 13, "neljäntoista": 14,
    "viidentoista": 15, "kahdenkymmenen": 20, "kolmenkymmenen": 30, "puolen": 0.5, "puolentoista": 1.5,
    "yks": 1, "kaks": 2, "yksi": 1, "kaksi": 2, "kolme": 3, "neljä": 4, "viisi": 5,
    "kuusi": 6, "yhdessä": 1, "kahdessa": 2, "kolmessa": 3, "neljässä": 4, "viidessä": 5, "kuudessa": 6,
    "kymmenessä": 10,
}  # fmt: skip
_HOUR_FORMS = {
    1: "yhdeltä yheltä yhteen yhtä yksi", 2: "kahdelta kahelta kahteen kahta kaksi", 3: "kolmelta kolmeen kolmea kolme",
    4: "neljältä neljään neljää neljä", 5: "viideltä viiteen viittä viisi", 6: "kuudelta kuuteen kuutta kuusi",
    7: "seitsemältä seiskalta seitsemään seitsemää seitsemän",
    8: "kahdeksalta kaheksalta kasilta kahdeksaan kaheksaan kahdeksaa kahdeksan",
    9: "yhdeksältä yheksältä ysiltä yhdeksään yheksään yhdeksää yhdeksän",
    10: "kymmeneltä kympiltä kymmeneen kymmentä kymmenen",
    11: "yhdeltätoista yheltätoista yhteentoista yhtätoista yksitoista",
    12: "kahdeltatoista kaheltatoista kahteentoista kahtatoista kaksitoista",
}  # fmt: skip
HOURS = {form: hour for hour, forms in _HOUR_FORMS.items() for form in forms.split()}
ORDINALS = {
    "ensimmäi": 1, "toi": 2, "kolma": 3, "neljä": 4, "viide": 5, "kuude": 6, "seitsemä": 7, "kahdeksa": 8,
    "yhdeksä": 9, "kymmene": 10,
}  # fmt: skip


def build(_language: Variety) -> Grammar:
    """The Finnish grammar."""
    words = "|".join(sorted(NUMBERS, key=len, reverse=True))
    names = {
        **_hour_names(),
        "NUMBER": rf"(?:{words}|\d{{1,3}}(?:[.,]5)?)",
        "MONTH": f"(?:{'|'.join(MONTHS)})",
        "ORDINAL": f"(?:{'|'.join(ORDINALS)})",
    }
    return load(("fi", "numeric"), RELATIVE, ABSOLUTE, names, r"\w.")


def _hour_names() -> dict[str, str]:
    """The forms of hours by case: at (kahdelta), to (kahteen), before (kahta), and the bare name (kaksi)."""
    forms: dict[str, list[str]] = {"FROM": [], "TO": [], "BEFORE": [], "NAMED": []}
    for form in HOURS:
        stem = form.removesuffix("toista")
        case = "FROM" if stem.endswith(("lta", "ltä")) else "TO" if stem.endswith(("een", "ään", "aan")) else ""
        forms[case or ("BEFORE" if stem.endswith(("tä", "ta", "ea", "ää", "saa")) else "NAMED")].append(form)
    return {case: f"(?:{'|'.join(sorted(found, key=len, reverse=True))})" for case, found in forms.items()}


def _weekday(match: Match) -> int:
    return WEEKDAYS[match["name"][:2]]


def _bare_weekday(match: Match, frame: Frame) -> Meaning:
    weekday, name = _weekday(match), match["name"]
    limit = name.endswith(("hin", "hi", "koon", "koo", "ksi", "ks", "uun", "taan", "ään"))
    found = day(calendar.coming(frame.today, weekday), weak=True, timid=name.endswith(("sta", "lle", "olle")))
    return found._replace(weekday=weekday, bound=limit)


def _short_weekday(match: Match, frame: Frame) -> Meaning:
    return day(calendar.coming(frame.today, _weekday(match)), weekday=_weekday(match))


def _next_weekday(match: Match, frame: Frame) -> Meaning:
    """Finns are divided on "ensi perjantaina" while this week's Friday is still ahead."""
    weekday = _weekday(match)
    found = day(calendar.weekday_of(frame.today, 1, weekday), divided=frame.today.weekday() < weekday)
    return found._replace(weekday=weekday)


def _weekday_of_next_week(match: Match, frame: Frame) -> Meaning:
    return day(calendar.weekday_of(frame.today, 1, _weekday(match)), weekday=_weekday(match))


def _this_weekday(match: Match, frame: Frame) -> Meaning:
    found = calendar.weekday_of(frame.today, 0, _weekday(match))
    return UNCLEAR if found is None or found < frame.today else day(found, weekday=_weekday(match))


def _figures(match: Match, frame: Frame) -> Meaning:
    return dated(a_year(match["y"]), int(match["m"]), int(match["d"]), frame)


def _slashed(match: Match, frame: Frame) -> Meaning:
    return in_order(int(match["d"]), int(match["m"]), "either", a_year(match["y"]), frame)


def _written(match: Match, frame: Frame) -> Meaning:
    return dated(a_year(match["y"]), MONTHS[match["m"]], int(match["d"]), frame)


def _ordinal(match: Match, frame: Frame) -> Meaning:
    number = next(number for stem, number in ORDINALS.items() if match["d"].startswith(stem))
    return dated(None, MONTHS[match["m"]], number, frame)


def _day_of_month(match: Match, frame: Frame) -> Meaning:
    number = int(match["d"])
    if match["next"]:
        return day(calendar.a_date(*calendar.month_after(frame.today, 1), number))
    return day(calendar.nearest_day_of_month(frame.today, number), timid=True)


_DAYS_AWAY = {"tä": 0, "hu": 1, "yl": 2}


def _near_day(match: Match, frame: Frame) -> Meaning:
    near = match["near"]
    away = _DAYS_AWAY[near[:2]]
    return day(calendar.plus_days(frame.today, away), weak=away == 0)._replace(
        bound=near.endswith(("een", "ksi", "ks"))
    )


def _this_part(match: Match, frame: Frame) -> Meaning:
    """In the afternoon, in the evening, without a day: today, if that is still to come."""
    hour = 18 if match["part"].startswith("iltap") else 24
    found = day(frame.today, weak=True, assumed=True) if frame.now.hour < hour else UNCLEAR._replace(assumed=True)
    return found._replace(half="pm")


def _morning(match: Match, frame: Frame) -> Meaning:
    """In the morning, without a day: the next one, by the usual start of work at eight."""
    found = calendar.plus_days(frame.today, int(frame.now.hour >= 8))
    return day(found, weak=not match["first"], assumed=True, half="am")


def _week(match: Match, frame: Frame) -> Meaning:
    if match["next"]:
        return day(calendar.weekday_of(frame.today, 1, calendar.FRIDAY))
    return day(calendar.friday_of_this_week(frame.today))


def _weekend(match: Match, frame: Frame) -> Meaning:
    if match["limit"]:
        return day(calendar.friday_of_this_week(frame.today), bound=True)
    return day(calendar.weekday_of(frame.today, 0, calendar.SUNDAY))


def _week_number(match: Match, frame: Frame) -> Meaning:
    return day(calendar.friday_of_iso_week(frame.today, int(match["n"])))


def _month(match: Match, frame: Frame) -> Meaning:
    return day(calendar.month_end(*calendar.month_after(frame.today, 1 if match["next"] else 0)))


def _named_month(match: Match, frame: Frame) -> Meaning:
    month, year = MONTHS[match["m"]], a_year(match["y"])
    found = calendar.month_end(year, month) if year else calendar.nearest_month_end(frame.today, month)
    return day(found, weak=not year)


def _quarter(_match: Match, frame: Frame) -> Meaning:
    return day(calendar.quarter_end(frame.today))


def _year(match: Match, frame: Frame) -> Meaning:
    return day(calendar.a_date(frame.today.year + (1 if match["next"] else 0), 12, 31))


def _counted(match: Match, frame: Frame) -> Meaning:
    number, unit = match["n"], match["unit"]
    amount = 1.0 if not number else NUMBERS[number] if number in NUMBERS else float(number.replace(",", "."))
    if unit.startswith(("arki", "työ", "pankki")):
        kind = "working-day"
    elif unit.startswith("kuukau") or unit == "kk":
        kind = "month"
    elif unit.startswith("vuode"):
        kind = "year"
    else:
        kind = {"m": "minute", "t": "hour", "h": "hour", "v": "week", "p": "day"}[unit[0]]
        kind = "day" if unit.startswith(("vuorok", "vrk")) else kind
    bound = match["how"] not in (None, "aikana", "päästä", "kuluttua", "pääst", "jälkeen")
    return counted(amount, kind, frame)._replace(bound=bound, weak=not bound)


def _clock(match: Match, _frame: Frame) -> Meaning:
    hour = int(match["h"])
    return clock(hour, int(match["min"] or 0), loose=1 <= hour <= 6 and not match["min"])


def _spoken(match: Match, _frame: Frame) -> Meaning:
    """An hour in words; "puoli yhdeksältä" is half an hour before nine."""
    hour = HOURS[match["hour"]]
    minute = 0
    if match["half"]:
        hour, minute = (hour - 2) % 12 + 1, 30
    if match["part"] == "ilta":
        return clock(hour % 12 + 12, minute)
    return clock(hour, minute, loose=1 <= hour <= 6 and not match["part"])


def _next_working(_match: Match, frame: Frame) -> Meaning:
    return day(calendar.plus_working_days(frame.today, 1, frame.holidays))


def _noon(_match: Match, _frame: Frame) -> Meaning:
    return Meaning(at=time(12), timid=True)


ABSOLUTE: dict[str, Resolver] = SHARED_ABSOLUTE | {
    "noon": _noon,
    "clock": _clock,
    "figures": _figures,
    "ordinal": _ordinal,
    "slashed": _slashed,
    "spoken": _spoken,
    "written": _written,
}
RELATIVE: dict[str, Resolver] = SHARED_RELATIVE | {
    "bare_weekday": _bare_weekday,
    "counted": _counted,
    "day_of_month": _day_of_month,
    "month": _month,
    "morning": _morning,
    "named_month": _named_month,
    "near_day": _near_day,
    "next_weekday": _next_weekday,
    "next_working": _next_working,
    "quarter": _quarter,
    "short_weekday": _short_weekday,
    "this_part": _this_part,
    "this_weekday": _this_weekday,
    "week": _week,
    "week_number": _week_number,
    "weekday_of_next_week": _weekday_of_next_week,
    "weekend": _weekend,
    "year": _year,
}
