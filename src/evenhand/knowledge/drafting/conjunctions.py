"""Phrases in several parts: `a & b` stand in one sentence in any order, `a > b` in this order, `!c` must not be there.

Equal parts are looked for once however many lines share them; a line is looked at only where its rarest part stands.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Generic, NamedTuple, TypeVar

Meaning = TypeVar("Meaning")

FARTHEST = 100  # folded characters between a part and the nearest other, where no Chinese stands between
_CHINESE = 40
_FIRST_CJK = "⺀"
_PLACES_AT_MOST = 8  # of one part in one sentence: bounds the work that hostile text can make
_JOINT = re.compile(r" ([&>]) ")
_NAME = re.compile(r"@\w+")


class Part(NamedTuple):
    """A part by its number; found in a text, it says nothing by itself."""

    number: int


class Place(NamedTuple):
    """Where a part stands in the folded text."""

    at: int
    to: int


class Conjunction(NamedTuple, Generic[Meaning]):
    """A line: the parts that must stand in a sentence, which of them come after the one before, and which must not."""

    parts: tuple[int, ...]
    later: tuple[bool, ...]
    absent: frozenset[int]
    meaning: Meaning


Barred = Callable[[Place], bool]


@dataclass
class Conjunctions(Generic[Meaning]):
    """The lines in several parts of one variety."""

    numbers: dict[tuple[str, str], int] = field(default_factory=dict)
    lines: list[Conjunction[Meaning]] = field(default_factory=list)
    _by_key: Mapping[int, list[Conjunction[Meaning]]] | None = None

    def add(self, phrase: str, folder: str, meaning: Meaning) -> None:
        """Take up a line of a language's folder; its parts are then in `numbers`. ValueError: nothing must stand."""
        pieces = _JOINT.split(phrase)
        joined = list(zip(["&", *pieces[1::2]], pieces[::2], strict=True))
        wanted = [(self._number(text, folder), joint == ">") for joint, text in joined if not text.startswith("!")]
        absent = frozenset(self._number(text[1:], folder) for _, text in joined if text.startswith("!"))
        parts, later = zip(*wanted, strict=True)
        self.lines.append(Conjunction(parts, later, absent, meaning))

    def _number(self, text: str, folder: str) -> int:
        choice = f"{{{text}}}" if _NAME.fullmatch(text) else text
        return self.numbers.setdefault((choice, folder), len(self.numbers))

    def find(
        self, folded: str, places: Mapping[int, Sequence[Place]], barred: Callable[[Meaning, Place], bool]
    ) -> Iterator[tuple[Meaning, Place]]:
        """What the lines mean whose parts stand in one sentence, given where its parts stand there, and the stretch."""
        for number in places:
            for line in self._keyed().get(number, ()):
                if all(part in places for part in line.parts) and places.keys().isdisjoint(line.absent):
                    stretch = _placed(line, places, folded, partial(barred, line.meaning), ())
                    if stretch is not None:
                        yield line.meaning, stretch

    def _keyed(self) -> Mapping[int, list[Conjunction[Meaning]]]:
        """The lines by the part that fewest lines share."""
        if self._by_key is None:
            shared = Counter(number for line in self.lines for number in line.parts)
            found: dict[int, list[Conjunction[Meaning]]] = {}
            for line in self.lines:
                found.setdefault(min(line.parts, key=lambda number: shared[number]), []).append(line)
            self._by_key = found
        return self._by_key


def is_conjunction(phrase: str) -> bool:
    """Whether a line's phrase is in several parts."""
    return _JOINT.search(phrase) is not None


def _placed(
    line: Conjunction[Meaning],
    places: Mapping[int, Sequence[Place]],
    folded: str,
    barred: Barred,
    taken: tuple[Place, ...],
) -> Place | None:
    """The stretch from the first to the last part, none overlapping and each near another; None if nowhere."""
    if len(taken) == len(line.parts):
        return Place(min(taken).at, max(each.to for each in taken))
    later = line.later[len(taken)]
    for place in places[line.parts[len(taken)]][:_PLACES_AT_MOST]:
        if barred(place) or (taken and not _fits(place, taken, folded, later=later)):
            continue
        found = _placed(line, places, folded, barred, (*taken, place))
        if found is not None:
            return found
    return None


def _fits(place: Place, taken: tuple[Place, ...], folded: str, *, later: bool) -> bool:
    """Whether a part may stand here: overlapping none, after the one before where that is asked, and near one."""
    if later and place.at < taken[-1].to:
        return False
    gaps = [(min(place.to, each.to), max(place.at, each.at)) for each in taken]
    if any(start > end for start, end in gaps):
        return False
    start, end = min(gaps, key=lambda gap: gap[1] - gap[0])
    if end - start <= _CHINESE:
        return True
    return end - start <= FARTHEST and all(sign < _FIRST_CJK for sign in folded[start:end])
