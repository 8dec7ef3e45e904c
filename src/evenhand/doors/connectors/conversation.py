"""A conversation that comes as turns (JSON Lines, CSV) and not as mail."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Any, Literal, cast

From = Literal["customer", "agent", "note"]
_FROM = ("customer", "agent", "note")


class BadTurns(ValueError):
    """A line or row that is no conversation; the message names what is wrong, for people."""


@dataclass(frozen=True, slots=True)
class ConversationTurn:
    """One turn; `sent_at` is aware or None, `id` is the source's own or ""."""

    written_by: From
    text: str
    author: str = ""
    sent_at: datetime | None = None
    id: str = ""


@dataclass(frozen=True, slots=True)
class Conversation:
    """Turns in order. `first_index` is the place of the first one within the whole conversation.

    A turn is known by conversation id and place; a source that meets a conversation again goes on counting.
    """

    id: str
    turns: tuple[ConversationTurn, ...]
    customer: str = ""
    channel: str = ""
    subject: str = ""
    first_index: int = 0

    def as_json(self) -> dict[str, Any]:
        """The values of one JSON line of the published format."""
        turns = [
            {
                "id": turn.id,
                "from": turn.written_by,
                "author": turn.author,
                "sent_at": None if turn.sent_at is None else turn.sent_at.isoformat(),
                "text": turn.text,
            }
            for turn in self.turns
        ]
        head = {"id": self.id, "customer": self.customer, "channel": self.channel, "subject": self.subject}
        return {**head, "first_index": self.first_index, "turns": turns}

    def as_line(self) -> bytes:
        """The conversation as bytes to store; the same conversation gives the same bytes."""
        return json.dumps(self.as_json(), ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")


def from_json(values: Any, zone: tzinfo = UTC) -> Conversation:
    """Checks the values of one JSON line. A time without a zone is read in `zone`. Raises BadTurns."""
    if not isinstance(values, Mapping):
        raise BadTurns("a conversation is a JSON object")
    name = _text(values, "id", "the conversation")
    if not name:
        raise BadTurns("the conversation has no id")
    turns = values.get("turns")
    if not isinstance(turns, list) or not turns:
        raise BadTurns(f"conversation {name} has no turns")
    first = values.get("first_index", 0)
    return Conversation(
        id=name,
        turns=tuple(_turn(turn, place, zone) for place, turn in enumerate(turns, start=1)),
        customer=_text(values, "customer", name),
        channel=_text(values, "channel", name),
        subject=_text(values, "subject", name),
        first_index=first if isinstance(first, int) and first > 0 else 0,
    )


def read_time(value: str, zone: tzinfo) -> datetime | None:
    """An ISO time, aware; None for "". Raises ValueError for anything else."""
    if not value.strip():
        return None
    when = datetime.fromisoformat(value.strip())
    return when if when.tzinfo is not None else when.replace(tzinfo=zone)


def who(value: str) -> From:
    """Who wrote a turn. Raises BadTurns with the words that are understood."""
    if value.strip().lower() not in _FROM:
        raise BadTurns(f"from is {value[:40]!r}, not one of customer, agent, note")
    return cast(From, value.strip().lower())


def _turn(values: Any, place: int, zone: tzinfo) -> ConversationTurn:
    if not isinstance(values, Mapping):
        raise BadTurns(f"turn {place} is no JSON object")
    where = f"turn {place}"
    if not isinstance(values.get("text"), str):
        raise BadTurns(f"{where} has no text")
    try:
        sent_at = read_time(_text(values, "sent_at", where), zone)
    except ValueError as error:
        raise BadTurns(f"{where}: sent_at is no ISO time") from error
    return ConversationTurn(
        written_by=who(_text(values, "from", where)),
        text=values["text"],
        author=_text(values, "author", where),
        sent_at=sent_at,
        id=_text(values, "id", where),
    )


def _text(values: Mapping[str, Any], key: str, where: str) -> str:
    value = values.get(key)
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise BadTurns(f"{where}: {key} is no text")
    return str(value)
