"""Where a text repeats words that are hidden elsewhere, as stretches to hide, too."""

from __future__ import annotations

from collections.abc import Iterable

from evenhand.doors.web.passages import Hidden
from evenhand.knowledge.language.echoes import echo_ranges


def echoes(text: str, phrases: Iterable[str], what: str) -> tuple[Hidden, ...]:
    """Where a text repeats hidden phrases of other messages; `what` says in words what they are."""
    return tuple(Hidden(start, end, what) for start, end in echo_ranges(text, phrases))
