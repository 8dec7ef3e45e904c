"""Words with the attacks in them marked: in a pack they stand in the open, since they are the evidence."""

from __future__ import annotations

from collections.abc import Iterable

from evenhand.doors.reports.incident.naming import Naming

Span = tuple[int, int]
Parts = tuple[tuple[str, bool], ...]


def marked(text: str, attacks: Iterable[Span], naming: Naming) -> Parts:
    """The text in pieces, each with whether it is an attack; `attacks` are code points of the text, in any order."""
    found: list[tuple[str, bool]] = []
    at = 0
    for start, end in sorted(attacks):
        start, end = max(start, at), min(end, len(text))
        if start >= end:
            continue
        found += [(text[at:start], False), (text[start:end], True)]
        at = end
    found.append((text[at:], False))
    return tuple((naming.told(piece), is_attack) for piece, is_attack in found if piece)
