"""The phrases of a variety that stand in a text, by its compiled index."""

from __future__ import annotations

import marshal

from evenhand.knowledge.drafting.phrases.index import Cue, Index, Row, Sought, String
from evenhand.knowledge.language.signals.edges import cuts, whole_word
from evenhand.knowledge.language.signals.runs import runs_of
from evenhand.knowledge.language.signals.whole import Piece, Whole

Hit = tuple[int, int, int]  # where it begins and ends in the folded text; its meaning, or ~part


class Searched:
    """A folded text without line breaks, the runs of characters in it, and where its sentences begin."""

    __slots__ = ("folded", "may_hold", "runs", "starts")

    def __init__(self, folded: str, starts: list[int]) -> None:
        self.folded = folded
        self.runs = runs_of(folded)
        self.starts = starts
        self.may_hold: dict[int, bool] = {}  # whether the runs that a row needs are there, by its number


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

    def find(self, text: Searched) -> list[Hit]:
        """All phrases that stand there by themselves, and the parts by which lines in several parts are looked for."""
        folded, runs, packed, unpacked = text.folded, text.runs, self.index.runs, self._runs
        found: list[Hit] = []
        for run in packed.keys() & runs:
            strings = unpacked.get(run)
            if strings is None:
                strings = unpacked[run] = marshal.loads(packed[run])  # noqa: S302
            for _, other, string, sought in strings:
                if (not other or other in runs) and string in folded:
                    self._hits(text, string, sought, found)
        for _, _, string, sought in self._short:
            if string in folded:
                self._hits(text, string, sought, found)
        return found

    def find_part(self, text: Searched, part: int) -> list[Hit]:
        """Where one of the other parts stands."""
        strings = self._parts.get(part)
        if strings is None:
            strings = self._parts[part] = marshal.loads(self.index.parts[part])  # noqa: S302
        found: list[Hit] = []
        for run, other, string, sought in strings:
            if (not run or run in text.runs) and (not other or other in text.runs) and string in text.folded:
                self._hits(text, string, sought, found)
        return found

    def _hits(self, text: Searched, string: str, sought: tuple[Sought, ...], found: list[Hit]) -> None:
        """Add a string in all its places, each with all that it means there."""
        folded, rows = text.folded, self._rows
        start = folded.find(string)
        while start >= 0:
            end = start + len(string)
            cut_before, cut_after = cuts(folded, start), cuts(folded, end)
            for open_before, open_after, meaning, row in sought:
                if (cut_before and not open_before) or (cut_after and not open_after):
                    continue
                if row < 0:
                    place = whole_word(folded, start, end)
                else:
                    place = (rows.get(row) or self._row(row)).reach(text, start, end)
                if place is not None:
                    found.append((*place, meaning))
            start = folded.find(string, start + 1)

    def _row(self, number: int) -> _Row:
        row = self._rows[number] = _Row(self, number, marshal.loads(self.index.rows[number]))  # noqa: S302
        return row

    def piece(self, number: int) -> Piece:
        """The alternatives of a piece."""
        piece = self._pieces.get(number)
        if piece is None:
            piece = self._pieces[number] = marshal.loads(self.index.pieces[number])  # noqa: S302
        return piece


class _Row:
    """What has to stand around a string: gates first, the row itself where all are open."""

    __slots__ = ("_finder", "_heads", "_near_after", "_near_before", "_needed", "_number", "_sides", "_tails", "_whole")

    def __init__(self, finder: Finder, number: int, row: Row) -> None:
        self._finder, self._number = finder, number
        self._tails, self._heads, self._near_before, self._near_after, self._needed, *self._sides = row
        self._whole: Whole | None = None

    def reach(self, text: Searched, start: int, end: int) -> tuple[int, int] | None:
        """The stretch of the whole line around [start, end); None where it does not stand here."""
        folded = text.folded
        if self._heads and not folded.startswith(self._heads, end):
            return None
        if self._tails and not folded.endswith(self._tails, 0, start):
            return None
        if self._near_after and not _holds(folded[end : end + self._near_after[0]], self._near_after[1]):
            return None
        if self._near_before:
            size, words = self._near_before
            if not _holds(folded[start - size if start > size else 0 : start], words):
                return None
        return self._walk(text, start, end) if self._needed_stands(text) else None

    def _needed_stands(self, text: Searched) -> bool:
        stands = text.may_hold.get(self._number)
        if stands is None:
            stands = text.may_hold[self._number] = not any(runs.isdisjoint(text.runs) for runs in self._needed)
        return stands

    def _walk(self, text: Searched, start: int, end: int) -> tuple[int, int] | None:
        if self._whole is None:
            before, after = ([self._finder.piece(number) for number in side] for side in self._sides)
            self._whole = Whole(before, after)
        return self._whole.reach(text.folded, start, end)


def _holds(stretch: str, words: tuple[str, ...]) -> bool:
    for word in words:  # noqa: SIM110 (any() is dearer here)
        if word in stretch:
            return True
    return False
