"""Strings in one automaton, each with what has to stand around it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Generic

from ahocorasick_rs import MATCHKIND_STANDARD, AhoCorasick

from evenhand.knowledge.language.signals.lexicon import Meaning, Phrase
from evenhand.knowledge.language.signals.whole import Whole

LONGEST_TAIL = 9  # letters that may follow a stem: Finnish case ending, possessive and clitic
_FIRST_CJK = "⺀"


class Matcher(Generic[Meaning]):
    """The literals of one language in one automaton, with what each belongs to."""

    def __init__(self, literals: Mapping[str, list[Phrase[Meaning]]]) -> None:
        self.meanings = list(literals.values())
        self._automaton = AhoCorasick(list(literals), matchkind=MATCHKIND_STANDARD)

    def find(self, folded: str) -> list[tuple[int, int, Meaning]]:
        """Folded offsets and meanings of all phrases at word boundaries, overlapping ones included."""
        found = []
        for index, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            cut_before, cut_after = _cut(folded, start), _cut(folded, end)
            for literal in self.meanings[index]:
                if (cut_before and not literal.open_before) or (cut_after and not literal.open_after):
                    continue
                if literal.whole is not None and not literal.whole.may_stand(folded, start, end):
                    continue
                reach = _reach(folded, start, end, literal)
                if reach:
                    found.append((reach[0], reach[1], literal.entry))
        return found


def _reach(folded: str, start: int, end: int, literal: Phrase[Any]) -> tuple[int, int] | None:
    """The hit, which may cut a word, widened to its whole phrase and word, or None where they do not stand here."""
    if literal.whole is not None:
        return _whole(folded, start, end, literal.whole)
    tail = _word_end(folded, end) if _cut(folded, end) else end
    if tail - end > LONGEST_TAIL:
        return None
    return _word_start(folded, start) if _cut(folded, start) else start, tail


def _whole(folded: str, start: int, end: int, whole: Whole) -> tuple[int, int] | None:
    """The best stretch around [start, end) that the phrase can be and that cuts no word in two."""
    starts, ends = whole.covering(folded, start, end)
    if not (starts and ends):
        return None
    first = next((place for place in starts if not _cut(folded, place)), None)
    last = next((place for place in ends if not _cut(folded, place)), None)
    return None if first is None or last is None else (first, last)


def _cut(folded: str, place: int) -> bool:
    """Whether a boundary at this place would cut a word in two."""
    if not 0 < place < len(folded):
        return False
    before, after = folded[place - 1], folded[place]
    return before < _FIRST_CJK and after < _FIRST_CJK and before.isalnum() and after.isalnum()


def _in_word(character: str) -> bool:
    return character.isalnum() and character < _FIRST_CJK


def _word_start(folded: str, start: int) -> int:
    floor = max(0, start - 30)
    while start > floor and _in_word(folded[start - 1]):
        start -= 1
    return start


def _word_end(folded: str, end: int) -> int:
    ceiling = min(len(folded), end + LONGEST_TAIL + 1)
    while end < ceiling and _in_word(folded[end]):
        end += 1
    return end
