"""How a text is written down: a subject, a blank line, then a paragraph a line, some of them on a condition.

`{name}` is a place that a value fills; `{name:day}` writes a moment as its day, `{name:last}` as the last whole day
before it. A line that begins with `[name]` stands only where that place has a value, with `[no name]` only where it has
none, with `[name=one|two]` only where the value is one of these codes. Several conditions may stand in a row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

_PLACE = re.compile(r"\{([a-z_]+)(?::(day|last))?\}")
_CONDITION = re.compile(r"\[(no )?([a-z_]+)(?:=([a-z|-]+))?\]")
_GAPS = re.compile(r"\n{3,}")


class TextError(ValueError):
    """A text cannot be composed: `code` is what is wrong, `name` the kind, language or place that it is about."""

    def __init__(self, code: str, name: str) -> None:
        super().__init__(f"{code}: {name}")
        self.code = code
        self.name = name


class Condition(NamedTuple):
    """On which value of a place a line stands; `codes` empty for any value, or with `is_not` for none."""

    place: str
    codes: frozenset[str] = frozenset()
    is_not: bool = False

    def holds(self, given: Callable[[str], str]) -> bool:
        """Whether the line stands with these values."""
        value = given(self.place)
        return value in self.codes if self.codes else bool(value) != self.is_not


class Line(NamedTuple):
    """One line and its conditions."""

    conditions: tuple[Condition, ...]
    text: str

    def places(self) -> set[str]:
        """The places that a value fills."""
        return {name for name, _ in _PLACE.findall(self.text)}


@dataclass(frozen=True)
class Places:
    """What a kind of text is filled with: `needed` always, `optional` may be empty, `choices` is one of its codes."""

    needed: frozenset[str]
    optional: frozenset[str]
    choices: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def check(self, values: Mapping[str, object]) -> None:
        """Raise TextError for a value that is not known, missing, or no code of its choice."""
        for name in values:
            if name not in self.needed | self.optional | self.choices.keys():
                raise TextError("place-unknown", name)
        for name in sorted(self.needed):
            if not values.get(name):
                raise TextError("place-missing", name)
        for name, codes in self.choices.items():
            if values.get(name) not in codes:
                raise TextError("choice-unknown", name)


@dataclass(frozen=True)
class Template:
    """One text in one language."""

    lines: tuple[Line, ...]

    def places(self) -> Places:
        """What it has to be filled with."""
        choices: dict[str, frozenset[str]] = {}
        for condition in self._conditions():
            if condition.codes:
                choices[condition.place] = choices.get(condition.place, frozenset()) | condition.codes
        always = {name for line in self.lines if not line.conditions for name in line.places()}
        named = {name for line in self.lines for name in line.places()}
        named |= {condition.place for condition in self._conditions()}
        return Places(frozenset(always), frozenset(named - always - choices.keys()), choices)

    def fill(self, given: Callable[[str], str], say: Callable[[str, str], str]) -> tuple[str, str]:
        """Subject and text; `given` is the bare value of a place, `say` its words, by place and manner of writing.

        Raises TextError where a line that stands has a place without a value.
        """

        def put(found: re.Match[str]) -> str:
            words = say(found[1], found[2] or "")
            if not words:
                raise TextError("place-missing", found[1])
            return words

        head = next(number for number, line in enumerate(self.lines) if not line.text)
        subject, text = (
            "\n".join(_PLACE.sub(put, line.text) for line in part if all(each.holds(given) for each in line.conditions))
            for part in (self.lines[:head], self.lines[head:])
        )
        return " ".join(subject.split()), _GAPS.sub("\n\n", text).strip()

    def _conditions(self) -> Iterator[Condition]:
        return (condition for line in self.lines for condition in line.conditions)


def parse(written: str) -> Template:
    """The template in the text of a file."""
    return Template(tuple(_line(line.rstrip()) for line in written.strip().splitlines()))


def _line(written: str) -> Line:
    conditions: list[Condition] = []
    while (found := _CONDITION.match(written)) is not None:
        codes = frozenset(found[3].split("|")) if found[3] else frozenset[str]()
        conditions.append(Condition(found[2], codes, bool(found[1])))
        written = written[found.end() :].lstrip()
    return Line(tuple(conditions), written)
