"""Amounts of money, percentages and quantities with units in text, in all five varieties.

"1 200,50 €", "EUR 1,200.50", "NT$3,000", "3千元", "twenty percent", "kaksisataa euroa", "兩成", "五個工作天",
"八折" (20 % off). What is told vaguely ("parikymmentä euroa", "a couple of hundred", 十幾元, 三百多元) is no amount.
Of a range ("100-200 €") the upper end is. Signs, codes and words are data, `amounts.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from evenhand.knowledge.language import numerals
from evenhand.knowledge.language.late import late
from evenhand.knowledge.language.text import Text

Kind = Literal["money", "percent", "count"]
_TABLE = Path(__file__).parent / "amounts.tsv"
_FIRST_HAN = "⺀"
_LOOK_BACK = 16
_LONGEST_HAN = 6  # characters of a unit
_LONGEST_BEFORE = 4
_SHORTEST_STEM = 3
_BROAD = {
    "$": frozenset(("USD", "TWD", "HKD", "SGD", "AUD", "CAD", "NZD")),
    "¥": frozenset(("CNY", "JPY")),
    "元": frozenset(("CNY", "TWD", "HKD", "SGD", "JPY")),
    "kr": frozenset(("SEK", "NOK", "DKK")),
}
_HALF = late(
    r"\b(?:half[ -]price|half[ -]off|half the price|(?:puoleen|puolella) hin(?:taan|nalla)|puolet (?:hinnasta|pois))\b"
    r"|半价|对折"
)
# What stands before a rough number, a number in a row, a version: nothing to compare.
_VAGUE = frozenset("pari parin muutama muutaman several few couple some version versio v".split())
_VAGUE_SIGNS = frozenset("几数好第万亿")
_WORD = late(
    r"[a-zà-ÿ](?:[a-zà-ÿ]|['-](?=[a-z ])){0,29}(?:[23]\b)?(?![a-zà-ÿ$])(?: (?P<second>[a-zà-ÿ]{2,20})(?![a-zà-ÿ]))?"
)
_NO_ADJECTIVE = frozenset("and or to the of a an in on for from is are ja tai on".split())
_CASE = late(r":[a-zäö]{1,4}\b")  # Finnish: 10 %:n, 200 €:n


class Amount(NamedTuple):
    """An amount in a text: `start` and `end` are code points of the original.

    `unit` of money is an ISO 4217 code, or "$", "¥", "元", "kr" where several currencies have the name; of a percentage
    "%"; of a count one word for all languages ("hour", "report"). `off` says that a percentage is what is taken off.
    """

    start: int
    end: int
    kind: Kind
    value: Decimal
    unit: str
    off: bool = False


class _Form(NamedTuple):
    """A sign or word of the table at a place."""

    kind: str
    unit: str
    end: int


def may_be(unit: str, currency: str) -> bool:
    """Whether money in this unit can be money in that currency; nothing named ("") can be any."""
    if not unit or not currency or unit == currency:
        return True
    first, second = (_BROAD.get(each, frozenset((each,))) for each in (unit, currency))
    return bool(first & second)


def find_amounts(text: Text) -> tuple[Amount, ...]:
    """The amounts of a text, in order. Linear in its length; any string will do."""
    folded = text.folded
    found: list[Amount] = []
    reach = 0
    for start, end, value in sorted(_numbers(folded)):
        amount = _amount(folded, start, end, value, reach) if start >= reach else None
        if amount is not None:
            reach = amount.end
            found.append(amount)
    found += [Amount(each.start(), each.end(), "percent", Decimal(50), "%", True) for each in _HALF.finditer(folded)]
    return tuple(_placed(text, each) for each in sorted(found))


def _placed(text: Text, amount: Amount) -> Amount:
    start, end = text.original_span(amount.start, amount.end)
    return amount._replace(start=start, end=end)


def _numbers(folded: str) -> Iterator[tuple[int, int, Decimal]]:
    for each in numerals.MIXED.finditer(folded):
        yield each.start(), each.end(), numerals.mixed(each)
    for each in numerals.FIGURES.finditer(folded):
        yield each.start(), each.end(), numerals.figures(each[0])
    for each in numerals.CHINESE.finditer(folded):
        yield each.start(), each.end(), numerals.chinese(each[0])
    for each in numerals.ENGLISH.finditer(folded):
        yield each.start(), each.end(), numerals.english(each[0])
    for each in numerals.FINNISH.finditer(folded):
        if each[0]:
            yield each.start(), each.end(), numerals.finnish(each)


def _amount(folded: str, start: int, end: int, value: Decimal, reach: int) -> Amount | None:
    low = max(reach, start - _LOOK_BACK)
    before = _before(folded, low, start)
    if before is not None:
        return _money(folded, before, end, value)
    if folded.endswith("百分之", low, start):
        return Amount(start - 3, end, "percent", value, "%")
    done = folded[start].isdigit() and folded.startswith("好", start - 1)  # 包好50份: done, and no rough number
    return None if not done and _is_vague(folded[low:start]) else _with_unit(folded, start, end, value)


def _is_vague(before: str) -> bool:
    """Whether what stands before a number makes it a rough one, or the number is part of a word."""
    last = before[-1:]
    if last.isalpha() and last < _FIRST_HAN or last in _VAGUE_SIGNS:
        return True
    return last == " " and bool(_VAGUE.intersection(before.split()[-1:]))


def _before(folded: str, low: int, start: int) -> _Form | None:
    """The sign or word of money that ends right before a number; `end` is where it begins."""
    stop = start - 1 if start > low and folded[start - 1] in " ." else start
    for size in range(_LONGEST_BEFORE, 0, -1):
        begin = stop - size
        unit = _befores().get(folded[begin:stop]) if begin >= low else None
        if unit is not None and not (folded[begin].isalpha() and _in_word(folded, begin)):
            return _Form("money", unit, begin)
    return None


def _in_word(folded: str, start: int) -> bool:
    before = folded[start - 1 : start]
    return before.isalpha() and before < _FIRST_HAN and folded[start] < _FIRST_HAN


def _money(folded: str, before: _Form, end: int, value: Decimal) -> Amount:
    """An amount whose currency stands before it; a magnitude, and the word for money once more, may follow."""
    unit = before.unit
    value, end = _magnified(folded, end, value)
    again = _form_at(folded, _after_blank(folded, end))
    if again is not None and again.kind == "money" and may_be(again.unit, unit):
        unit, end = again.unit if unit in _BROAD else unit, again.end
    return Amount(before.end, end, "money", value, unit)


def _magnified(folded: str, end: int, value: Decimal) -> tuple[Decimal, int]:
    form = _form_at(folded, _after_blank(folded, end))
    return (value, end) if form is None or form.kind != "thousand" else (value * 10 ** int(form.unit), form.end)


def _with_unit(folded: str, start: int, end: int, value: Decimal) -> Amount | None:
    form = _form_at(folded, _after_blank(folded, end)) or _days(folded, start, end)
    if form is not None and form.kind == "thousand":
        value, following = value * 10 ** int(form.unit), _form_at(folded, _after_blank(folded, form.end))
        # A letter (5 m) stands for millions beside money only.
        is_letter = folded[form.end - 1] in "km" and form.end - _after_blank(folded, end) == 1
        if following is None and folded[form.end - 1] == "万" and folded[form.end : form.end + 1] in _ENDS:
            return Amount(start, form.end, "money", value, "元")  # 预算15万: nothing is counted, so it is money
        form = following if following is not None and (following.kind == "money" or not is_letter) else None
    if form is None:
        return None
    return _of_kind(start, value, form)


def _of_kind(start: int, value: Decimal, form: _Form) -> Amount | None:
    if form.kind == "money":
        return Amount(start, form.end, "money", value, form.unit)
    if form.kind == "percent":
        return Amount(start, form.end, "percent", value, "%")
    if form.kind == "tenths":
        return Amount(start, form.end, "percent", 10 * value, "%") if value <= 10 else None
    if form.kind == "fold":  # 八折 and 85 折 are what remains to be paid: 20 and 15 percent off
        left = 10 * value if value < 10 else value
        return Amount(start, form.end, "percent", 100 - left, "%", True) if left < 100 else None
    calendar_year = form.unit == "year" and value > 1000
    return None if form.kind != "count" or calendar_year else Amount(start, form.end, "count", value, form.unit)


def _after_blank(folded: str, place: int) -> int:
    return place + 1 if folded[place : place + 1] in (" ", "-") else place


def _form_at(folded: str, place: int) -> _Form | None:
    """The longest sign or word of the table that begins here; an adjective may stand before a word."""
    first = folded[place : place + 1]
    if not first:
        return None
    if first >= _FIRST_HAN:
        return _han_form(folded, place)
    word = _WORD.match(folded, place)
    if word is None:
        sign = _forms().get(first)
        case = _CASE.match(folded, place + 1) if sign else None
        return _Form(*sign, case.end() if case else place + 1) if sign else None
    return _word_form(word)


def _word_form(word: re.Match[str]) -> _Form | None:
    second = word["second"]
    whole = word[0]
    if second is None:
        return _known(whole, word.end())
    first = whole[: -len(second) - 1]
    alone = _forms().get(whole)
    if alone is not None:
        return _Form(*alone, word.end())
    known = _known(first, word.start("second") - 1)
    if known is not None or first in _NO_ADJECTIVE:
        return known
    following = _known(second, word.end())
    return following if following is not None and following.kind == "count" else None


def _known(word: str, end: int) -> _Form | None:
    """A word of the table, or one that goes on behind its stem."""
    exact = _forms().get(word)
    if exact is not None:
        return _Form(*exact, end)
    for size in range(len(word), _SHORTEST_STEM - 1, -1):
        stem = _forms().get(word[:size] + "~")
        if stem is not None:
            return _Form(*stem, end)
    return None


def _days(folded: str, start: int, end: int) -> _Form | None:
    """So many days: 付款期14日, and no 14th of a month."""
    end = _after_blank(folded, end)
    if folded[end : end + 1] != _DAY or folded[start - 1 : start] not in _BEFORE_DAYS:
        return None
    behind = folded[end + 1 : end + 2]
    return _Form("count", "day", end + 1) if not behind or behind in _BEHIND_DAYS else None


def _han_form(folded: str, place: int) -> _Form | None:
    for size in range(min(_LONGEST_HAN, len(folded) - place), 0, -1):
        form = _forms().get(folded[place : place + size])
        if form is not None:
            follows = folded[place + size : place + size + 1]
            if follows and follows in _NOT_BEFORE.get(form[0], ""):
                return None
            return _Form(*form, place + size)
    return None


# What follows makes another word of it: 两成本, 一成长, 折旧.
_DAY = "日"  # a day of the month, or so many days where a clause ends behind it and no month stands before
_ENDS = "，。；、！？.,;!?)） \n"
_BEFORE_DAYS = "期共为是系係约满训练用需要，,：: 、"
_BEHIND_DAYS = "，。；、,.;!！)） \n的内"
_NOT_BEFORE = {"tenths": "本立功员长交份为就果熟效绩品家年人语", "fold": "扣旧腾磨返合叠算断回"}


@cache
def _rows() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    lines = _TABLE.read_text(encoding="utf-8").split("\n")
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return tuple((kind, unit, tuple(form.replace("_", " ") for form in forms.split())) for kind, unit, forms in rows)


@cache
def _forms() -> dict[str, tuple[str, str]]:
    """What stands behind a number: kind and unit. A stem that goes on ends in "~"."""
    return {form: (kind, unit) for kind, unit, forms in reversed(_rows()) if kind != "before" for form in forms}


@cache
def _befores() -> dict[str, str]:
    return {form: unit for kind, unit, forms in _rows() if kind == "before" for form in forms}
