"""The reference of the draft check: the catalogue as a table, and a page for each rule, made of its docstring."""

from __future__ import annotations

import json
from collections.abc import Iterator

from evenhand.knowledge.drafting.catalogue import catalogue
from evenhand.knowledge.drafting.ignoring import UnusedIgnore
from evenhand.knowledge.drafting.page import Example, page_of
from evenhand.knowledge.drafting.rule import Rule
from evenhand.knowledge.language.shape import VARIETIES

LANGUAGES = {
    "en": "English",
    "fi": "Finnish",
    "zh-Hant": "Chinese, traditional characters",
    "zh-Hans": "Chinese, simplified characters",
    "yue": "Cantonese",
}
GROUPS = {
    "P": "Promises",
    "R": "What is on record",
    "N": "Refusals",
    "T": "Tone",
    "C": "Clarity",
    "L": "Liability",
    "I": "Ignores",
}


def rules() -> tuple[Rule, ...]:
    """Every rule that has a page."""
    return (*catalogue(), UnusedIgnore())


def table() -> list[str]:
    """The parts of the page of all rules."""
    words = (
        "What the draft check looks for. An error binds us or breaks the record, a warning makes the customer hotter, "
        "a suggestion betters the style. `evenhand explain CODE` prints a rule's page in four languages, and the desk "
        "shows it under “why?”. How to use the check: [draft-check.md](../how-to/draft-check.md); rules of your own: "
        "[house-rules.md](../how-to/house-rules.md)."
    )
    parts = ["# Rules of the draft check", words]
    for letter, name in GROUPS.items():
        rows = [_row(rule) for rule in rules() if rule.code[0] == letter]
        head = ["| code | rule | severity | drafts for | what it finds |", "| --- | --- | --- | --- | --- |"]
        parts += [f"## {name}", "\n".join([*head, *rows])]
    return parts


def _row(rule: Rule) -> str:
    link = f"[{rule.slug}](rules/{rule.slug}.md)"
    return f"| {rule.code} | {link} | {rule.severity.value} | {_readers(rule)} | {page_of(type(rule)).summary} |"


def _readers(rule: Rule) -> str:
    return ", ".join(sorted(audience.value for audience in rule.audiences))


def page(rule: Rule) -> list[str]:
    """The parts of the page of one rule."""
    own = page_of(type(rule))
    about = f"{rule.severity.value.capitalize()} in drafts for: {_readers(rule)}. Since {rule.since}."
    parts = [f"# {rule.code} {rule.slug}", own.summary, about]
    parts += ["## What it does", own.what, "## Why it matters", own.why]
    parts += ["## Examples", *_examples(rule)] if own.examples else []
    parts += ["## Use instead", *_instead(rule)] if own.instead else []
    return [*parts, "[All rules](../rules.md)"]


def _examples(rule: Rule) -> Iterator[str]:
    for variety in (known for known in LANGUAGES if known in VARIETIES):
        yield f"### Examples: {LANGUAGES[variety]}"
        for example in page_of(type(rule)).examples:
            if example.variety == variety:
                yield _example(example)


def _example(example: Example) -> str:
    words = "It finds this" if example.is_bad else "It lets this pass"
    facts = f", with these facts: `{json.dumps(example.facts, ensure_ascii=False)}`" if example.facts else ""
    return f"{words}{facts}:\n\n```text\n{example.text}\n```"


def _instead(rule: Rule) -> Iterator[str]:
    for variety, name in LANGUAGES.items():
        named = {(each, kind): said for (each, kind), said in page_of(type(rule)).instead.items() if each == variety}
        if named:
            yield f"### Phrases: {name}"
            yield "\n".join(f"- {phrase}" for phrase in dict.fromkeys(one for said in named.values() for one in said))
