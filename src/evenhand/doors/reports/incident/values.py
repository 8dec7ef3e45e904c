"""Rows as plain values: what the data files of a pack hold."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from itertools import dropwhile
from typing import Any

from evenhand.doors.reports.incident.naming import Naming
from evenhand.record.conversations.models import Message

MAIL = "mail"
AT_ONCE = 200
MOST_HELD = 4 * 2**20
"""Bytes of mails after which no more are read in one go."""


def incident_values(naming: Naming) -> bytes:
    """data/incident.json."""
    row = naming.scope.incident
    found: dict[str, Any] = {
        "number": row.pk,
        "occurred_at": row.occurred_at,
        "reported_at": row.reported_at,
        "reporter": naming.reporter(),
        "channel": row.channel,
        "place": naming.told(row.place),
        "conversation": row.conversation_id,
        "message": row.message_id,
        "customer": row.customer.name if row.customer else None,
        "contact": {"name": row.contact.name, "address": row.contact.address} if row.contact else None,
        "team": row.team.name if row.team else None,
        "who": naming.told(row.who),
        "joined": naming.told(row.joined),
        "asked": naming.told(row.asked),
        "answered": naming.told(row.answered),
        "line": naming.told(row.line),
        "demand": row.demand,
        "manner": row.manner,
        "severity": row.severity,
        "ours": row.ours,
        "erased_at": row.wiped_at,
    }
    return json.dumps(found, ensure_ascii=False, indent=1, default=plain).encode() + b"\n"


def quotation_lines(naming: Naming) -> Iterator[bytes]:
    """data/quotations.jsonl."""
    for row in naming.scope.quotations().iterator(chunk_size=AT_ONCE):
        found = {
            "message": row.number, "sent_at": row.sent_at, "start": row.start, "end": row.end,
            "text": naming.told(row.text), "is_attack": row.is_attack, "mail_sha256": row.sha256 or None,
        }  # fmt: skip
        yield json.dumps(found, ensure_ascii=False, default=plain).encode() + b"\n"


def message_values(row: Message, naming: Naming) -> dict[str, Any]:
    """One message; without the names of its files where people are numbers."""
    stone = getattr(row, "tombstone", None)
    files = [{"name": None if naming.scope.redacts else one.filename, "bytes": one.size, "sha256": one.sha256}
             for one in row.attachments.all()]  # fmt: skip
    return {
        "number": row.pk,
        "direction": row.direction,
        "from": naming.author(row.author, row.contact, row.sender_name, row.sender_address),
        "address": naming.address(row.author, row.contact, row.sender_address),
        "at": row.at,
        "sent_at": row.sent_at,
        "subject": naming.told(row.subject),
        "text": naming.told(row.text),
        "language": row.language,
        "erased_at": stone.at if stone else None,
        "attachments": files,
    }


def source_lines(naming: Naming) -> Iterator[bytes]:
    """data/sources.jsonl: the mails as they came, by their SHA-256, whether or not they are in the pack."""
    for number, sha256, size, has_bytes in _mails(naming):
        is_here = has_bytes and not naming.scope.redacts
        found = {
            "message": number, "sha256": sha256, "bytes": size,
            "file": original_name(number) if is_here else None, "erased": not has_bytes,
        }  # fmt: skip
        yield json.dumps(found).encode() + b"\n"


class Originals:
    """The mails as they came, by their names in the pack; none where people are numbers.

    They are read some megabytes at a time in the order of their names, in which a pack is written: a query for each
    took longer than all else about it.
    """

    def __init__(self, naming: Naming) -> None:
        mails = () if naming.scope.redacts else _mails(naming)
        found = ((original_name(number), (number, size)) for number, _sha, size, has_bytes in mails if has_bytes)
        self._listed = dict(sorted(found))
        self._held: dict[str, bytes] = {}

    def names(self) -> list[str]:
        """In order."""
        return list(self._listed)

    def read(self, name: str) -> bytes:
        """One mail; once."""
        if name not in self._held:
            self._held = self._from(name)
        return self._held.pop(name)

    def _from(self, first: str) -> dict[str, bytes]:
        chosen, left = {}, MOST_HELD
        for name in dropwhile(lambda one: one != first, self._listed):
            chosen[self._listed[name][0]] = name
            left -= self._listed[name][1]
            if left <= 0 or len(chosen) == AT_ONCE:
                break
        rows = Message.objects.filter(pk__in=chosen).order_by().values_list("pk", "raw__data")
        return {chosen[number]: bytes(data) for number, data in rows.iterator()}


def original_name(number: int) -> str:
    """Where the mail of a message stands in the pack."""
    return f"originals/m-{number}.eml"


def plain(value: object) -> object:
    """What JSON has no form for, as text."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no place in a pack.")


def _mails(naming: Naming) -> Iterator[tuple[int, str, int, bool]]:
    rows = naming.scope.messages().filter(raw__kind=MAIL)
    erased = set(rows.order_by().filter(raw__data=b"").values_list("pk", flat=True))
    for number, sha256, size in rows.values_list("pk", "raw__sha256", "raw__size").iterator():
        yield number, sha256, size, number not in erased
