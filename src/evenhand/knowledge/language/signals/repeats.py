"""Whether two messages of a conversation ask for the same, told by the words they share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from evenhand.knowledge.language.document import Turn
from evenhand.knowledge.language.text import fold

_LOOKED_AT = 1_500  # code points of each message
_SHARED = 0.5  # of the shorter message's telling pieces
_FEWEST = 4  # pieces; shorter messages ("ok", "thanks") repeat nothing
_WORD = re.compile(r"[a-zäöå0-9]{4,}")
_HAN = re.compile(r"[㐀-鿿]+")
_EMPTY = frozenset(
    "this that with have from your about please would could there what when which been will they them just "
    "hello dear thanks thank regards best kind know need want still also into than then here were "
    "että mutta myös kiitos terveisin hyvää päivää olen olisi joka tämä siitä vielä".split()
)


def alike(one: str, other: str) -> bool:
    """Whether most of the telling words (in Chinese, pairs of characters) of the shorter stand in the longer."""
    first, second = _pieces(one), _pieces(other)
    fewer = min(len(first), len(second))
    return fewer >= _FEWEST and len(first & second) / fewer >= _SHARED


def persistent(text: str, history: Sequence[Turn]) -> bool:
    """Whether the same was asked at least twice before and each time answered."""
    answered = 0
    asked = False
    for turn in history:
        if turn.direction == "outbound":
            answered += asked
            asked = False
        else:
            asked = asked or alike(text, turn.text)
    return answered >= 2


@lru_cache(maxsize=512)
def _pieces(text: str) -> frozenset[str]:
    folded = fold(text[:_LOOKED_AT]).folded
    words = {word[:6] for word in _WORD.findall(folded) if word not in _EMPTY}
    pairs = {run[index : index + 2] for run in _HAN.findall(folded) for index in range(len(run) - 1)}
    return frozenset(words | pairs)
