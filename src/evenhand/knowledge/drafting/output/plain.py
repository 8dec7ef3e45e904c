"""Findings as lines for people and for editors that know `path:line:column`."""

from __future__ import annotations

from collections.abc import Iterable

from evenhand.knowledge.drafting.finding import Finding
from evenhand.knowledge.drafting.output.positions import Positions
from evenhand.knowledge.drafting.words import message, suggestions

_ARROW = "    → "


def as_lines(path: str, findings: Iterable[Finding], text: str, variety: str, language: str = "en") -> list[str]:
    """A line for each finding with its severity and code, and one for each thing to write instead."""
    positions = Positions(text)
    lines: list[str] = []
    for finding in findings:
        line, column = positions.of(finding.start)
        head = f"{path}:{line}:{column}: {finding.severity.value} {finding.code} {finding.slug}:"
        lines.append(f"{head} {message(finding, text, language)}")
        lines += [_ARROW + each for each in suggestions(finding, variety) if each]
    return lines
