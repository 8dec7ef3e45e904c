"""Conversations that come as turns: each turn a message, known by its conversation and place."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, tzinfo

from evenhand.doors.connectors.conversation import Conversation, ConversationTurn, From, from_json
from evenhand.record.conversations.incoming import Arrived, Person

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
    address = turn.author.strip().lower() if "@" in turn.author and " " not in turn.author.strip() else ""
    return Arrived(
        raw_id=raw_id,
        identity=f"turn:{name}:{place}:{words[:16]}",
        turn=place,
        channel=(storable(whole.channel) or "chat")[:16],
        direction=DIRECTIONS[turn.written_by],
        conversation=storable(whole.id)[:200],
        customer=storable(whole.customer)[:200],
        sender=Person("" if address else storable(turn.author), address),
        sent_at=turn.sent_at,
        subject=storable(whole.subject),
        text=text,
        # The place in the conversation is what a Message-ID is to mail: other words there are a variant.
        message_id=f"turn:{name}:{place}",
    )


def storable(text: str) -> str:
    """The text without control characters and lone surrogates, which no database takes."""
    return text.translate(_UNSTORABLE).encode("utf-8", "replace").decode("utf-8").replace("\r\n", "\n")
