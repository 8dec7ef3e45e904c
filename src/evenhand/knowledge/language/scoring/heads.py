"""The heads: what learnt weights say of each clause of a message, one log-odds a head."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from math import sqrt
from typing import NamedTuple

from evenhand.knowledge.language.courtesy import only_thanks
from evenhand.knowledge.language.document import Document
from evenhand.knowledge.language.scoring.grams import han_features, is_chinese, pairs_of, plain_of, words_of
from evenhand.knowledge.language.scoring.weights import HEADS, Weights
from evenhand.knowledge.language.variety import FAMILY, Variety

LOWEST, HIGHEST = -6.0, 6.0
PIECES_AT_MOST = 400  # clauses of one message; what comes after is read by the lexicons alone
_SHORT_LATIN, _SHORT_HAN = 14, 4  # folded characters under which a clause is joined to the one before it

__all__ = [
    "AT", "HEADS", "Piece", "Scored", "Scores", "family_of", "held", "pieces", "score", "score_clause", "scores_of",
    "without",
]  # fmt: skip
AT = {head: place for place, head in enumerate(HEADS)}


class Piece(NamedTuple):
    """A clause by its place in the folded text, the family of weights that reads it, and its sentence."""

    start: int
    end: int
    family: str
    sentence: int


class Scored(NamedTuple):
    """A clause with the log-odds of each of `HEADS`."""

    piece: Piece
    values: tuple[float, ...]

    def says(self, head: str) -> float:
        """The log-odds of one head."""
        return self.values[AT[head]]


class Scores(NamedTuple):
    """The clauses of a message; of each head the highest and the second highest log-odds among them.

    Both are held between `LOWEST` and `HIGHEST`, beyond which one clause says no more, and shifted to begin at 0.
    """

    clauses: tuple[Scored, ...]
    highest: tuple[float, ...]
    second: tuple[float, ...]


def scores_of(clauses: tuple[Scored, ...]) -> Scores:
    """The clauses with their highest values; of no clause all are 0."""
    if not clauses:
        nothing = (0.0,) * len(HEADS)
        return Scores((), nothing, nothing)
    columns = [sorted(column) for column in zip(*[each.values for each in clauses], strict=True)]
    highest = tuple([held(column[-1]) for column in columns])
    second = tuple([held(column[-2]) for column in columns]) if len(clauses) > 1 else (0.0,) * len(HEADS)
    return Scores(clauses, highest, second)


def without(scores: Scores, ranges: Sequence[tuple[int, int]]) -> Scores:
    """What the heads say of a message without the clauses that share characters with some ranges."""
    if not ranges:
        return scores
    kept = [
        each for each in scores.clauses if not any(at < each.piece.end and each.piece.start < to for at, to in ranges)
    ]
    return scores_of(tuple(kept))


def held(value: float) -> float:
    """Log-odds between the limits, from 0 on."""
    return 0.0 if value < LOWEST else HIGHEST - LOWEST if value > HIGHEST else value - LOWEST


def family_of(variety: str) -> str:
    """Which weights read a variety: en, fi or zh, which holds both scripts and Cantonese."""
    return FAMILY[variety]


def pieces(document: Document) -> Iterator[Piece]:
    """The clauses of the writer's own words, the shortest joined to their neighbour; `PIECES_AT_MOST` of them."""
    return islice(_pieces(document), PIECES_AT_MOST)


def _pieces(document: Document) -> Iterator[Piece]:
    folded = document.text.folded
    for index, utterance in enumerate(document.utterances):
        if only_thanks(folded[utterance.start : utterance.end]):
            continue
        open_piece: Piece | None = None
        for clause in utterance.clauses:
            family = _family_here(folded[clause.start : clause.end], utterance.language)
            piece = Piece(clause.start, clause.end, family, index)
            if open_piece is None:
                open_piece = piece
            elif _is_short(open_piece) or _is_short(piece):
                wider = open_piece if open_piece.end - open_piece.start > piece.end - piece.start else piece
                open_piece = Piece(open_piece.start, piece.end, wider.family, index)
            else:
                yield open_piece
                open_piece = piece
        if open_piece is not None:
            yield open_piece


def _family_here(words: str, language: Variety) -> str:
    if is_chinese(words):
        return "zh"
    if language in ("en", "fi"):
        return language
    return "fi" if "ä" in words or "ö" in words else "en"


def _is_short(piece: Piece) -> bool:
    length = piece.end - piece.start
    return length < (_SHORT_HAN if piece.family == "zh" else _SHORT_LATIN)


def score(document: Document, weights: Callable[[str], Weights]) -> Scores:
    """The clauses of a message with what the heads of their family say of each."""
    folded = document.text.folded
    found = [
        Scored(piece, score_clause(folded[piece.start : piece.end], weights(piece.family)))
        for piece in pieces(document)
    ]
    return scores_of(tuple(found))


def score_clause(folded: str, known: Weights) -> tuple[float, ...]:
    """The log-odds of each of `HEADS` for a clause of folded text."""
    plain = plain_of(folded)
    total, size = _of_han(plain, known) if is_chinese(plain) else _of_latin(plain, known)
    return known.unpack(total, sqrt(size) if size else 1.0)


def _of_han(plain: str, known: Weights) -> tuple[int, int]:
    found = han_features(plain)
    return known.total(found), len(found)


def _of_latin(plain: str, known: Weights) -> tuple[int, int]:
    words = words_of(plain)
    pairs = pairs_of(words)
    total, size = known.total(pairs), len(pairs)
    for word in dict.fromkeys(words):
        value, count = known.word(word)
        total += value
        size += count
    return total, size
