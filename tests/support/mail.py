"""Mail for tests: as raw bytes, as messages on their way into the record, and filed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from email.utils import format_datetime
from itertools import count
from typing import Any

from builders import START

from evenhand.record.conversations import actions
from evenhand.record.conversations.incoming import Arrived, Person
from evenhand.record.conversations.models import Conversation, Message, Raw
from evenhand.record.conversations.storing import Bytes
from evenhand.record.customers.ours import Ours

HARBOURLINE = Ours(frozenset({"harbourline.example"}))
CUSTOMER = "mia@acme.example"
US = "ada@harbourline.example"
LATER = START + timedelta(days=300)
"""When the tests' messages are filed: after all of their dates."""
_numbers = count(1)


def a_mail(
    *,
    sender: str = f"Mia Stone <{CUSTOMER}>",
    to: str = f"Ada Virtanen <{US}>",
    subject: str = "The late delivery",
    text: str = "Where is my order?",
    message_id: str = "",
    answers: Sequence[str] = (),
    sent_at: datetime | None = START,
    headers: Sequence[str] = (),
) -> bytes:
    """The bytes of a mail; `answers` are the Message-IDs it refers to, the last of them the one it replies to."""
    lines = [f"From: {sender}", f"To: {to}", f"Subject: {subject}", *headers]
    if sent_at is not None:
        lines.append(f"Date: {format_datetime(sent_at)}")
    if message_id:
        lines.append(f"Message-ID: <{message_id}>")
    if answers:
        lines.append(f"In-Reply-To: <{answers[-1]}>")
        lines.append("References: " + " ".join(f"<{reference}>" for reference in answers))
    lines += ["MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit"]
    return ("\r\n".join([*lines, "", text, ""])).encode()


def mbox(mails: Sequence[bytes]) -> bytes:
    """These mails in one mbox file."""
    separator = b"From someone@acme.example Mon Mar  2 07:00:00 2026\r\n"
    return b"".join(separator + mail + b"\r\n" for mail in mails)


def a_raw(data: bytes | None = None, kind: str = "mail") -> Raw:
    """Stored bytes that wait to be filed; other ones at each call unless given."""
    content = data if data is not None else f"bytes {next(_numbers)}".encode()
    stored = actions.store([Bytes(kind, content, "box.mbox, message 1")], run=None, at=START)
    return Raw.objects.get(pk=(*stored.waiting, *stored.known)[0])


def a_reading(
    *, language: str = "en", manner: str = "civil", temperature: float = 0.0, reasons: Sequence[str] = (), version="1"
) -> dict[str, Any]:
    """The parts of a reading that the record looks at."""
    return {
        "language": language,
        "manner": {"level": manner, "target": "none"},
        "demand": {"level": "reasonable"},
        "temperature": {"value": temperature, "reasons": list(reasons)},
        "model": {"name": "evenhand", "version": version},
    }


def an_arrival(
    sender: str = CUSTOMER, to: str | Sequence[str] = US, *, name: str = "", days: float = 0.0, **given: Any
) -> Arrived:
    """A message on its way in, sent so many days after START; every one has an identity of its own unless given."""
    recipients = [to] if isinstance(to, str) else to
    values: dict[str, Any] = {
        "identity": f"mail:{next(_numbers)}",
        "sender": Person(name, sender),
        "recipients": tuple(Person("", address) for address in recipients if address),
        "sent_at": START + timedelta(days=days),
        "subject": "The late delivery",
        "text": "Where is my order?",
    } | given
    if "raw_id" not in values:
        values["raw_id"] = a_raw().pk
    return Arrived(**values)


def a_turn(
    place: int, wrote: str = "customer", text: str = "Hello?", *, conversation: str = "c1", **given: Any
) -> Arrived:
    """A turn of a chat on its way in."""
    words = hashlib.sha256(text.encode()).hexdigest()[:16]
    directions = {"customer": "inbound", "agent": "outbound", "note": "note"}
    return an_arrival(
        **{
            "sender": "",
            "to": (),
            "identity": f"turn:{conversation}:{place}:{words}",
            "message_id": f"turn:{conversation}:{place}",
            "turn": place,
            "channel": "chat",
            "direction": directions[wrote],
            "conversation": conversation,
            "subject": "",
            "text": text,
            "days": place / 1440,
        }
        | given
    )


def file(*arrivals: Arrived, ours: Ours = HARBOURLINE, at: datetime = LATER) -> actions.Filed:
    """File these messages as one batch."""
    return actions.file_messages(list(arrivals), ours=ours, actor="system", at=at)


def filed(*arrivals: Arrived, ours: Ours = HARBOURLINE, at: datetime = LATER) -> Message:
    """File these messages as one batch; the first of them as it stands on record."""
    file(*arrivals, ours=ours, at=at)
    return message_of(arrivals[0])


def message_of(arrived: Arrived) -> Message:
    """The message on record of an arrival."""
    return Message.objects.select_related("conversation").get(identity=arrived.identity)


def a_conversation(*arrivals: Arrived, ours: Ours = HARBOURLINE) -> Conversation:
    """A conversation of these messages; of one from a customer where none are given."""
    return filed(*(arrivals or [an_arrival()]), ours=ours).conversation
