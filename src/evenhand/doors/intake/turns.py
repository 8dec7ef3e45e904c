"""Conversations that come as turns: each turn a message, known by its conversation and place."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime, tzinfo

from evenhand.doors.connectors.conversation import Conversation, ConversationTurn, From, from_json
from evenhand.record.conversations.incoming import Arrived, Person
from evenhand.record.customers.meeting import LONGEST_ADDRESS

EARLIEST_YEAR, YEAR_AFTER = 1971, 2100  # as for mail
DIRECTIONS: dict[From, str] = {"customer": "inbound", "agent": "outbound", "note": "note"}
_UNSTORABLE = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127])


def turns_as_arrived(data: bytes, *, raw_id: int, zone: tzinfo = UTC) -> list[Arrived]:
    """The messages of one stored conversation. Raises BadTurns for bytes that are no conversation."""
    whole = from_json(json.loads(data.decode("utf-8-sig")), zone)
    return [
        _arrived(whole, turn, place, raw_id=raw_id) for place, turn in enumerate(whole.turns, start=whole.first_index)
    ]


def _arrived(whole: Conversation, turn: ConversationTurn, place: int, *, raw_id: int) -> Arrived:
    text = storable(turn.text).strip()
    words = hashlib.sha256(f"{turn.written_by}\n{text}".encode()).hexdigest()
    name = hashlib.sha256(whole.id.encode("utf-8", "replace")).hexdigest()[:32]
    author = storable(turn.author).strip()
    address = author.lower()[:LONGEST_ADDRESS] if "@" in author and not any(map(str.isspace, author)) else ""
    return Arrived(
        raw_id=raw_id,
        identity=f"turn:{name}:{place}:{words[:16]}",
        turn=place,
        channel=(storable(whole.channel) or "chat")[:16],
        direction=DIRECTIONS[turn.written_by],
        conversation=storable(whole.id)[:200],
        customer=storable(whole.customer)[:200],
        sender=Person("" if address else author, address),
        sent_at=_possible(turn.sent_at),
        subject=storable(whole.subject),
        text=text,
        # The place in the conversation is what a Message-ID is to mail: other words there are a variant.
        message_id=f"turn:{name}:{place}",
    )


def _possible(when: datetime | None) -> datetime | None:
    """The time if a message can have been sent then; databases do not take the very ends of the calendar."""
    return when if when is not None and EARLIEST_YEAR <= when.year < YEAR_AFTER else None


def storable(text: str) -> str:
    """The text without control characters and lone surrogates, which no database takes."""
    return text.translate(_UNSTORABLE).encode("utf-8", "replace").decode("utf-8").replace("\r\n", "\n")
