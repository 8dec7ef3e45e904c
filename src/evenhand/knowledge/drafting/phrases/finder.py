"""The phrases of a variety that stand in a text, by its compiled index."""

from __future__ import annotations

import marshal
from collections.abc import Iterator
from typing import NamedTuple

from evenhand.knowledge.drafting.phrases.index import Cue, Index, Sought, String
from evenhand.knowledge.language.signals.edges import cuts, whole_word
from evenhand.knowledge.language.signals.whole import Piece, Whole

Hit = tuple[int, int, int]  # where it begins and ends in the folded text; its meaning, or ~part


class Searched(NamedTuple):
    """A folded text without line breaks, the runs of characters in it, and where its sentences begin."""

    folded: str
    runs: set[str]
    starts: list[int]


class Finder:
    """Unpacks of an index what texts ask for, and keeps it."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.meanings = [Cue(*each) for each in index.meanings]
        self._runs: dict[str, tuple[String, ...]] = {}
        self._short: tuple[String, ...] = marshal.loads(index.short)  # noqa: S302 (what we wrote)
        self._parts: dict[int, tuple[String, ...]] = {}
        self._rows: dict[int, _Row] = {}
        self._pieces: dict[int, Piece] = {}

    def find(self, text: Searched) -> Iterator[Hit]:
        """All phrases that stand there by themselves, and the parts by which lines in several parts are looked for."""
        packed, unpacked = self.index.runs, self._runs
        for run in packed.keys() & text.runs:
            strings = unpacked.get(run)
            if strings is None:
                strings = unpacked[run] = marshal.loads(packed[run])  # noqa: S302
            for _, string, sought in strings:
                if string in text.folded:
                    yield from self._hits(text, string, sought)
        for _, string, sought in self._short:
            if string in text.folded:
                yield from self._hits(text, string, sought)

    def find_part(self, text: Searched, part: int) -> Iterator[Hit]:
        """Where one of the other parts stands."""
        strings = self._parts.get(part)
        if strings is None:
            strings = self._parts[part] = marshal.loads(self.index.parts[part])  # noqa: S302
        for run, string, sought in strings:
            if (not run or run in text.runs) and string in text.folded:
                yield from self._hits(text, string, sought)

    def _hits(self, text: Searched, string: str, sought: tuple[Sought, ...]) -> Iterator[Hit]:
        """A string in all its places, each with all that it may mean there."""
        folded = text.folded
        start = folded.find(string)
        while start >= 0:
            end = start + len(string)
            cut_before, cut_after = cuts(folded, start), cuts(folded, end)
            for open_before, open_after, meaning, row in sought:
                if (cut_before and not open_before) or (cut_after and not open_after):
                    continue
                place = whole_word(folded, start, end) if row < 0 else self._row(row).reach(text, start, end)
                if place is not None:
                    yield (*place, meaning)
            start = folded.find(string, start + 1)

    def _row(self, number: int) -> _Row:
        row = self._rows.get(number)
        if row is None:
            row = self._rows[number] = _Row(self, *marshal.loads(self.index.rows[number]))  # noqa: S302
        return row

    def piece(self, number: int) -> Piece:
        """The alternatives of a piece."""
        piece = self._pieces.get(number)
        if piece is None:
            piece = self._pieces[number] = marshal.loads(self.index.pieces[number])  # noqa: S302
        return piece


class _Row:
    """What has to stand around a string: gates first, the row itself where all are open."""

    __slots__ = ("_after", "_before", "_finder", "_heads", "_needed", "_tails", "_whole")

    def __init__(
        self,
        finder: Finder,
        tails: tuple[str, ...],
        heads: tuple[str, ...],
        needed: tuple[frozenset[str], ...],
        before: tuple[int, ...],
        after: tuple[int, ...],
    ) -> None:
        self._finder, self._tails, self._heads, self._needed = finder, tails, heads, needed
        self._before, self._after = before, after
        self._whole: Whole | None = None

    def reach(self, text: Searched, start: int, end: int) -> tuple[int, int] | None:
        """The stretch of the whole line around [start, end); None where it does not stand here."""
        if self._heads and not text.folded.startswith(self._heads, end):
            return None
        if self._tails and not text.folded.endswith(self._tails, 0, start):
            return None
        for runs in self._needed:
            if runs.isdisjoint(text.runs):
                return None
        if self._whole is None:
            piece = self._finder.piece
            self._whole = Whole([piece(each) for each in self._before], [piece(each) for each in self._after])
        return self._whole.reach(text.folded, start, end)
