"""The stretch of a message around the words that were searched, with the words marked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from evenhand.knowledge.language.masking import BLOCK
from evenhand.knowledge.language.terms import Query
from evenhand.knowledge.language.text import Text, fold

BEFORE, LONG = 60, 190
LOOKED_AT = 20_000

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of the excerpt: searched, hidden, or neither."""

    text: str
    kind: str = ""


def excerpt(text: str, query: Query) -> list[Piece]:
    """The excerpt of a text in which attacks are already blocks of the same length (see `passages.masked`)."""
    shown = text[:LOOKED_AT]
    marks = _marks(fold(shown), query)
    start = max(0, marks[0][0] - BEFORE) if marks else 0
    start = _word_begin(shown, start)
    end = min(len(shown), start + LONG)
    pieces = [Piece("…")] if start else []
    for piece in _cut(shown, [mark for mark in marks if mark[1] <= end and mark[0] >= start], start, end):
        pieces += _hidden_apart(piece)
    return [*pieces, Piece("…")] if end < len(shown) else pieces


def _marks(text: Text, query: Query) -> list[Range]:
    """Where the terms stand, merged; pairs of Han characters that touch become one mark."""
    found: list[Range] = []
    for term in query.whole:
        found += [text.original_span(*match.span()) for match in re.finditer(re.escape(term), text.folded)]
    for term in query.beginnings:
        pattern = re.escape(term) + (r"[^\W_]*" if term.isascii() or term.isalpha() else "")
        found += [text.original_span(*match.span()) for match in re.finditer(rf"(?<![^\W_]){pattern}", text.folded)]
    merged: list[Range] = []
    for start, end in sorted(found):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _word_begin(text: str, at: int) -> int:
    """Not in the middle of a word: the first blank within a few characters, else where it was."""
    if at == 0:
        return 0
    blank = re.compile(r"\s").search(text, at, at + 20)
    return blank.end() if blank else at


def _cut(text: str, marks: Sequence[Range], start: int, end: int) -> list[Piece]:
    pieces, at = [], start
    for first, last in marks:
        pieces += [Piece(text[at:first]), Piece(text[first:last], "found")]
        at = last
    return [piece for piece in [*pieces, Piece(text[at:end])] if piece.text]


def _hidden_apart(piece: Piece) -> list[Piece]:
    if BLOCK not in piece.text:
        return [piece]
    parts = re.split(f"({BLOCK}+)", piece.text)
    return [Piece(part, "hidden" if part[0] == BLOCK else piece.kind) for part in parts if part]
