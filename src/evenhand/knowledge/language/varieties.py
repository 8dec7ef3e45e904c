"""Which variety a message is written in, stretch by stretch."""

from __future__ import annotations

from collections.abc import Sequence

from evenhand.knowledge.language.document import Part
from evenhand.knowledge.language.shape import Passage, Variety
from evenhand.knowledge.language.text import Text, _script

_YUE = set("嘅唔咗喺佢冇嘢哋啲嗰噉咁嚟攞啱嘥瞓㗎咩睇乜畀俾")
_FI = set("ja on ei en se että niin mutta kun jos tai ette olen ole oo mä te me hei kiitos nyt vielä miksi".split())


def varieties(text: Text) -> tuple[Passage, ...]:
    """The passages of a text."""
    original = text.original
    if not original.strip():
        return ()
    return (Passage(0, len(original), _guess(text)),)


def _guess(text: Text) -> Variety:
    han = [c for c in text.original if "㐀" <= c <= "鿿"]
    if len(han) * 3 > sum(c.isalpha() for c in text.original):
        if sum(c in _YUE for c in han) >= 1:
            return "yue"
        return "zh-Hant" if sum(c in _script() for c in han) else "zh-Hans"
    words = text.folded.split()
    if "ä" in text.folded or any(w.strip(",.!?") in _FI for w in words):
        return "fi"
    return "en" if any(c.isalpha() for c in text.folded) else "und"


def main_variety(passages: Sequence[Passage], parts: Sequence[Part] = ()) -> Variety:
    """The variety of most of the text."""
    return passages[0].language if passages else "und"
