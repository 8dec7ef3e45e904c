"""Strings in one automaton, each with what has to stand around it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Generic

from evenhand.knowledge.language.signals.edges import cuts, whole_word
from evenhand.knowledge.language.signals.lexicon import Meaning, Phrase


class Matcher(Generic[Meaning]):
    """The literals of one language in one automaton, with what each belongs to."""

    def __init__(self, literals: Mapping[str, list[Phrase[Meaning]]]) -> None:
        from ahocorasick_rs import MATCHKIND_STANDARD, AhoCorasick

        self.meanings = list(literals.values())
        self._automaton = AhoCorasick(list(literals), matchkind=MATCHKIND_STANDARD)

    def find(self, folded: str) -> list[tuple[int, int, Meaning]]:
        """Folded offsets and meanings of all phrases at word boundaries, overlapping ones included."""
        found = []
        for index, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            cut_before, cut_after = cuts(folded, start), cuts(folded, end)
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
        return literal.whole.reach(folded, start, end)
    return whole_word(folded, start, end)
