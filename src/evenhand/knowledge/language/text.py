"""Text in a normal form that can be searched, with a map back to the original code points.

What folding does, so that lexicons and patterns need not:

- lower case; full-width, circled and mathematical letters and digits become plain ones
- Traditional Chinese characters become Simplified ones, so a Chinese lexicon is written once. Characters of written
  Cantonese (嘅 唔 咗 喺 佢 冇 嘢 畀 俾 哋 啲 係 嚟 睇 搵 …) stay as they are; 係 becomes 系 only where it is not the
  Cantonese verb (關係 → 关系)
- curly quotes and apostrophes become straight, hyphens and minus signs become "-", every kind of blank becomes a
  space, every line break becomes a newline (of CR LF the CR becomes a space)
- a lone surrogate becomes U+FFFD, so that folded text can always be encoded
- zero-width characters, direction marks, soft hyphens and marks that combine with nothing are dropped; ä, ö, å typed
  in two pieces become one letter
- full-width punctuation （，。！？：；（）「」…）, "…" and "—" stay: they tell Chinese from the rest

Runs of blanks are not collapsed and line breaks are kept.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from evenhand.knowledge.language.late import late
from evenhand.knowledge.language.script import script

_QUOTES = dict.fromkeys("‘’‚‛′´`＇ʼ", "'") | dict.fromkeys("“”„‟″＂", '"')
_HYPHENS = dict.fromkeys("‐‑‒–−﹣－", "-")
_LINE_BREAKS = dict.fromkeys("\u0085\u2028\u2029\v\f", "\n")
_KEPT = dict.fromkeys("，！？：；（）…—％￥½¼¾™", None)
_UNSEEN = late("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
# Letters that fold one to one by lower() alone.
_PLAIN = late("[\0-\x0a\x0e-_a-\x7fÀ-ÖØ-öø-ÿ€…—]*")
_MARKS = range(0x300, 0x370)
_SENTINEL = "\ue0ff"  # stands in the quick table for what does not fold one to one
_LEARNT_AT_MOST = 50_000  # bounds the memory that hostile text can take

_CONTEXT = (
    ("係", late(r"(?<=[关联维干体])係|係(?=[数])"), "系"),
    ("甚", late(r"甚(?=么)"), "什"),
    ("著", late(r"(?<![名显编原译土专论卓昭巨合遗])著(?![名作者述称])"), "着"),
)


class Text(NamedTuple):
    """`folded` is what lexicons and patterns match on; `starts[i]` is the original offset of folded[i].

    `starts` has one entry more than `folded`: its last is `len(original)`. It never falls.
    """

    original: str
    folded: str
    starts: Sequence[int]

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """The original code points that the folded stretch [start, end) stands for.

        A stretch that ends inside a character that folds to several takes that whole character.
        """
        starts = self.starts
        if isinstance(starts, range):
            return start, end
        if end > start:
            while starts[end] == starts[end - 1]:
                end += 1
        return starts[start], starts[end]


def fold(original: str) -> Text:
    """Fold a text. Any string will do: NUL, lone surrogates and right-to-left text survive.

    Costs a few microseconds for 200 characters unless something folds to more or fewer characters than it had.
    """
    if _PLAIN.fullmatch(original):
        return Text(original, original.lower(), range(len(original) + 1))
    folded = original.translate(_QUICK)
    if _SENTINEL not in folded:
        return Text(original, _in_context(folded), range(len(original) + 1))
    return _fold_exactly(original)


def _fold_exactly(original: str) -> Text:
    pieces: list[str] = []
    starts: list[int] = []
    for index, character in enumerate(original):
        folded = _EXACT[character]
        if len(folded) == 1:
            pieces.append(folded)
            starts.append(index)
        elif folded:
            pieces.extend(folded)
            starts.extend([index] * len(folded))
        elif pieces and ord(character) in _MARKS:
            composed = unicodedata.normalize("NFC", pieces[-1] + character)
            pieces[-1] = _EXACT[composed] if len(composed) == 1 else pieces[-1]
    starts.append(len(original))
    return Text(original, _in_context("".join(pieces)), tuple(starts))


def _in_context(folded: str) -> str:
    """Replacements that depend on the neighbours; each keeps the length."""
    if "\r" in folded:
        folded = folded.replace("\r\n", " \n").replace("\r", "\n")
    for sign, pattern, replacement in _CONTEXT:
        if sign in folded:
            folded = pattern.sub(replacement, folded)
    return folded


def fold_character(character: str) -> str:
    """What one character becomes, whatever stands beside it: mostly one character, sometimes none or several."""
    if character in _QUOTES:
        return _QUOTES[character]
    if character in _HYPHENS:
        return "-"
    if character in _LINE_BREAKS:
        return "\n"
    if character in _KEPT:
        return character
    if ord(character) in _MARKS or _UNSEEN.match(character):
        return ""
    return _fold_by_category(character)


def _fold_by_category(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Zs":
        return " "
    if category == "Cs":
        return "\ufffd"
    if category[0] in "LNS" or "\uff01" <= character <= "\uff5e":
        compatible = unicodedata.normalize("NFKC", character)
        if category[0] == "L" or compatible.isascii():
            character = compatible
    return "".join(_simplified(piece) for piece in character.lower() if ord(piece) not in _MARKS)


def _simplified(character: str) -> str:
    if "㐀" <= character <= "鿿":
        return script().simplified.get(character, character)
    return character


class _ExactTable(dict[str, str]):
    """What each character folds to, learnt when it first occurs."""

    def __missing__(self, character: str) -> str:
        folded = fold_character(character)
        if len(self) < _LEARNT_AT_MOST:
            self[character] = folded
        return folded


class _QuickTable(dict[int, int | str]):
    """The same for str.translate, with the sentinel where the length would change."""

    def __missing__(self, code_point: int) -> int | str:
        folded = fold_character(chr(code_point))
        value = ord(folded) if len(folded) == 1 else _SENTINEL
        if len(self) < _LEARNT_AT_MOST:
            self[code_point] = value
        return value


_EXACT = _ExactTable()
_QUICK = _QuickTable()
