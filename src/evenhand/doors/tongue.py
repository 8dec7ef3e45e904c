"""The language in which findings speak to whoever asks; for all doors that check drafts."""

from __future__ import annotations

from evenhand.knowledge.drafting.words import LANGUAGES


def tongue_of(language: str) -> str:
    """A language of the pages as the draft check names it; English where it speaks another."""
    return next((each for each in LANGUAGES if each.lower() == language.lower()), LANGUAGES[0])
