"""A rule's page, read from its docstring.

The docstring has a first line that says what is found, and the sections `What it does`, `Why it matters`, `Example`
and `Use instead`, each under `## `. Examples are fenced: the info string names the variety and `bad` or `good`, and may
go on with the facts as JSON: ```` ```en bad {"owed_inputs": []} ````. Ready phrases are fenced with the variety and,
where the rule has several, their name: ```` ```fi date ````.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from evenhand.knowledge.drafting.rule import Rule
from evenhand.knowledge.language.late import late

SECTIONS = ("What it does", "Why it matters", "Example", "Use instead")
_FENCE = late(r"^```(?P<info>[^\n`]+)\n(?P<text>.*?)\n?^```[ ]*$", re.MULTILINE | re.DOTALL)
_HEADING = late(r"^## (.+)$", re.MULTILINE)


class Example(NamedTuple):
    """A draft that the rule finds fault with, or a like one that it lets pass."""

    variety: str
    is_bad: bool
    text: str
    facts: Mapping[str, Any]


class Page(NamedTuple):
    """What a rule says of itself. `instead` is keyed by variety and name of the phrase."""

    summary: str
    what: str
    why: str
    examples: tuple[Example, ...]
    instead: Mapping[tuple[str, str], tuple[str, ...]]


@cache
def page_of(rule: type[Rule]) -> Page:
    """The page of a rule. Raises ValueError for a docstring that is none."""
    import inspect

    document = inspect.getdoc(rule) or ""
    first, *rest = _HEADING.split(document)
    sections = dict(zip(rest[::2], (each.strip() for each in rest[1::2]), strict=True))
    missing = [name for name in SECTIONS if not sections.get(name)]
    if missing or not first.strip():
        raise ValueError(f"{rule.__name__}: the docstring has no {', '.join(missing) or 'first line'}")
    return Page(
        summary=first.strip(),
        what=sections["What it does"],
        why=sections["Why it matters"],
        examples=tuple(_example(each) for each in _FENCE.finditer(sections["Example"])),
        instead=_phrases(sections["Use instead"]),
    )


def _example(fence: re.Match[str]) -> Example:
    variety, verdict, *facts = fence["info"].split(" ", 2)
    import json

    if verdict not in ("bad", "good"):
        raise ValueError(f"an example is bad or good, not {verdict}")
    return Example(variety, verdict == "bad", fence["text"], json.loads(facts[0]) if facts else {})


def _phrases(section: str) -> dict[tuple[str, str], tuple[str, ...]]:
    """The ready phrases: each line of a fence is one."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for fence in _FENCE.finditer(section):
        variety, _, name = fence["info"].partition(" ")
        found[variety, name.strip()] = tuple(line for line in fence["text"].split("\n") if line.strip())
    return found
