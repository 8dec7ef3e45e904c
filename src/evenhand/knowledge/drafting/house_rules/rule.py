"""A house rule as values: what a firm wants to be told about its own replies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from evenhand.knowledge.drafting.draft import Audience
from evenhand.knowledge.drafting.finding import Severity
from evenhand.knowledge.language.variety import Variety

Kind = Literal["existence", "substitution", "occurrence", "conditional", "consistency", "required", "near", "length"]
KINDS: tuple[Kind, ...] = (
    "existence", "substitution", "occurrence", "conditional", "consistency", "required", "near", "length",
)  # fmt: skip
Unit = Literal["words", "characters"]
Where = Literal["anywhere", "beginning", "end"]


@dataclass(frozen=True, slots=True)
class HouseRule:
    """One rule of a file. Which fields count depends on the kind, see docs/how-to/house-rules.md.

    `phrases` are looked for, with Finnish endings where `is_inflected`; `others` are what must stand too
    (conditional), must not stand beside (near) or must not stand with them (consistency). `swap` is phrase to
    replacement. `least` and `most` count phrases, words or characters; `of` is the stretch that is counted.
    `sentences` is how near is near, `where` is the place of a required phrase.
    """

    code: str
    kind: Kind
    severity: Severity
    said: Mapping[str, str]
    languages: frozenset[Variety] = frozenset()
    audiences: frozenset[Audience] = frozenset(Audience)
    instead: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    swap: Mapping[str, str] = field(default_factory=dict)
    is_pattern: bool = False
    is_inflected: bool = False
    least: int = 0
    most: int | None = None
    of: Literal["draft", "sentence"] = "draft"
    unit: Unit = "words"
    sentences: int = 0
    where: Where = "anywhere"

    @property
    def slug(self) -> str:
        """Its code: a house rule has no other name."""
        return self.code


@dataclass(frozen=True, slots=True)
class RuleError:
    """What is wrong in a rule file: its line from 1, a code, and the values of the sentence that says so."""

    file: str
    line: int
    code: str
    values: Mapping[str, str] = field(default_factory=dict)
