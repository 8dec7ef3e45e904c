"""A line of a list as a whole: choices in a row, verified outwards from the one that was found in the text.

No pattern is compiled: lines may hold thousands of alternatives, and most of them are never met. Each step keeps the
places where the row can go on, so the cost is bounded by the reach of a line, whatever the text is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import takewhile
from operator import attrgetter
from typing import NamedTuple

from evenhand.knowledge.language.late import late
from evenhand.knowledge.language.signals.edges import cuts

Piece = tuple[str, ...]  # the alternatives of one choice
GAP = "…"  # a choice that stands for anything in the sentence
CLAUSE_GAP = "‥"  # a choice that stands for anything in the clause that addresses nobody
LONGEST_GAP = 10
FARTHEST = 90  # folded characters between the word that was found and either end of its phrase
LONGEST_HEAD, LONGEST_TAIL = 30, 9  # letters that a "~" stands for at most, before a stem and after it
_ENDS_SENTENCE = frozenset("。！？；.!?;\n")
_GAPS: dict[Piece, frozenset[str]] = {
    (GAP,): _ENDS_SENTENCE,
    (CLAUSE_GAP,): _ENDS_SENTENCE | frozenset("，、：,:…你妳您"),
}
_NO_GAP = frozenset[str]()
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzäöå")
_HEAD_LETTERS = _LETTERS | {"'", "-"}
_WORD = late(rf"[a-zäöå'-]{{0,{LONGEST_HEAD}}} ")


class Stem(NamedTuple):
    """An alternative with "~": whether letters may stand before and after its core."""

    head: bool
    core: str
    tail: bool


class Choice(NamedTuple):
    """The alternatives of a piece, sorted by the character at which a step meets them."""

    optional: bool
    gap: frozenset[str]  # the characters at which what a gap stands for ends; none: no gap
    only: str  # the text of a piece without alternatives, else empty
    by_first: dict[str, list[str]]
    by_last: dict[str, list[str]]
    stems: tuple[Stem, ...]
    word: bool  # any word with the blank behind it, or nothing: `{~ |}`
    anything: bool  # any letters: `{~}`


class Edge(NamedTuple):
    """What has to stand next to the word that was found, on one side; a cheap look before a row is walked."""

    fixed: str  # the text of the nearest pieces that have but one
    reach: int  # how many characters beyond it are looked at
    characters: frozenset[str] | None  # one of which has to be among them; None: any, or none at all


Row = list[Choice]  # the choices on one side, nearest first
Step = Callable[[Choice, str, Iterable[int], int], set[int]]


class Whole:
    """What stands before and after the piece that the automaton looks for, nearest first; sorted out on first use."""

    __slots__ = ("_edges", "_rows", "after", "before")

    def __init__(self, before: Sequence[Piece], after: Sequence[Piece]) -> None:
        self.before = before
        self.after = after
        self._rows: tuple[Row, Row, bool] | None = None
        self._edges: tuple[Edge, Edge] | None = None

    def may_stand(self, folded: str, start: int, end: int) -> bool:
        """A cheap look at both neighbours of the word that was found: mostly they say that the phrase is not here."""
        before, after = self._edges or self._looked_at()
        fixed, reach, characters = before
        if fixed and not folded.endswith(fixed, 0, start):
            return False
        if characters is not None:
            place = start - len(fixed)
            if characters.isdisjoint(folded[place - reach if place > reach else 0 : place]):
                return False
        fixed, reach, characters = after
        if fixed and not folded.startswith(fixed, end):
            return False
        place = end + len(fixed)
        return characters is None or not characters.isdisjoint(folded[place : place + reach])

    def reach(self, folded: str, start: int, end: int) -> tuple[int, int] | None:
        """The best stretch around [start, end) that the phrase can be and that cuts no word in two; None: nowhere.

        The longest phrase is the best, except that a gap is left as short as it can be.
        """
        before, after, after_first = self._rows or self._sorted_out()
        bounds = max(0, start - FARTHEST), min(len(folded), end + FARTHEST)
        if after_first:  # the side that says no sooner is asked first
            last = self._last(_walk(after, folded, end, _onwards, bounds[1]), folded)
            first = _uncut(_walk(before, folded, start, _backwards, bounds[0]), folded) if last is not None else None
        else:
            first = _uncut(_walk(before, folded, start, _backwards, bounds[0]), folded)
            last = self._last(_walk(after, folded, end, _onwards, bounds[1]), folded) if first is not None else None
        return None if first is None or last is None else (first, last)

    def _last(self, ends: list[int], folded: str) -> int | None:
        return _uncut(ends if any(map(is_gap, self.after)) else ends[::-1], folded)

    def _sorted_out(self) -> tuple[Row, Row, bool]:
        before, after = [_choice(piece) for piece in self.before], [_choice(piece) for piece in self.after]
        self._rows = before, after, _slack(before) > _slack(after)
        return self._rows

    def _looked_at(self) -> tuple[Edge, Edge]:
        before, after, _ = self._rows or self._sorted_out()
        self._edges = _edge(before, -1), _edge(after, 0)
        return self._edges


def _uncut(places: list[int], folded: str) -> int | None:
    return next((place for place in places if not cuts(folded, place)), None)


def _edge(choices: list[Choice], side: int) -> Edge:
    """The edge of a row; `side` is the place in a text of the character that a step meets first: 0 onwards, else -1."""
    alone = list(takewhile(attrgetter("only"), choices))
    fixed = "".join([choice.only for choice in (alone[::-1] if side else alone)])
    reach, characters = 1, set[str]()
    for choice in choices[len(alone) :]:
        if choice.gap:
            reach += LONGEST_GAP
            continue
        characters |= _met_first(choice, side)
        if not choice.optional:
            return Edge(fixed, reach, None if "" in characters else frozenset(characters))
    return Edge(fixed, 0, None)


def _met_first(choice: Choice, side: int) -> set[str]:
    """The characters at which a choice that is not empty may be met; "" among them where any will do."""
    met = set(choice.by_last if side else choice.by_first)
    for stem in choice.stems:
        met.add(stem.core[side] if stem.core else "")
        if stem.tail if side else stem.head:
            met |= _LETTERS if side else _HEAD_LETTERS
    return met


def _slack(choices: list[Choice]) -> int:
    """How many of the three nearest choices may stand for nothing or for any word; without choices: never."""
    return sum(choice.optional or bool(choice.gap or choice.stems) for choice in choices[:3]) if choices else 4


def _walk(choices: list[Choice], folded: str, place: int, step: Step, bound: int) -> list[int]:
    places = {place}
    for number, choice in enumerate(choices):
        if choice.only and len(places) == 1:
            places = _past(choice.only, folded, places.pop(), step is _onwards)
        else:
            places = step(choice, folded, places, bound)
            if not number and choice.anything and step is _backwards and _needs_blank(choices):
                places = {place for place in places if place and folded[place - 1] == " "}
        if not places:
            return []
    return sorted(places)


def _needs_blank(choices: list[Choice]) -> bool:
    """Whether a blank must stand before the word with which a row begins, nearest first: only words stand between."""
    following = next((choice for choice in choices[1:] if not choice.word), None)
    return following is not None and following.only.endswith(" ")


def _past(text: str, folded: str, place: int, onwards: bool) -> set[int]:
    """The place beyond a text that stands alone in its piece, if it stands here."""
    at = place if onwards else place - len(text)
    if at >= 0 and folded.startswith(text, at):
        return {at + len(text) if onwards else at}
    return set()


def _onwards(choice: Choice, folded: str, places: Iterable[int], bound: int) -> set[int]:
    """The places up to `bound` at which a choice that begins at one of some places may end."""
    reached = set(places) if choice.optional else set()
    if choice.word:
        for place in places:
            word = _WORD.match(folded, place, bound)
            if word:
                reached.add(word.end())
        return reached
    if choice.gap:
        for place in places:
            reached.update(_run(folded, place, 1, min(bound, place + LONGEST_GAP), ends=choice.gap))
        return reached
    by_first = choice.by_first
    for place in places:
        for text in by_first.get(folded[place : place + 1], ()):
            if place + len(text) <= bound and folded.startswith(text, place):
                reached.add(place + len(text))
        for stem in choice.stems:
            reached.update(_stem_onwards(stem, folded, place, bound))
    return reached


def _stem_onwards(stem: Stem, folded: str, place: int, bound: int) -> Iterator[int]:
    for at in _run(folded, place, 1, min(bound, place + LONGEST_HEAD), _HEAD_LETTERS) if stem.head else (place,):
        to = at + len(stem.core)
        if to <= bound and folded.startswith(stem.core, at):
            yield from _run(folded, to, 1, min(bound, to + LONGEST_TAIL), _LETTERS) if stem.tail else (to,)


def _backwards(choice: Choice, folded: str, places: Iterable[int], bound: int) -> set[int]:
    """The places down to `bound` at which a choice that ends at one of some places may begin."""
    reached = set(places) if choice.optional else set()
    if choice.word:
        for place in places:
            if place > bound and folded[place - 1] == " ":
                reached.update(_word_starts(folded, place - 1, max(bound, place - 1 - LONGEST_HEAD)))
        return reached
    if choice.gap:
        for place in places:
            reached.update(_run(folded, place, -1, max(bound, place - LONGEST_GAP), ends=choice.gap))
        return reached
    by_last = choice.by_last
    for place in places:
        for text in by_last.get(folded[place - 1], ()) if place else ():
            if place - len(text) >= bound and folded.endswith(text, 0, place):
                reached.add(place - len(text))
        for stem in choice.stems:
            reached.update(_stem_backwards(stem, folded, place, bound))
    return reached


def _stem_backwards(stem: Stem, folded: str, place: int, bound: int) -> Iterator[int]:
    for to in _run(folded, place, -1, max(bound, place - LONGEST_TAIL), _LETTERS) if stem.tail else (place,):
        at = to - len(stem.core)
        if at >= bound and folded.startswith(stem.core, at):
            yield from _word_starts(folded, at, max(bound, at - LONGEST_HEAD)) if stem.head else (at,)


def _word_starts(folded: str, place: int, bound: int) -> Iterator[int]:
    """Where the word that goes on at `place` begins, or a part of it after a hyphen or an apostrophe."""
    blank = folded.rfind(" ", bound, place)
    if blank >= 0 and _LETTERS.issuperset(folded[blank + 1 : place]):
        yield blank + 1
        return
    while place > bound and folded[place - 1] in _HEAD_LETTERS:
        if folded[place - 1] not in _LETTERS:
            yield place
        place -= 1
    yield place


def _run(
    folded: str, place: int, way: int, bound: int, letters: frozenset[str] | None = None, ends: frozenset[str] = _NO_GAP
) -> Iterator[int]:
    """Every place from here to the bound, as long as letters stand between; None: any but the `ends`."""
    yield place
    while place != bound:
        character = folded[place if way > 0 else place - 1]
        if character in ends if letters is None else character not in letters:
            return
        place += way
        yield place


def is_gap(piece: Piece) -> bool:
    """Whether anything may stand in the place of this piece."""
    return piece in _GAPS


@cache
def _choice(piece: Piece) -> Choice:
    by_first: dict[str, list[str]] = {}
    by_last: dict[str, list[str]] = {}
    stems = []
    for text in piece:
        if "~" in text:
            stems.append(Stem(text.startswith("~"), text.strip("~"), text.endswith("~")))
        elif text:
            by_first.setdefault(text[0], []).append(text)
            by_last.setdefault(text[-1], []).append(text)
    gap = _GAPS.get(piece, _NO_GAP)
    only = piece[0] if len(piece) == 1 and not gap and "~" not in piece[0] else ""
    return Choice("" in piece, gap, only, by_first, by_last, tuple(stems), set(piece) == {"~ ", ""}, piece == ("~",))
