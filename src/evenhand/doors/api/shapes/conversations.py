"""Conversations and their messages as programs see them: what is hidden on the page is hidden here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from ninja import Schema
from pydantic import Field, StringConstraints

from evenhand.doors.api.shapes.common import Body, Named, named
from evenhand.knowledge.language.masking import block_ranges
from evenhand.record.conversations.models import Conversation, Message, Reading
from evenhand.record.conversations.queries import Row
from evenhand.record.conversations.queries_hidden import SHOWN, masked_texts
from evenhand.record.conversations.queries_thread import readings_of
from evenhand.record.erasing.queries import tombstones_of


class Temperature(Schema):
    """How hot it is, never without the reasons."""

    value: float = Field(description="0 calm, 1 firm, 2 insistent, 3 hot, 4 boiling.")
    reasons: list[str] = Field(description="Codes of what was found.")


class ConversationLine(Schema):
    """A conversation as the inbox shows it."""

    id: int
    subject: str = Field(description="Hidden words are blocks (▒) of the same length.")
    customer: Named | None
    owner: Named | None
    language: str
    manner: str = Field(description="civil, heated, abusive, threatening or unclear.")
    temperature: Temperature
    messages: int = Field(description="How many there are.")
    last_at: datetime
    waiting_since: datetime | None = Field(description="Since when they wait for an answer of ours.")
    snoozed_until: datetime | None
    closed_at: datetime | None


class ConversationPage(Schema):
    """Up to `limit` conversations, and where the next page begins."""

    items: list[ConversationLine]
    next: str | None


class Range(Schema):
    """A stretch of a text, in code points."""

    start: int
    end: int


class MessageShape(Schema):
    """A message. Attacks are hidden, here for everybody, whatever the member has opened on the page."""

    id: int
    direction: Message.Direction
    at: datetime
    sender: str
    member: Named | None = Field(description="Who of us wrote it.")
    text: str = Field(description="Hidden words are blocks (▒) of the same length, so that offsets stay true.")
    hidden: list[Range]
    is_cut: bool = Field(description=f"There is more than the {SHOWN:,} code points that are shown.")
    language: str
    manner: str
    kinds: list[str] = Field(description="What the reading found, as codes.")
    temperature: float
    erased_at: datetime | None = Field(description="When the words were erased.")


class MessagePage(Schema):
    """Up to `limit` messages, the oldest first, and where the next page begins."""

    items: list[MessageShape]
    next: str | None


class ConversationShape(ConversationLine):
    """A conversation with a page of its messages."""

    thread: MessagePage


class NewNote(Body):
    """A note that only we see."""

    text: Annotated[str, StringConstraints(min_length=1, max_length=100_000)]


def line_of(row: Row) -> ConversationLine:
    """A line of the list; no queries."""
    return ConversationLine(
        id=row.pk,
        subject=row.subject,
        customer=_pair(row.customer_id, row.customer_name),
        owner=_pair(row.owner_id, row.owner_name),
        language=row.language,
        manner=row.manner,
        temperature=Temperature(value=row.temperature, reasons=row.temperature_reasons),
        messages=row.message_count,
        last_at=row.last_at,
        waiting_since=row.waiting_since,
        snoozed_until=row.snoozed_until,
        closed_at=row.closed_at,
    )


def conversation_shape(row: Conversation, thread: MessagePage) -> ConversationShape:
    """One conversation with messages; its customer and owner were fetched along."""
    return ConversationShape(
        id=row.pk,
        subject=row.shown_subject,
        customer=named(row.customer),
        owner=named(row.owner),
        language=row.language,
        manner=row.manner,
        temperature=Temperature(value=row.temperature, reasons=row.temperature_reasons),
        messages=row.message_count,
        last_at=row.last_at,
        waiting_since=row.waiting_since,
        snoozed_until=row.snoozed_until,
        closed_at=row.closed_at,
        thread=thread,
    )


def messages_of(rows: Sequence[Message]) -> list[MessageShape]:
    """The shapes of messages of one conversation; three queries however many they are."""
    ids = [row.pk for row in rows]
    readings, stones = readings_of(ids), tombstones_of(ids)
    texts = masked_texts(rows, readings)
    erased = {pk: stone.at for pk, stone in stones.items()}
    return [_message(row, readings.get(row.pk), texts[row.pk], erased.get(row.pk)) for row in rows]


def _message(row: Message, reading: Reading | None, text: str, erased_at: datetime | None) -> MessageShape:
    return MessageShape(
        id=row.pk,
        direction=Message.Direction(row.direction),
        at=row.at,
        sender=_sender(row),
        member=named(row.author),
        text=text,
        hidden=[Range(start=start, end=end) for start, end in block_ranges(text)],
        is_cut=len(row.text) > SHOWN,
        language=row.language,
        manner=row.manner,
        kinds=reading.kinds.split() if reading is not None else [],
        temperature=row.temperature,
        erased_at=erased_at,
    )


def _sender(row: Message) -> str:
    """Who wrote it: a member, a contact by name, else what the mail says."""
    if row.author is not None:
        return row.author.name
    known = row.contact.name if row.contact is not None else ""
    return known or row.sender_name or row.sender_address


def _pair(pk: int | None, name: str | None) -> Named | None:
    return Named(id=pk, name=name or "") if pk is not None else None
