"""What the phrases in a text mean, those in several parts included."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from evenhand.knowledge.drafting.conjunctions import Conjunction, Place, covers, together
from evenhand.knowledge.drafting.phrases.finder import Finder, Hit, Searched
from evenhand.knowledge.drafting.phrases.index import Cue

EXEMPT = "exempt"
Meant = tuple[int, int, Cue]
BySentence = dict[int, list[Place]]


def find_meanings(finder: Finder, text: Searched) -> dict[str, list[Meant]]:
    """By rule, what its phrases mean and where, in the order of the text: of equals the first of the lists first."""
    hits, parts = set[Hit](), dict[int, set[Place]]()
    for at, to, number in finder.find(text):
        if number < 0:
            parts.setdefault(~number, set()).add(Place(at, to))
        else:
            hits.add((at, to, number))
    if parts:
        hits.update(_Sentences(finder, text, parts, hits).found())
    found: dict[str, list[Meant]] = {}
    for at, to, number in sorted(hits, key=_order):
        cue = finder.meanings[number]
        found.setdefault(cue.slug, []).append((at, to, cue))
    return found


def _order(hit: Hit) -> tuple[int, int, int]:
    return hit[0], -hit[1], hit[2]


class _Sentences:
    """The lines in several parts, sentence by sentence; a part that is exempt is none."""

    def __init__(self, finder: Finder, text: Searched, keys: dict[int, set[Place]], hits: Iterable[Hit]) -> None:
        self._finder, self._text = finder, text
        self._places = {part: self._by_sentence(places) for part, places in keys.items()}
        self._keys = sorted(keys)
        self._exempt: dict[str, list[Place]] = {}
        for at, to, number in hits:
            cue = finder.meanings[number]
            if cue.kind == EXEMPT:
                self._exempt.setdefault(cue.slug, []).append(Place(at, to))

    def found(self) -> list[Hit]:
        """What the lines mean whose parts stand in one sentence, and the stretch that holds them."""
        return [
            (place.at, place.to, meaning)
            for part in self._keys
            for sentence in self._places[part]
            for meaning, place in together(
                map(Conjunction[int]._make, self._finder.index.lines[part]),
                lambda each, sentence=sentence: self._in(each, sentence),  # type: ignore[misc]
                self._text.folded,
                self._barred,
            )
        ]

    def _in(self, part: int, sentence: int) -> Sequence[Place]:
        """Where a part stands in a sentence, in order; looked for when it is first asked for."""
        found = self._places.get(part)
        if found is None and part in self._finder.index.lines:  # looked for already, and not there
            return ()
        if found is None:
            hits = self._finder.find_part(self._text, part)
            found = self._places[part] = self._by_sentence({Place(at, to) for at, to, _ in hits})
        return found.get(sentence, ())

    def _by_sentence(self, places: set[Place]) -> BySentence:
        found: BySentence = {}
        for place in sorted(places):
            found.setdefault(bisect_right(self._text.starts, place.at), []).append(place)
        return found

    def _barred(self, meaning: int, place: Place) -> bool:
        return any(covers(each, place) for each in self._exempt.get(self._finder.meanings[meaning].slug, ()))
