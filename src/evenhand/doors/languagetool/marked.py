"""A text with markup in it: what is read of it, and where that stands in what the client counts."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import NamedTuple


class Piece(NamedTuple):
    """A stretch as it is written, and what is read of it: the same for text, "" or something else for markup."""

    written: str
    read: str


class Marked:
    """Pieces put together: `plain` is what is read, `whole` what was sent.

    Clients count in UTF-16 code units of `whole`, as LanguageTool does, which is written in Java.
    """

    def __init__(self, pieces: Iterable[Piece]) -> None:
        kept = [piece for piece in pieces if piece.written or piece.read]
        self.plain = "".join(piece.read for piece in kept)
        self.whole = "".join(piece.written for piece in kept)
        self._heard = [piece for piece in _placed(kept) if piece.piece.read]
        self._starts = [piece.at for piece in self._heard]
        self._wide = [place for place, letter in enumerate(self.whole) if letter > "\uffff"]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where code points of `plain` stand in `whole`, in code points. A stretch of none takes its neighbour in."""
        if not self._heard:
            return 0, 0
        if start >= end:
            start = min(start, len(self.plain) - 1)
            end = start + 1
        first, last = self._piece(start), self._piece(end - 1)
        low = first.written + (start - first.at if first.is_text else 0)
        high = last.written + (end - last.at if last.is_text else len(last.piece.written))
        return low, high

    def units(self, place: int) -> int:
        """A place in `whole`, in UTF-16 code units."""
        return place + bisect_left(self._wide, place)

    def _piece(self, place: int) -> _Placed:
        return self._heard[bisect_right(self._starts, place) - 1]


class _Placed(NamedTuple):
    piece: Piece
    at: int  # in what is read
    written: int  # in what is written

    @property
    def is_text(self) -> bool:
        return self.piece.written == self.piece.read


def _placed(pieces: Iterable[Piece]) -> Iterable[_Placed]:
    at = written = 0
    for piece in pieces:
        yield _Placed(piece, at, written)
        at += len(piece.read)
        written += len(piece.written)


def units(text: str) -> int:
    """The length of a text in UTF-16 code units; a lone surrogate is one."""
    return len(text) + sum(letter > "\uffff" for letter in text)
