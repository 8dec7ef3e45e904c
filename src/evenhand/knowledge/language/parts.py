"""The parts of a message."""

from __future__ import annotations

from evenhand.knowledge.language.document import Part
from evenhand.knowledge.language.text import Text


def parts(text: Text) -> tuple[Part, ...]:
    """The parts of a message, in order, covering it without a gap."""
    return (Part(0, len(text.original), "body"),) if text.original else ()
