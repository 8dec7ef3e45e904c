"""What is hidden in messages: attacks by the customer, and wherever one of the conversation is repeated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from evenhand.knowledge.language.echoes import echo_ranges
from evenhand.knowledge.language.masking import block_ranges, mask
from evenhand.record.conversations.models import Message, Reading
from evenhand.record.conversations.queries_thread import attacks_in, readings_of

SHOWN = 20_000
"""So much of one message is shown, in code points; the rest is in the original."""


def masked_texts(messages: Sequence[Message], readings: Mapping[int, Reading]) -> dict[int, str]:
    """What may be shown of each message to whoever has opened nothing: hidden stretches are blocks; one query."""
    attacks = attacks_in(message.conversation_id for message in messages)
    phrases = [row.message.text[start:end] for row in attacks for start, end in _hidden_in(row)]
    return {message.pk: _masked(message, readings.get(message.pk), phrases) for message in messages}


def hides(message: Message, start: int, end: int) -> bool:
    """Whether any of these code points of a message is hidden from whoever has opened nothing. Two queries."""
    readings = readings_of([message.pk])
    hidden = block_ranges(masked_texts([message], readings)[message.pk])
    if message.pk in readings and message.direction == Message.Direction.INBOUND:
        hidden = (*hidden, *_hidden_in(readings[message.pk]))
    return any(first < end and start < last for first, last in hidden)


def _masked(message: Message, reading: Reading | None, phrases: Sequence[str]) -> str:
    text = message.text[:SHOWN]
    is_theirs = message.direction == Message.Direction.INBOUND
    own = _hidden_in(reading) if reading is not None and is_theirs else ()
    return mask(text, (*own, *echo_ranges(text, phrases)))


def _hidden_in(reading: Reading) -> tuple[tuple[int, int], ...]:
    return block_ranges(str(reading.body.get("masked") or ""))
