"""Parsing and reading a stored message once more: after a better reader came, or when a member asks."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from evenhand.doors.connectors.bounded import ParserPool
from evenhand.doors.intake.doubt import is_wanted
from evenhand.doors.intake.mapping import as_arrived
from evenhand.doors.intake.reading import with_readings
from evenhand.record.conversations.history import earlier
from evenhand.record.conversations.incoming import Arrived, Person
from evenhand.record.conversations.models import Message
from evenhand.record.erasing import arrivals

SYSTEM = "system"


def read_again(message_id: int, *, clock: Callable[[], datetime]) -> None:
    """Parse the message's mail again if it was read in part, and read its text; a message that is gone is let be.

    Running it twice leaves one reading.
    """
    with ParserPool(1, reading=False) as pool:
        read_all_again([message_id], pool=pool, clock=clock)


def read_all_again(message_ids: Iterable[int], *, pool: ParserPool, clock: Callable[[], datetime]) -> None:
    """The same for several, with one pool."""
    for message in Message.objects.filter(pk__in=list(message_ids)).select_related("raw"):
        item = stored_as_arrived(message)
        if message.level != "full" and message.raw is not None and message.raw.kind == "mail":
            item = _parsed_again(message, item, pool, clock)
        (read,) = with_readings(pool, [item], {item.identity: earlier(message)})
        if read.reading is not None:
            arrivals.keep_reading(message, read.reading, actor=SYSTEM, at=clock(), second_look=is_wanted())


def stored_as_arrived(message: Message) -> Arrived:
    """What is on record of a message, as far as its reading needs it."""
    return Arrived(
        raw_id=message.raw_id or 0,
        identity=message.identity,
        sender=Person(message.sender_name, message.sender_address),
        sent_at=message.sent_at,
        subject=message.subject,
        text=message.text,
        level=message.level,
    )


def _parsed_again(message: Message, item: Arrived, pool: ParserPool, clock: Callable[[], datetime]) -> Arrived:
    if message.raw is None:
        return item
    data = bytes(message.raw.data)
    parsed = pool.parse(data).message
    if parsed is None:
        return item
    better = as_arrived(parsed, raw_id=message.raw.pk, sha256=hashlib.sha256(data).hexdigest())
    if better.level == message.level and better.text == message.text:
        return item
    if not arrivals.keep_parse(message, better, actor=SYSTEM, at=clock()):
        return item
    return replace(better, identity=item.identity)
