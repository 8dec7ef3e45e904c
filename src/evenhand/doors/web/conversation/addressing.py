"""To whom a reply would go, in the fields that a member may change before it goes out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from evenhand.record.conversations.incoming import Person
from evenhand.record.conversations.models import Conversation
from evenhand.record.conversations.quoting import own_words
from evenhand.record.conversations.recipients import MOST, message_answered, usual_recipients
from evenhand.record.outbox import letters

MAIL = "mail"


@dataclass(frozen=True, slots=True)
class Addressing:
    """The fields as the page shows them. `may_quote` where they wrote something; `quotes` if it is ticked."""

    to: str
    cc: str
    may_quote: bool
    quotes: bool = True
    most: int = MOST


def addressing_of(row: Conversation) -> Addressing | None:
    """Whom one would answer; None where the desk sends no mail, or where nothing tells an address."""
    if not letters.is_configured():
        return None
    usual = usual_recipients(row)
    if not usual and row.channel != MAIL:
        return None
    answered = message_answered(row)
    return Addressing(
        typed_as(usual.to), typed_as(usual.cc), may_quote=answered is not None and bool(own_words(answered.text))
    )


def typed_as(people: Iterable[Person]) -> str:
    """People as one would type them."""
    return ", ".join(f"{_quoted(one.name)} <{one.address}>" if one.name else one.address for one in people)


def _quoted(name: str) -> str:
    """A name as mail writes it: one with a comma or the like between quotation marks."""
    if all(character.isalnum() or character in " '-" for character in name):
        return name
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
