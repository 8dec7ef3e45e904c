"""Numbers as they are written in text: figures, English and Finnish words, Chinese characters. All in folded form.

Every pattern is bounded and matches at one place in one way, so that a search with it is linear.
"""

from __future__ import annotations

import re
from decimal import Decimal

from evenhand.knowledge.language.late import late

_GROUPED = r"\d{1,3}(?:([ ,.'])\d{3})(?:\1\d{3}){0,4}(?!\d)(?:(?!\1)[.,]\d{1,2}(?!\d))?"
FIGURES = late(rf"(?<!\d)(?<!\d[.,:/])(?<!\d')(?:{_GROUPED}|\d{{1,15}}(?:[.,]\d{{1,4}})?)(?!\d|[.,:/]\d)")

_EN_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_EN_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_EN_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
_EN_VALUES = {word: value for value, word in enumerate(_EN_UNITS)} | {
    word: 10 * value for value, word in enumerate(_EN_TENS, 2)
}
_EN_WORD = "|".join(sorted(_EN_VALUES, key=lambda word: -len(word)))
_EN_SCALE = "|".join(_EN_SCALES)
ENGLISH = late(
    rf"(?<![\w'-])(?:(?:{_EN_WORD})|an? (?={_EN_SCALE}))"
    rf"(?:[ -]?(?:and (?=(?:{_EN_WORD})\b))?(?:{_EN_WORD}|{_EN_SCALE})\b){{0,8}}"
    r"(?!\w)"
)

# One digit in the forms that stand before a noun: nominative, partitive, genitive.
_FI_DIGITS = (
    "yksi yhden yhtä", "kaksi kahden kahta", "kolme kolmen kolmea", "neljä neljän neljää", "viisi viiden viittä",
    "kuusi kuuden kuutta", "seitsemän seitsemää", "kahdeksan kahdeksaa", "yhdeksän yhdeksää",
)  # fmt: skip
_FI_VALUES = {form: value for value, forms in enumerate(_FI_DIGITS, 1) for form in forms.split()}
_FI_DIGIT = "|".join(sorted(_FI_VALUES, key=lambda form: -len(form)))
FINNISH = late(
    rf"(?<![\w-])(?=[yknvsht])(?:(?P<thousands>{_FI_DIGIT})?(?P<thousand>tuhatta|tuhannen|tuhat))?"
    rf"(?:(?P<hundreds>{_FI_DIGIT})?(?P<hundred>sataa|sadan|sata))?"
    rf"(?:(?P<teens>{_FI_DIGIT})toista|(?:(?P<tens>{_FI_DIGIT})(?:kymmentä|kymmenen))?(?P<ones>{_FI_DIGIT})?"
    r"|(?P<ten>kymmenen|kymmentä))(?![\w-])"
)

_ZH_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_ZH_SCALES = {"十": 10, "百": 100, "千": 1000}
_ZH_GREAT = {"万": 10_000, "亿": 100_000_000}
CHINESE_CHARACTERS = "〇零一二两三四五六七八九十百千万亿"
CHINESE = late(rf"(?<![{CHINESE_CHARACTERS}几数好\d])[{CHINESE_CHARACTERS}]{{1,16}}(?![{CHINESE_CHARACTERS}])")


MIXED = late(r"(?<![\d.,])\d{1,4}(?P<great>[万亿])(?P<rest>\d{1,4})(?P<scale>[千百]?)(?![\d.,]|[万亿])")


def mixed(match: re.Match[str]) -> Decimal:
    """The value of 3万5千, 3万5000, 1亿2 (120 million)."""
    great, rest = _ZH_GREAT[match["great"]], int(match["rest"])
    short = great // 10 if len(match["rest"]) == 1 else 1
    scale = _ZH_SCALES[match["scale"]] if match["scale"] else short
    return Decimal(int(match[0][: match.start("great") - match.start()]) * great + rest * scale)


def figures(text: str) -> Decimal:
    """The value of figures: a comma, point, apostrophe or blank before three figures parts thousands."""
    grouped = re.fullmatch(_GROUPED, text)
    if grouped is not None:
        text = text.replace(grouped[1], "")
    return Decimal(text.replace(",", "."))


def english(text: str) -> Decimal:
    """The value of "twenty-five", "a hundred and fifty", "two thousand"."""
    total = current = 0
    for word in re.split(r"[ -]+", text):
        if word in ("a", "an"):
            current = 1
        elif word in _EN_VALUES:
            current += _EN_VALUES[word]
        elif word == "hundred":
            current = (current or 1) * 100
        elif word in _EN_SCALES:
            total, current = total + (current or 1) * _EN_SCALES[word], 0
    return Decimal(total + current)


def finnish(match: re.Match[str]) -> Decimal:
    """The value of a match of `FINNISH`."""
    value = 0
    for scale, one, many in ((1000, "thousand", "thousands"), (100, "hundred", "hundreds")):
        value += scale * (_FI_VALUES[match[many]] if match[many] else 1) if match[one] else 0
    value += 10 + _FI_VALUES[match["teens"]] if match["teens"] else 0
    value += 10 * _FI_VALUES.get(match["tens"] or "", 0) + _FI_VALUES.get(match["ones"] or "", 0)
    return Decimal(value + (10 if match["ten"] else 0))


def chinese(text: str) -> Decimal:
    """The value of 三百五十, 两千五 (2500), 三万五 (35,000), 十二, 八五 (85)."""
    if not any(character in _ZH_SCALES or character in _ZH_GREAT for character in text):
        return Decimal("".join(str(_ZH_DIGITS[character]) for character in text))
    total = section = digit = 0
    scale = 10
    for character in text:
        if character in _ZH_DIGITS:
            digit = _ZH_DIGITS[character]
            scale = 10 if not digit else scale
        elif character in _ZH_SCALES:
            section += (digit or 1) * _ZH_SCALES[character]
            digit, scale = 0, _ZH_SCALES[character]
        else:
            total = (total + section + digit or 1) * _ZH_GREAT[character]
            section, digit, scale = 0, 0, _ZH_GREAT[character]
    return Decimal(total + section + digit * (scale // 10 if text[-1] in _ZH_DIGITS else 1))
