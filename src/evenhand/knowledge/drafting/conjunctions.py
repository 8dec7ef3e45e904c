"""Phrases in several parts: `a & b` stand in one sentence in any order, `a > b` in this order, `!c` must not be there.

Equal parts are looked for once however many lines share them. A line is looked at only where its rarest part stands,
and its other parts are looked for only then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Generic, NamedTuple, Protocol, TypeVar

from evenhand.knowledge.language.late import late

Meaning = TypeVar("Meaning")

FARTHEST = 100  # folded characters between a part and the nearest other, where no Chinese stands between
_CHINESE = 40
_FIRST_CJK = "⺀"
_PLACES_AT_MOST = 8  # of one part in one sentence: bounds the work that hostile text can make
_JOINT = late(r" ([&>]) ")
_NAME = late(r"@\w+")


class Part(NamedTuple):
    """A part by its number; found in a text, it says nothing by itself."""

    number: int


class Stretch(Protocol):
    """Anything that stands somewhere in the folded text."""

    @property
    def at(self) -> int:
        """Where it begins."""

    @property
    def to(self) -> int:
        """Where it ends."""


class Place(NamedTuple):
    """Where a part stands in the folded text."""

    at: int
    to: int


def covers(exempt: Stretch, found: Stretch) -> bool:
    """Whether an exempt phrase cancels what was found: it overlaps that and is at least as long."""
    overlap = exempt.at < found.to and found.at < exempt.to
    return overlap and exempt.to - exempt.at >= found.to - found.at


class Conjunction(NamedTuple, Generic[Meaning]):
    """A line: the parts that must stand in a sentence, which of them come after the one before, and which must not."""

    parts: tuple[int, ...]
    later: tuple[bool, ...]
    absent: tuple[int, ...]
    meaning: Meaning


Barred = Callable[[Place], bool]
Places = Callable[[int], Sequence[Place]]  # where a part stands in one sentence


class Conjunctions(Generic[Meaning]):
    """The lines in several parts of one variety, and the numbers of the parts."""

    def __init__(self) -> None:
        self.numbers: dict[tuple[str, str], int] = {}
        self.lines: list[Conjunction[Meaning]] = []

    def add(self, phrase: str, folder: str, meaning: Meaning) -> None:
        """Take up a line of a language's folder; its parts are then in `numbers`. ValueError: nothing must stand."""
        pieces = _JOINT.split(phrase)
        joined = list(zip(["&", *pieces[1::2]], pieces[::2], strict=True))
        wanted = [(self._number(text, folder), joint == ">") for joint, text in joined if not text.startswith("!")]
        absent = tuple(self._number(text[1:], folder) for _, text in joined if text.startswith("!"))
        parts, later = zip(*wanted, strict=True)
        self.lines.append(Conjunction(parts, later, absent, meaning))

    def _number(self, text: str, folder: str) -> int:
        choice = f"{{{text}}}" if _NAME.fullmatch(text) else text
        return self.numbers.setdefault((choice, folder), len(self.numbers))

    def by_key(self, share: Callable[[int], float]) -> dict[int, list[Conjunction[Meaning]]]:
        """The lines by that of their parts which fewest texts hold."""
        found: dict[int, list[Conjunction[Meaning]]] = {}
        for line in self.lines:
            found.setdefault(min(line.parts, key=share), []).append(line)
        return found


def together(
    lines: Iterable[Conjunction[Meaning]], places: Places, folded: str, barred: Callable[[Meaning, Place], bool]
) -> Iterator[tuple[Meaning, Place]]:
    """What the lines mean whose parts stand in one sentence, given where its parts stand there, and the stretch."""
    for line in lines:
        if all(map(places, line.parts)) and not any(map(places, line.absent)):
            stretch = _placed(line, places, folded, partial(barred, line.meaning), ())
            if stretch is not None:
                yield line.meaning, stretch


def is_conjunction(phrase: str) -> bool:
    """Whether a line's phrase is in several parts."""
    return _JOINT.search(phrase) is not None


def _placed(
    line: Conjunction[Meaning],
    places: Places,
    folded: str,
    barred: Barred,
    taken: tuple[Place, ...],
) -> Place | None:
    """The stretch from the first to the last part, none overlapping and each near another; None if nowhere."""
    if len(taken) == len(line.parts):
        return Place(min(taken).at, max(each.to for each in taken))
    later = line.later[len(taken)]
    for place in places(line.parts[len(taken)])[:_PLACES_AT_MOST]:
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
