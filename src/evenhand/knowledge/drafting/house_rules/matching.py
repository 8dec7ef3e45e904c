"""What a house rule looks for, found on folded text: phrases by the language layer's automaton, patterns by re2."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Literal, NamedTuple

from evenhand.knowledge.drafting.house_rules.rule import HouseRule
from evenhand.knowledge.language.signals.automaton import Matcher
from evenhand.knowledge.language.signals.lexicon import Phrase, strings_of
from evenhand.knowledge.language.text import fold

MEMORY = 1 << 20  # bytes of one compiled pattern
MOST_STRINGS = 20_000  # that the phrases of one rule may stand for
Role = Literal["phrase", "other"]


class BadPattern(ValueError):
    """A phrase or pattern that cannot be used; the message says why."""

    def __init__(self, pattern: str, reason: str) -> None:
        super().__init__(reason)
        self.pattern = pattern[:60]


class Sought(NamedTuple):
    """What a string stands for: the number of its rule, its role in it, and a replacement if there is one."""

    rule: int
    role: Role
    replacement: str | None = None


class Stretch(NamedTuple):
    """A phrase found, in folded places."""

    at: int
    to: int
    sought: Sought


def strings(rule: HouseRule, number: int = 0) -> list[tuple[str, Phrase[Sought]]]:
    """The strings that a rule's phrases stand for; [] for a rule of patterns. Raises BadPattern."""
    if rule.is_pattern:
        return []
    wanted: list[tuple[str, Sought]] = [(phrase, Sought(number, "phrase")) for phrase in rule.phrases]
    wanted += [(phrase, Sought(number, "phrase", new)) for phrase, new in rule.swap.items()]
    wanted += [(phrase, Sought(number, "other")) for phrase in rule.others]
    found: list[tuple[str, Phrase[Sought]]] = []
    for phrase, sought in wanted:
        try:
            found += strings_of(fold(phrase).folded.strip(), "", sought)
        except (FileNotFoundError, ValueError, IndexError) as problem:
            raise BadPattern(phrase, type(problem).__name__) from None
        if len(found) > MOST_STRINGS:
            raise BadPattern(phrase, f"> {MOST_STRINGS}")
    return found


def compiled(rule: HouseRule) -> list[tuple[Any, Role]]:
    """The compiled patterns of a rule; [] for a rule of phrases. Raises BadPattern."""
    if not rule.is_pattern:
        return []
    import re2

    options = re2.Options()
    options.max_mem, options.log_errors = MEMORY, False
    roles: list[tuple[str, Role]] = [(each, "phrase") for each in rule.phrases]
    roles += [(each, "other") for each in rule.others]
    found: list[tuple[Any, Role]] = []
    for pattern, role in roles:
        try:
            found.append((re2.compile(pattern, options), role))
        except re2.error as problem:
            reason = problem.args[0] if problem.args else b""
            raise BadPattern(pattern, reason.decode() if isinstance(reason, bytes) else str(reason)) from None
    return found


class Finder:
    """Finds what all rules look for, in one pass for the phrases of all."""

    def __init__(self, rules: Sequence[HouseRule]) -> None:
        self._patterns = [(compiled(rule), number) for number, rule in enumerate(rules) if rule.is_pattern]
        literals: dict[str, list[Phrase[Sought]]] = {}
        for number, rule in enumerate(rules):
            for text, phrase in strings(rule, number):
                literals.setdefault(text, []).append(phrase)
        self._matcher = Matcher(literals) if literals else None

    def find(self, folded: str) -> dict[int, list[Stretch]]:
        """The stretches found by the number of their rule, in order, none inside another of its role."""
        searchable = folded.replace("\n", " ")
        found: dict[int, list[Stretch]] = {}
        for stretch in (*self._phrases(searchable), *self._by_pattern(searchable)):
            found.setdefault(stretch.sought.rule, []).append(stretch)
        return {number: _outermost(each) for number, each in found.items()}

    def _phrases(self, folded: str) -> Iterator[Stretch]:
        for at, to, sought in self._matcher.find(folded) if self._matcher else ():
            yield Stretch(at, to, sought)

    def _by_pattern(self, folded: str) -> Iterator[Stretch]:
        for patterns, number in self._patterns:
            for pattern, role in patterns:
                for match in pattern.finditer(folded):
                    if match.end() > match.start():
                        yield Stretch(match.start(), match.end(), Sought(number, role))


def _outermost(found: list[Stretch]) -> list[Stretch]:
    kept: list[Stretch] = []
    reach = {"phrase": 0, "other": 0}
    for each in sorted(found, key=lambda one: (one.at, -one.to)):
        if each.to > reach[each.sought.role]:
            reach[each.sought.role] = each.to
            kept.append(each)
    return kept
