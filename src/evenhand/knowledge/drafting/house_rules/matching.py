"""What a house rule looks for, found on folded text: phrases by the language layer's automaton, patterns by re2."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Literal, NamedTuple

from evenhand.knowledge.drafting.house_rules.endings import inflected
from evenhand.knowledge.drafting.house_rules.rule import HouseRule
from evenhand.knowledge.language.signals.automaton import Matcher
from evenhand.knowledge.language.signals.lexicon import Phrase, strings_of
from evenhand.knowledge.language.text import fold

MEMORY = 1 << 20  # bytes of one compiled pattern
MOST_PATTERNS = 50  # of one rule; each is a pass over the draft
MOST_STRINGS = 20_000  # that the phrases of one rule may stand for
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
Role = Literal["phrase", "other"]


class BadPattern(NamedTuple):
    """A phrase or pattern that cannot be used, and why."""

    role: Role
    pattern: str
    reason: str


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


Strings = list[tuple[str, Phrase[Sought]]]
Patterns = list[tuple[Any, Role]]


def strings(rule: HouseRule, number: int = 0) -> tuple[Strings, list[BadPattern]]:
    """The strings that a rule's phrases stand for, none for a rule of patterns; and the phrases that cannot be used."""
    found: Strings = []
    bad: list[BadPattern] = []
    for phrase, sought in () if rule.is_pattern else _wanted(rule, number):
        folded = fold(phrase).folded.strip()
        try:
            own = list(strings_of(inflected(folded) if rule.is_inflected else folded, "", sought))
        except (FileNotFoundError, ValueError, IndexError):
            bad.append(BadPattern(sought.role, phrase[:60], "it has a choice that stands for nothing"))
            continue
        if any(not text.strip() for text, _ in own):
            bad.append(BadPattern(sought.role, phrase[:60], "it may stand for nothing at all"))
        elif len(found) + len(own) > MOST_STRINGS:
            bad.append(BadPattern(sought.role, phrase[:60], f"the rule stands for more than {MOST_STRINGS:,} phrases"))
            break
        else:
            found += own
    return found, bad


def _wanted(rule: HouseRule, number: int) -> Iterator[tuple[str, Sought]]:
    yield from ((phrase, Sought(number, "phrase")) for phrase in rule.phrases)
    yield from ((phrase, Sought(number, "phrase", new)) for phrase, new in rule.swap.items())
    yield from ((phrase, Sought(number, "other")) for phrase in rule.others)


def compiled(rule: HouseRule) -> tuple[Patterns, list[BadPattern]]:
    """The compiled patterns of a rule, none for a rule of phrases; and those that cannot be used."""
    if not rule.is_pattern:
        return [], []
    import re2

    options = re2.Options()
    options.max_mem, options.log_errors, options.case_sensitive = MEMORY, False, False
    found: Patterns = []
    bad: list[BadPattern] = []
    for pattern, sought in _wanted(rule, 0):
        if len(found) == MOST_PATTERNS:
            bad.append(BadPattern(sought.role, pattern[:60], f"a rule may have {MOST_PATTERNS} patterns"))
            break
        try:
            found.append((re2.compile(_folded_pattern(pattern), options), sought.role))
        except (re2.error, ValueError) as problem:
            bad.append(BadPattern(sought.role, pattern[:60], _said(problem)))
    return found, bad


def _folded_pattern(pattern: str) -> str:
    """The pattern as the text is folded that it is run on: Chinese in either script, curly quotes, accents in pieces.

    ASCII stays as it is, for case means nothing and "\\W" is not "\\w".
    """
    return _BEYOND_ASCII.sub(lambda run: _plain(fold(run[0]).folded), pattern)


def _plain(folded: str) -> str:
    return re.sub(r"[\\.+*?()|\[\]{}^$]", r"\\\g<0>", folded)


def _said(problem: Exception) -> str:
    reason = problem.args[0] if problem.args else b""
    return reason.decode(errors="replace") if isinstance(reason, bytes) else str(reason)


class Finder:
    """Finds what all rules look for, in one pass for the phrases of all. The rules were found to be usable."""

    def __init__(self, rules: Sequence[HouseRule]) -> None:
        self._patterns = [(compiled(rule)[0], number) for number, rule in enumerate(rules) if rule.is_pattern]
        literals: dict[str, list[Phrase[Sought]]] = {}
        for number, rule in enumerate(rules):
            for text, phrase in strings(rule, number)[0]:
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
