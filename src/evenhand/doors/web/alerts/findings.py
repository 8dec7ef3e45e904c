"""What the draft check names in an answer, in the words of the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evenhand.doors.web.drafting import words
from evenhand.knowledge.drafting.finding import Finding
from evenhand.knowledge.drafting.words import message, suggestions
from evenhand.knowledge.language.variety import Variety

LONGEST_QUOTE = 160
MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Named:
    """A finding: how grave, the rule, its words, why, and what might be said instead."""

    severity: str
    grave: str
    rule: str
    quote: str
    why: str
    phrases: Sequence[str]


def named(findings: Sequence[Finding], text: str, language: Variety) -> tuple[Named, ...]:
    """Findings as the page shows them, the gravest first; `language` is that of the text."""
    gravest = sorted(findings, key=lambda each: -each.severity.rank)
    return tuple(_named(each, text, language) for each in gravest[:MOST_SHOWN])


def _named(finding: Finding, text: str, language: Variety) -> Named:
    said = " ".join(text[finding.start : finding.end].split())
    return Named(
        severity=finding.severity.value,
        grave=str(words.SEVERITIES[finding.severity]),
        rule=words.rule_name(finding.slug),
        quote=said if len(said) <= LONGEST_QUOTE else f"{said[: LONGEST_QUOTE - 1]}…",
        why=message(finding, text, words.page_language()),
        phrases=suggestions(finding, language),
    )
