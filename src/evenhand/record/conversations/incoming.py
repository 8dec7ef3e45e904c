"""A message on its way into the record: what the doors hand over, whatever it came from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Person:
    """A name and an address of at most 254 characters, lower case; either may be empty."""

    name: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """An attachment, described; its bytes stay in the raw mail."""

    index: int
    filename: str
    declared_type: str = ""
    real_type: str = ""
    size: int = 0
    sha256: str = ""
    inline: bool = False


@dataclass(frozen=True, slots=True)
class Arrived:
    """One message as its source gives it.

    `direction` is "" where only the addresses tell (mail). `conversation` and `customer` are set by sources that
    know them (JSON Lines, CSV). `identity` is unique to these very words of this very message. `terms` are the search
    terms of the text where its reader found them already.
    """

    raw_id: int
    identity: str
    turn: int = 0
    channel: str = "mail"
    direction: str = ""
    conversation: str = ""
    customer: str = ""
    sender: Person = field(default_factory=Person)
    recipients: tuple[Person, ...] = ()
    sent_at: datetime | None = None
    subject: str = ""
    text: str = ""
    html: str = ""
    message_id: str = ""
    references: tuple[str, ...] = ()
    files: tuple[File, ...] = ()
    level: str = "full"
    problems: tuple[str, ...] = ()
    automatic: bool = False
    reading: dict[str, Any] | None = None
    terms: tuple[str, ...] | None = None
