"""Whether a stretch of a masked text names a figure that somebody can check, or only uses a number as people talk."""

from __future__ import annotations

from evenhand.knowledge.language.amounts import Amount, find_amounts
from evenhand.knowledge.language.late import late
from evenhand.knowledge.language.masking import BLOCK
from evenhand.knowledge.language.text import fold

_TIMES = frozenset({"minute", "hour", "day", "working-day", "week", "month", "year"})
# "3个▒▒", "you 2 ▒▒▒": what is counted is the attack. An order number has more digits.
_COUNTED = late(
    rf"(?:(?<![\d.,])\d{{1,2}}|[一二两三四五六七八九十]{{1,3}}) ?[个只条头位名群班帮堆窝]? ?{BLOCK}"
    rf"|\b(?:100|(?:a |one )?hundred|sata) ?(?:%|per ?cent|prosenttia) ?{BLOCK}"
)
_LIFETIME = 5  # years from which on they tell of somebody's life, theirs or ours: "Thirty years in a chair"
_AGO = ("前", " ago", " sitten")
# Numbers that count nothing: all day long, time and again, "these two characters", "in 30 years".
_SAYINGS = late(
    r"一天到晚|一年到头|三天两头|三番[两五]次|[一两]次[三两][番次]|(?:有|哪|某|这|那)一天|半斤八两|三分钟热度"
    r"|两[只条](?:眼|手|脚|腿|耳)|百分之?百"
    r"|(?<=[\"”」』])[一二两三四五六七八九]个字|[这那呢][一二两三四五六]个字|[两三四]个字(?=[会識识怎用你])"
    r"|\b(?:a |one )?hundred per ?cent\b|\bone of these days\b|\bone day(?= (?:you|i|we|they|he|she)\b)"
    r"|(?<![\d.,])[1-9]\d (?:years|vuotta)\b"
    r"|\bsata(?:prosentti\w*| prosenttia)\b"
)
# A digit in a word spells it ("on9"); a number of an order may well begin with letters.
_DIGITS = late(r"(?<![a-z\d])\d|\d{3}")


def tells_figure(masked: str) -> bool:
    """Whether the text, in which hidden words are `BLOCK`, holds a number, an amount, or a count of more than one."""
    plain = _SAYINGS.sub(" ", _COUNTED.sub(" ", fold(masked).folded))
    return _DIGITS.search(plain) is not None or any(
        _counts(amount, plain[amount.end :]) for amount in find_amounts(fold(plain))
    )


def _counts(amount: Amount, after: str) -> bool:
    """One of something is an article in most languages ("一個", "one more time"); one week or one euro is not."""
    if amount.unit == "year":
        return amount.value < _LIFETIME or after.startswith(_AGO)
    return amount.kind != "count" or amount.value != 1 or amount.unit in _TIMES
