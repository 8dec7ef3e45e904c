"""Finnish phrases of time. Cases carry what English says with "by", "on" and "within"."""

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
ORDINALS = {
    "ensimmäi": 1, "toi": 2, "kolma": 3, "neljä": 4, "viide": 5, "kuude": 6, "seitsemä": 7, "kahdeksa": 8,
    "yhdeksä": 9, "kymmene": 10,
}  # fmt: skip

_FULL = (
    r"(?:(?:maanan|tiis|tors|perjan|lauan|sunnun)tai(?:na|hin|ksi|ks|hi|ta|n|lle|sta)?"
    r"|keskivii(?:kkona|kkoon|koksi|koks|kko[an]?|kon|kkoo|kolle))"
)
_NAME = rf"{_FULL}(?:kin|han)?\b"
_MONTH = rf"(?:{'|'.join(MONTHS)})"
_NUMBER = "(?:" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + r"|\d{1,3}(?:[.,]5)?)"
_UNIT = (
    r"(?:min(?:uutin|uuttia|uutissa)?|tun(?:nin|tia)|h|tuntin|päivän|päivää|pv|vuorokauden|vrk|viikon|viikkoa|vko|vk|kuukauden"
    r"|kk|vuoden|(?:arki|työ|pankki)(?:päivän|päivää|pv))"
)
_Y = r"(?:\s?(?P<y>(?:19|20)\d\d)(?!\d))?"


def build(_language: Variety) -> Grammar:
    """The Finnish grammar."""
    return grammar(r"\b(?=[0-9a-vyä])", RULES, AROUND)


def _weekday(match: Match) -> int:
    return WEEKDAYS[match["name"][:2]]


def _bare_weekday(match: Match, frame: Frame) -> Meaning:
    weekday, name = _weekday(match), match["name"]
    limit = name.endswith(("hin", "hi", "koon", "koo", "ksi", "ks"))
    found = day(calendar.coming(frame.today, weekday), weak=True, timid=name.endswith(("sta", "lle", "olle")))
    return replace(found, weekday=weekday, bound=limit)


def _short_weekday(match: Match, frame: Frame) -> Meaning:
    return replace(day(calendar.coming(frame.today, _weekday(match))), weekday=_weekday(match))


def _next_weekday(match: Match, frame: Frame) -> Meaning:
    """Finns are divided on "ensi perjantaina" while this week's Friday is still ahead."""
    weekday = _weekday(match)
    found = day(calendar.weekday_of(frame.today, 1, weekday), divided=frame.today.weekday() < weekday)
    return replace(found, weekday=weekday)


def _weekday_of_next_week(match: Match, frame: Frame) -> Meaning:
    return replace(day(calendar.weekday_of(frame.today, 1, _weekday(match))), weekday=_weekday(match))


def _this_weekday(match: Match, frame: Frame) -> Meaning:
    found = calendar.weekday_of(frame.today, 0, _weekday(match))
    return UNCLEAR if found is None or found < frame.today else replace(day(found), weekday=_weekday(match))


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
    return replace(day(calendar.nearest_day_of_month(frame.today, number)), timid=True)


_DAYS_AWAY = {"tä": 0, "hu": 1, "yl": 2}


def _near_day(match: Match, frame: Frame) -> Meaning:
    near = match["near"]
    away = _DAYS_AWAY[near[:2]]
    return replace(
        day(calendar.plus_days(frame.today, away), weak=away == 0), bound=near.endswith(("een", "ksi", "ks"))
    )


def _this_part(match: Match, frame: Frame) -> Meaning:
    """In the afternoon, in the evening, without a day: today, if that is still to come."""
    hour = 18 if match["part"].startswith("iltap") else 24
    found = day(frame.today, weak=True, assumed=True) if frame.now.hour < hour else replace(UNCLEAR, assumed=True)
    return replace(found, half="pm")


def _morning(match: Match, frame: Frame) -> Meaning:
    """In the morning, without a day: the next one, by the usual start of work at eight."""
    found = calendar.plus_days(frame.today, int(frame.now.hour >= 8))
    return replace(day(found, weak=not match["first"], assumed=True), half="am")


def _week(match: Match, frame: Frame) -> Meaning:
    if match["next"]:
        return day(calendar.weekday_of(frame.today, 1, calendar.FRIDAY))
    return day(calendar.friday_of_this_week(frame.today))


def _weekend(match: Match, frame: Frame) -> Meaning:
    if match["limit"]:
        return replace(day(calendar.friday_of_this_week(frame.today)), bound=True)
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
    return replace(counted(amount, kind, frame), bound=bound, weak=not bound)


def _clock(match: Match, _frame: Frame) -> Meaning:
    hour = int(match["h"])
    return clock(hour, int(match["min"] or 0), loose=1 <= hour <= 6 and not match["min"])


def _noon(_match: Match, _frame: Frame) -> Meaning:
    return Meaning(at=time(12), timid=True)


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


RULES = (
    _rule("gone", rf"(?:eilen|eilis\w{{1,6}}|eiliseen|toissapäivänä|(?:viime|viimeksi|edellise\w{{0,3}}|menneen|kuluneen) ?"
          rf"(?:{_NAME}|viikolla|viikon|kuussa|kuun|vuonna|vuoden|päivien|viikkojen|yönä|viikonloppuna)(?: {_NAME})?"
          rf"|(?:{_NUMBER} |pari |muutama )?(?:min\w{{0,6}}|tunti(?:a|in)?|h|päivää?|pv|viikkoa?|vko|kuukau(?:tta|si)|kk|vuo(?:tta|si)|vuorokau(?:tta|si)) sitten"
          rf"|tähän (?:päivään|asti|mennessä)(?: mennessä)?|{_NAME} - {_NAME}|(?:ma|ti|ke|to|pe|la)-(?:ti|ke|to|pe|la|su)\b"
          r"|(?:maanan|tiis|tors|perjan|lauan)taista (?:\w{3,7}tai(?:hin|n)|keskiviikkoon)|24/7|tänä aamuna|viime aikoina)", _past, True),
    ISO,
    YEAR_FIRST,
    _rule("figures", rf"(?<![\d.,])(?P<d>\d{{1,2}})\. ?(?P<m>\d{{1,2}})\.(?!\d\d?\.){_Y}(?!\d)", _figures, True),
    _rule("figures_open", r"(?<![\d.,])(?P<d>\d{1,2})\.(?P<m>\d{1,2})(?P<y>(?!))?(?= (?:mennessä|asti|saakka|klo))", _figures, True),
    _rule("slashed", r"(?<![\d/])(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>20\d\d)(?![\d/])", _slashed, True),
    _rule("written", rf"(?P<d>\d{{1,2}})\.? ?(?:päivä(?:nä|ksi|än)? )?(?P<m>{_MONTH})kuu(?:ta|n|hun|ssa)\b{_Y}", _written, True),
    _rule("written_after", rf"(?P<m>{_MONTH})kuun (?P<d>\d{{1,2}})\.?:?(?: ?(?:päivä(?:nä|än|ksi|n)?|pvä?n?|s|nteen|nnen))?\b(?P<y>(?!))?", _written, True),
    _rule("ordinal", rf"(?P<m>{_MONTH})kuun (?P<d>(?:{'|'.join(ORDINALS)})(?:nen|nteen|ntenä|seen|senä|s|nneksi|seksi|ksi))(?: päivä(?:än|nä|ksi)?)?\b", _ordinal, True),
    _rule("nth", r"(?:(?P<next>ensi kuun )|(?:tämän )?kuun )?(?P<d>\d{1,2})\. ?päivä(?:än|nä|ksi)?\b", _day_of_month),
    _rule("weekday_of_next", rf"(?:ensi|seuraavan|tulevan) viikon (?P<name>{_NAME})", _weekday_of_next_week),
    _rule("weekday_of_this", rf"(?:tämän|kuluvan) viikon (?P<name>{_NAME})", _this_weekday),
    _rule("next_weekday", rf"ens(?:i)? (?P<name>{_NAME})", _next_weekday),
    _rule("this_weekday", rf"(?:tänä|nyt|tuleva(?:na|an|ksi)?|seuraava(?:na|an|ksi)?) (?P<name>{_NAME})", _short_weekday),
    _rule("weekday", rf"(?P<name>{_NAME})", _bare_weekday),
    _rule("short_weekday", r"(?P<name>ma|ti|ke|to|pe|la|su)\b\.?(?= ?(?:klo|\d{1,2}\. ?\d{1,2}\.|mennessä|aamu|ilta))", _short_weekday),
    _rule("near_day", r"(?P<near>ylihuomen(?:na|issa|ta)?|ylihuomi(?:seen|seksi|sen)|huomen(?:na|is)?|huomi(?:seen|seks?i?|sen)|huomis(?:aamu|ilta|iltapäivä|päivä)\w{1,4}"
          r"|huomenaamu\w{1,3}|huomenillalla|tänään|tänää|täksi päiväksi|tämän ?päivän (?=aikana|puolella)|tänä (?:iltana|iltapäivänä|päivänä)|täks päiväks)\b", _near_day),
    _rule("day_end", r"(?:(?:työ|toimisto)?päivän (?:loppuun|päätteeksi|lopussa|loppuessa|lopuksi)|(?:virka|työ|toimisto)-?ajan (?:loppuun|päättymistä|puitteissa)"
          r"|ennen (?:työ|toimisto)?päivän (?:loppua|päättymistä)|ennen työajan loppua|ennen (?:virka|työ|toimisto)-?ajan (?:päättymistä|loppua))\b", _business_end),
    _rule("vague", r"(?:(?:ensi |tämän )?viikon (?:alussa|alkupuolella|puolivälissä|alkuun|alkupuolelle)|(?:ensi )?alkuviikosta|alkuviikolla|lähi(?:päivinä|aikoina|viikkoina|tulevaisuudessa)"
          rf"|(?:parin|muutaman|joidenkin) {_UNIT} (?:kuluttua|päästä|sisällä|kuluessa|aikana)|kuun (?:alussa|vaihteessa|puolivälissä|alkupuolella)|sitä seuraavalla viikolla|{_MONTH}kuun (?:alussa|puolivälissä|alkuun)"
          r"|vuodenvaihteessa|seuraavien päivien aikana|(?:pari|muutama) päivää)\b", _unclear),
    _rule("weekend", r"(?:tän?ä |ensi )?viikonlop(?:puna|un aikana|u(?:ksi|ks)|(?P<limit>puun|pua))\b", _weekend),
    _rule("week", r"(?:(?P<next>ensi|seuraavan|tulevan|seuraavalla|tulevalla) )?(?:tämän |tän |kuluvan )?(?:viikon (?:loppuun|lopussa|lopulla|loppua|loppuu|aikana|loppupuolella)|loppuviiko(?:sta|lla|ksi|n aikana))\b", _week),
    _rule("this_week", r"(?:(?P<next>ensi|seuraavalla|tulevalla)|tällä|kuluvalla|täl) viikolla\b(?! \d)", _week),
    _rule("week_number", r"(?:viikolla|viikon|viikkoon|viikoksi|vko(?::lla|lla)?|vk) ?(?P<n>\d{1,2})\b(?:n)?(?: (?:loppuun|aikana|lopussa))?", _week_number),
    _rule("month", r"(?:(?P<next>ensi|seuraavan|seuraavassa) )?(?:tämän |tän |kuluvan |tässä )?(?:kuun (?:loppuun|lopussa|loppuu|loppua|lopulla|loppupuolella|aikana)|kuukauden (?:loppuun|lopussa|loppua|aikana)|(?<=ensi )kuussa|(?<=tässä )kuussa)\b", _month),
    _rule("named_month", rf"(?P<m>{_MONTH})kuu(?:n (?:loppuun|lopussa|loppua|lopulla|aikana)|ssa|hun (?=mennessä)){_Y}\b", _named_month),
    _rule("quarter", r"(?:tämän |kuluvan )?(?:kvartaalin|neljänneksen|vuosineljänneksen) (?:loppuun|lopussa|loppua|aikana)\b", _quarter),
    _rule("year", r"(?:(?P<next>ensi|seuraavan) )?(?:tämän |kuluvan )?(?:vuoden (?:loppuun|lopussa|loppua|aikana)|vuodenvaihteeseen)\b", _year),
    _rule("counted", rf"(?:seuraavan |noin |enintään |viimeistään )?(?:(?:{_NUMBER}(?:-| - |–))?(?P<n>{_NUMBER}) ?)?(?P<unit>{_UNIT}) (?P<how>kuluessa|kuluttua|sisällä|sisään|päästä|pääst|aikana|määräajassa)\b", _counted),
    _rule("counted_in", rf"(?P<n>{_NUMBER}) (?P<unit>viikossa|päivässä|tunnissa|kuukaudessa|minuutissa|vuorokaudessa|arkipäivässä|työpäivässä)\b(?P<how>(?!))?", _counted),
    _rule("clock", r"(?:klo|kello|klo\.) ?(?P<h>\d{1,2})(?:[.:](?P<min>[0-5]\d))?\b", _clock),
    _rule("clock_24", r"(?P<h>\d{1,2})[.:](?P<min>[0-5]\d)\b(?![.:]\d)", _clock),
    _rule("noon", r"(?:puoleenpäivään|keskipäivään|keskipäivällä|puoliltapäivin|puolilta ?päivin|puoltapäivää|puolta päivää|lounaaseen|lounasta)\b", _noon),
    _rule("first_thing", r"(?P<first>heti )?(?:huomen)?aamu(?:sta|lla|un|ksi)\b", _morning),
    _rule("this_part", r"(?P<part>iltapäiväll?ä|iltapäivään|iltapäiväksi|illalla|iltaan|illaksi)\b", _this_part),
    _rule("feast", r"(?:joulu(?:un|a|ksi|hun)|pääsiäis(?:een|tä|eksi)|juhannu(?:kseen|sta|kseksi)|vap(?:puun|pua|uksi)|uuteenvuoteen|uutta ?vuotta|keskiyöhön|loma(?:an|a))\b", _timid_unclear),
)  # fmt: skip

AROUND = Surroundings(
    glue=re.compile(r"(?: |, ?|,? (?:heti|jo|viimeistään|ennen|eli|noin|siis|n\.) | ?\(|)"),
    limit_before=re.compile(
        r"\b(?:ennen|viimeistään|viim\.?|deadline(?: on)?:?|dl:?|eräpäivä(?: on)?:?|määrä(?:aika|päivä)(?: on)?:?|takaraja(?: on)?:?"
        r"|jo|enintään|kunnes) (?:vielä |heti |jo )?\Z"
    ),
    limit_after=re.compile(r",? (?:mennessä|mennes|viimeistään|aikana|kuluessa|asti|saakka)\b"),
    leading=re.compile(r"\b(?:heti|jo|vasta|vielä) \Z"),
    never_before=re.compile(
        r"\b(?:joka|viime|edellis\w{2,4}|alkaen|lähtien|päivätty|pvm|jälkeen|toimitettu|tilattu|lähetetty|saapunut) \Z"
    ),
    never_after=re.compile(
        r" ?(?:jälkeen|jälkeiseen|lähtien|alkaen|sitten|päivätty|tekemä\w*|tilattu|lähetetty|lähettämä\w*|ostettu|saapunut)\b|-\d"
    ),
    told=re.compile(
        r"\b(?:ol(?:i|in|imme|itte|ivat|en|emme|lut)|soit(?:in|imme|ti)|tila(?:sin|simme|si|ttiin)|lähet(?:in|imme|ti|ettiin)|osti(?:n|mme)|maks(?:oin|oimme|ettiin)"
        r"|sa(?:in|imme|apui|avuimme)|kirjoit(?:in|imme|ti)|pyys(?:in|imme)|kysy(?:in|imme|i)|kävi(?:n|mme)?|tuli(?:n|mme|vat)?|men(?:in|i|imme)|puhu(?:in|imme)"
        r"|valit(?:in|imme)|jä(?:i|tin|timme)|tapahtui|alko(?:i|ivat)|rikko(?:utui|ontui)|odot(?:in|imme|timme|tanut)|ilmoit(?:in|imme|ettiin|itte)"
        r"|vastasi(?:n|mme|tte)?|peru(?:in|imme|tte|ttiin)|sano(?:in|imme|ttiin)|kerro(?:in|imme|ttiin)|teh(?:ty|tiin)|tei(?:n|mme|tte)|näi(?:n|mme)|hä(?:n|ne) oli|palaut(?:in|imme)"
        r"|toimit(?:ettiin|itte)|noud(?:in|imme)|otin|otimme|ei (?:ole|ollut|tullut|saapunut|toiminut)|ette (?:ole|olleet|vastanneet|soittaneet)|jo (?:maksettu|tilattu))\b"
    ),
)
