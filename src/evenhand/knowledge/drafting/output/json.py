"""Findings as JSON values, the shape of the contract (design, section 7)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from evenhand.knowledge.drafting.finding import Finding
from evenhand.knowledge.drafting.output.positions import Positions
from evenhand.knowledge.drafting.words import message, suggestions


def as_values(findings: Iterable[Finding], text: str, variety: str, language: str = "en") -> list[dict[str, Any]]:
    """The findings in a draft of a variety; messages in `language`. Offsets, lines and columns are of code points."""
    positions = Positions(text)
    return [_value(finding, text, variety, language, positions) for finding in findings]


def _value(finding: Finding, text: str, variety: str, language: str, positions: Positions) -> dict[str, Any]:
    line, column = positions.of(finding.start)
    return {
        "code": finding.code,
        "slug": finding.slug,
        "severity": finding.severity.value,
        "start": finding.start,
        "end": finding.end,
        "line": line,
        "column": column,
        "match": text[finding.start : finding.end],
        "message": message(finding, text, language),
        "suggestions": list(suggestions(finding, variety)),
        "safety": finding.safety.value,
    }
