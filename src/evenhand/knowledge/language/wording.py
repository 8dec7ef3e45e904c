"""A text as the words that a difference is shown in: what a reader takes as one thing is one word.

- Finnish and English words are whole, with their hyphens, apostrophes and case endings after a colon (EU:n).
- Numbers, dates, times, amounts and percentages are one word: "1 500,00 €", "2026-03-16", "15 %", "3月16日",
  "百分之十五".
- Every Chinese character and every kana is a word: a Chinese sentence differs by characters, and a list of words
  would cut the same characters differently in the old text and in the new one.
- A mark of punctuation and a line break are words. Blanks belong to the word before them.
- A combining mark, a variation selector, what a zero-width joiner joins, a pair of surrogates and the two halves of
  a flag are never parted.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from operator import add
from typing import NamedTuple

_BLANK = " \u00a0\u2009\u202f"
_SIGNS = "$€£¥￥\u20a0-\u20bf"
_CODES = "EUR|USD|GBP|TWD|NTD|HKD|CNY|RMB|SGD|JPY|SEK|NOK|DKK|CHF"
_HAN = "々〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_CHINESE_DIGITS = "〇零一二兩两三四五六七八九十百千萬万億亿"
_ANY_DIGITS = rf"(?:\d{{1,4}}|[{_CHINESE_DIGITS}]{{1,12}})[{_BLANK}]?"

_NUMBER = rf"(?:\d{{1,3}}(?:[{_BLANK}'’.,]\d{{3}})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,:/–-]\d+)*)"
_BEFORE = rf"(?:(?:(?:NT|HK|US|S)?[{_SIGNS}]|\b(?:{_CODES}))[{_BLANK}]?)"
_UNITS = rf"[%‰％℃°{_SIGNS}]|(?:{_CODES}|euro(?:s|a)?|percent|prosenttia|prosentin)\b|[萬万億亿]?[元圓塊块]"
_AMOUNT = rf"(?<![^\W\d_])(?<!\d)[-−+]?{_BEFORE}?[-−+]?{_NUMBER}(?:[{_BLANK}]?(?:{_UNITS}))?|{_NUMBER}"
_CHINESE_DAY = (
    rf"{_ANY_DIGITS}年(?:[{_BLANK}]?{_ANY_DIGITS}月(?:[{_BLANK}]?{_ANY_DIGITS}[日號号])?)?"
    rf"|{_ANY_DIGITS}月(?:[{_BLANK}]?{_ANY_DIGITS}[日號号])?|{_ANY_DIGITS}[日號号]"
    rf"|{_ANY_DIGITS}[點点時时](?:{_ANY_DIGITS}分|半)?"
)
_CHINESE_NUMBER = rf"百分之{_ANY_DIGITS}|[{_CHINESE_DIGITS}]{{2,}}[元圓塊块]?|[{_CHINESE_DIGITS}][元圓塊块]"
_LETTER = rf"[^\W\d_\u3040-\u30ff{_HAN}]"
_MARK = "\u0300-\u036f"
_LATIN = rf"{_LETTER}(?:{_LETTER}|[\d{_MARK}])*(?:['’:_-]{_LETTER}(?:{_LETTER}|[\d{_MARK}])*)*"
_WHOLE = "\r\n|[\ud800-\udbff][\udc00-\udfff]|[\U0001f1e6-\U0001f1ff]{2}"

# What is frequent and cannot begin a number comes first: that halves the time.
_PLAIN = rf"[^\S\r\n]+|(?=[a-zåäö]){_LATIN}|(?![{_CHINESE_DIGITS}])[{_HAN}]"
_WORDS = re.compile(
    rf"{_PLAIN}|{_CHINESE_DAY}|{_CHINESE_NUMBER}|{_AMOUNT}|{_LATIN}|{_WHOLE}|.",
    re.DOTALL,
)
_JOINER = "\u200d"
_JOINED = re.compile(rf"[{_JOINER}\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")
_BREAKS = frozenset(("\n", "\r", "\r\n"))


class Words(NamedTuple):
    """The words of a text and the blanks behind each; `texts[0] + blanks[0] + texts[1] + …` is the text itself."""

    texts: list[str]
    blanks: list[str]

    def text(self, start: int, end: int) -> str:
        """The words [start, end) with their blanks."""
        return "".join(map(add, self.texts[start:end], self.blanks[start:end]))


def words(text: str) -> Words:
    """Take a text apart. A blank at the very beginning stands behind an empty word."""
    texts: list[str] = []
    blanks: list[str] = []
    for piece in _pieces(text):
        if not piece.isspace() or piece in _BREAKS:
            texts.append(piece)
            blanks.append("")
        elif texts and not blanks[-1]:
            blanks[-1] = piece
        else:
            texts.append("")
            blanks.append(piece)
    return Words(texts, blanks)


def _pieces(text: str) -> list[str]:
    pieces: list[str] = _WORDS.findall(text)
    clinging = {character for character in set(text) if _clings(character)}
    if not clinging:
        return pieces
    starts = [0]
    for index in range(1, len(pieces)):
        before, piece = pieces[index - 1], pieces[index]
        joined = piece[0] in clinging or (before[-1] == _JOINER and not piece.isspace())
        if not joined or before in _BREAKS:
            starts.append(index)
    return ["".join(pieces[start:end]) for start, end in pairwise([*starts, len(pieces)])]


def _clings(character: str) -> bool:
    """Whether a character belongs to the one before it."""
    return unicodedata.category(character)[0] == "M" or _JOINED.match(character) is not None
