"""Findings as a SARIF 2.1.0 log (OASIS standard), for whatever shows results of checks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from evenhand.knowledge.drafting.catalogue import by_slug
from evenhand.knowledge.drafting.finding import Finding, Severity
from evenhand.knowledge.drafting.output.positions import Positions
from evenhand.knowledge.drafting.words import message, page_in, suggestions

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_PLAIN = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/")
_LEVELS = {Severity.SUGGESTION: "note", Severity.WARNING: "warning", Severity.ERROR: "error"}


class Checked(NamedTuple):
    """A draft by its path, with what was found in it."""

    path: str
    text: str
    variety: str
    findings: Sequence[Finding]


def as_log(drafts: Sequence[Checked], version: str, language: str = "en") -> dict[str, Any]:
    """One run of the draft check over these drafts. Columns are counted in code points."""
    first = {finding.slug: finding for draft in drafts for finding in draft.findings}
    places = {slug: index for index, slug in enumerate(sorted(first))}
    driver = {
        "name": "Evenhand draft check",
        "version": version,
        "language": language,
        "rules": [_rule(first[slug], language) for slug in places],
    }
    results = [
        _result(draft, each, positions, places, language)
        for draft, positions in [(draft, Positions(draft.text)) for draft in drafts]
        for each in draft.findings
    ]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(finding: Finding, language: str) -> dict[str, Any]:
    """What the log says of a rule; of a house rule only what its file says."""
    if finding.said:
        level = {"level": _LEVELS[finding.severity]}
        return {"id": finding.code, "name": finding.slug, "defaultConfiguration": level}
    rule, page = by_slug(finding.slug), page_in(finding.slug, language)
    return {
        "id": rule.code,
        "name": finding.slug,
        "shortDescription": {"text": page.summary},
        "fullDescription": {"text": page.what},
        "help": {"text": page.why},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(
    draft: Checked, finding: Finding, positions: Positions, places: Mapping[str, int], language: str
) -> dict[str, Any]:
    line, column = positions.of(finding.start)
    last, end = positions.of(finding.end)
    region = {
        "startLine": line,
        "startColumn": column,
        "endLine": last,
        "endColumn": end,
        "charOffset": finding.start,
        "charLength": finding.end - finding.start,
        "snippet": {"text": draft.text[finding.start : finding.end]},
    }
    place = {"physicalLocation": {"artifactLocation": {"uri": _uri(draft.path)}, "region": region}}
    return {
        "ruleId": finding.code,
        "ruleIndex": places[finding.slug],
        "level": _LEVELS[finding.severity],
        "message": {"text": message(finding, draft.text, language)},
        "locations": [place],
        "properties": {"suggestions": list(suggestions(finding, draft.variety)), "safety": finding.safety.value},
    }


def _uri(path: str) -> str:
    """A path as a reference of RFC 3986; the library's quoting loads more than a start has time for."""
    return "".join(chr(byte) if byte in _PLAIN else f"%{byte:02X}" for byte in path.encode("utf-8", "surrogateescape"))
