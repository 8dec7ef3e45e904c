"""What a sentence speaks of: its content words, so that a draft can be laid beside the record.

English words count by their first five letters and Finnish ones by their first four (long compounds by nine), so that
endings do not matter; Chinese counts by pairs of characters, without pairs that hold a particle, a pronoun or a number.
Numbers are no words.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from evenhand.knowledge.drafting.remembering import remembered
from evenhand.knowledge.language.late import late
from evenhand.knowledge.language.variety import Variety

_TABLE = Path(__file__).parent / "topics.txt"
_PREFIX = {"fi": 4}
_LETTERS = 5
_SHORTEST = 3
_COMPOUND = 12  # letters from which a Finnish word is a compound, told from others by its second part
_COMPOUND_LETTERS = 9
_RUN = late(
    r"(?P<word>[a-zà-öø-ÿ][a-zà-öø-ÿ'-]{1,40})|(?P<numbered>(?<![月\d])\d{1,4}号(?![之以前后内上下晚早中周星会到])[㐀-鿿])|(?P<han>[㐀-鿿]{2,60})"
)
_FURTHER = late(r"^lisä(?=[a-zåäö]{6})")  # Finnish: additional
_EMPTY = late(
    "额外|另外|其他|其它|任何|所有|全部|相关|一切|包含在内|在内|另行|另收|收费|计费|计价|免费|包含|包括|不含|须|另计"
    "|依照约定|依约|按约定|约定|说好|谈好|讲好"
)
_OWNER = late(r"(?<=.{7})(?:mme|nne|nsa|nsä)$")  # Finnish: our, your, their
_MONEY = frozenset("新台 台币 港币 港元 港纸 人民 民币 美金 美元 欧元 英镑 日币 日圆".split())
_FUNCTION = frozenset(
    "的了是在我您你他她它们您贵公司司嘅咗喺哋啲系会可以已将把和与及请等这那呢个有没冇不唔也都就要每于为内前后年月日时分第"
    "〇零一二三四五六七八九十百千万两亿半中之其此所被由对从到至给畀俾同跟又或而且但如若则再还仲最很太更只须需应该能够"
    "係讲倾"
    "吗嘛呀啊吧呢谢多元块约共总含另外来去做人天周号点位次份笔"
)


# Pairs that say what is meant although a character of them is mostly one of function.
_TELLING = frozenset(
    "月费 年费 月租 日费 响应 回应 应用 供应 反应 到货 到场 到府 人数 单价 天数 点数 号码"
    " 款期 账期 工时 时薪 时数 门号".split()
)


def topic(folded: str, language: Variety) -> frozenset[str]:
    """The content words of folded text, each as what it is compared by."""
    size = _PREFIX.get(language, _LETTERS)
    found: set[str] = set()
    for match in _RUN.finditer(_EMPTY.sub(" ", folded)):
        if match["word"]:
            found.update(_word(match["word"], size))
        elif match["numbered"]:
            found.add(match["numbered"])
        else:
            found.update(_pairs(match["han"]))
    return frozenset(found)


@remembered(4096)
def _word(word: str, size: int) -> tuple[str, ...]:
    """A word of content, also one behind a hyphen; nothing for a word of function."""
    parts = [part for part in re.split(r"['-]", word) if len(part) >= _SHORTEST]
    return tuple(_stem(part, size) for part in parts if part not in _stops())


def _stem(word: str, size: int) -> str:
    if size < _LETTERS:
        word = _FURTHER.sub("", word)
        word = _OWNER.sub("", word)
        size = _COMPOUND_LETTERS if len(word) >= _COMPOUND else size
    return word[:size] if len(word) > size else word.removesuffix("s") if size == _LETTERS else word


def _pairs(run: str) -> list[str]:
    pairs = (run[place : place + 2] for place in range(len(run) - 1))
    return [pair for pair in pairs if pair in _TELLING or (pair not in _MONEY and not _FUNCTION.intersection(pair))]


@cache
def _stops() -> frozenset[str]:
    """Words of function, and those of every letter."""
    lines = _TABLE.read_text(encoding="utf-8").split("\n")
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
