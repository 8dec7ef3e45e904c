"""The language in which findings speak to a member; for all doors that check drafts."""

from __future__ import annotations

from evenhand.knowledge.drafting.words import LANGUAGES
from evenhand.record.people.models import Member


def tongue_of(member: Member) -> str:
    """The member's language as the draft check names it; English where it speaks another."""
    return next((each for each in LANGUAGES if each.lower() == member.language.lower()), LANGUAGES[0])
