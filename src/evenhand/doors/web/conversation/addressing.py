"""To whom a reply would go, in the fields that a member may change before it goes out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict

from evenhand.doors.web.typed import typed
from evenhand.record.conversations.incoming import Person
from evenhand.record.conversations.models import Conversation, Draft
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


def addressing_of(row: Conversation, draft: Draft | None = None) -> Addressing | None:
    """Whom one would answer, or whom the draft names; None where the desk sends no mail, or no address is known."""
    if not letters.is_configured():
        return None
    usual = usual_recipients(row)
    if not usual and row.channel != MAIL:
        return None
    answered = message_answered(row)
    quotable = answered is not None and bool(own_words(answered.text))
    found = Addressing(typed_as(usual.to), typed_as(usual.cc), may_quote=quotable)
    return replace(found, **draft.addressed) if draft else found


def typed_addressing(form: QueryDict, row: Conversation) -> dict[str, Any] | None:
    """What a form says about whom the reply goes to, as a draft keeps it; {} as usual, None where it says nothing."""
    if "to" not in form or "cc" not in form:
        return None
    told = {"to": typed(form, "to"), "cc": typed(form, "cc"), "quotes": form.get("quote") == "yes"}
    usual = addressing_of(row)
    if usual is None:
        return None
    as_usual = {"to": usual.to, "cc": usual.cc, "quotes": usual.may_quote}
    return {} if told == as_usual else told


def typed_as(people: Iterable[Person]) -> str:
    """People as one would type them."""
    return ", ".join(f"{_quoted(one.name)} <{one.address}>" if one.name else one.address for one in people)


def _quoted(name: str) -> str:
    """A name as mail writes it: one with a comma or the like between quotation marks."""
    if all(character.isalnum() or character in " '-" for character in name):
        return name
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
