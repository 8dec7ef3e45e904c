"""Whether two wordings speak of the same thing: "the corrected invoice" and "invoice, correction"."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from pathlib import Path

from evenhand.knowledge.drafting.remembering import remembered
from evenhand.knowledge.language.late import late
from evenhand.knowledge.language.prepare import prepare
from evenhand.knowledge.language.terms import terms
from evenhand.knowledge.language.text import fold

_AT_MOST = 60  # terms of one wording; a thing is named in a few words
_LONGEST = 600  # code points of a wording that are looked at
_STEM = 4  # letters that two inflected words have in common at least
_HAN = late("[㐀-鿿豈-﫿]")
_SINGLE = late("(?<![㐀-鿿])[㐀-鿿](?![㐀-鿿])")
_SAYS_NOTHING = frozenset(
    "帮换装修做整改送寄发出交到好完要用来去上下大小多少再又只全已先后时可得条张部架间件位次回本套台批单项期份个我你他佢们哋这那呢边同向从由或等约"
    "一二三四五六七八九十百千万半几双"
)


def same_thing(first: str, second: str) -> bool | None:
    """Whether they share a word that says what is meant; None where one says nothing, or in another language."""
    mine, others = content_terms(first), content_terms(second)
    if not mine or not others:
        return None
    if any(_alike(one, other) for one in mine for other in others):
        return True
    return None if _tongue(first) != _tongue(second) else False


@cache
def _hollow() -> tuple[re.Pattern[str], frozenset[str]]:
    """Words that do not say what is meant: Han ones as a pattern, the others as a set."""
    text = (Path(__file__).parent / "things.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.split("\n") if line and not line.startswith("#")]
    words = [fold(word).folded for line in lines for word in line.split("\t")[1].split()]
    han = sorted((word for word in words if _HAN.search(word)), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, han))), frozenset(words)


@remembered(256)
def content_terms(wording: str) -> frozenset[str]:
    """The folded words and pairs of Han characters that say what is meant; at most 60, of the first 600 code points."""
    pattern, words = _hollow()
    folded = pattern.sub(" ", fold(wording[:_LONGEST]).folded)
    found = terms(folded, _AT_MOST) - words
    return frozenset(each for each in found if len(each) > 2 or not each.isascii()) | _alone(folded)


def _alone(folded: str) -> frozenset[str]:
    """Han characters that stand by themselves where hollow words are taken away: 泵 in 個泵會換好."""
    return frozenset(islice((each for each in _SINGLE.findall(folded) if each not in _SAYS_NOTHING), _AT_MOST))


def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    if _HAN.match(one) and _HAN.match(other) and min(len(one), len(other)) == 1:
        return one in other or other in one
    if _HAN.match(one) or _HAN.match(other) or one[:_STEM] != other[:_STEM]:
        return False
    common = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return common >= _STEM and common * 2 > max(len(one), len(other))


def _tongue(wording: str) -> str:
    if _HAN.search(wording):
        return "zh"
    return prepare(wording[:_LONGEST]).language
