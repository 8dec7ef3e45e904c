"""From what a parser tells to what the record files."""

from __future__ import annotations

from evenhand.doors.connectors.incoming import Address, IncomingMessage
from evenhand.record.conversations.incoming import Arrived, File, Person
from evenhand.record.customers.meeting import LONGEST_ADDRESS


def as_arrived(message: IncomingMessage, *, raw_id: int, sha256: str) -> Arrived:
    """A parsed mail as a message to file; identical bytes have the identical identity."""
    references = dict.fromkeys((*message.references, message.in_reply_to))
    return Arrived(
        raw_id=raw_id,
        identity=f"mail:{sha256}",
        sender=_person(message.sender),
        recipients=tuple(_person(address) for address in (*message.to, *message.cc)),
        sent_at=message.sent_at,
        subject=message.subject,
        text=message.text,
        html=message.html,
        message_id=message.message_id,
        references=tuple(reference for reference in references if reference),
        files=tuple(
            File(
                index=file.index,
                filename=file.filename,
                declared_type=file.declared_type,
                real_type=file.real_type,
                size=file.size,
                sha256=file.sha256,
                inline=file.inline,
            )
            for file in message.attachments
        ),
        level=message.level,
        problems=message.problems,
        automatic=message.auto_submitted,
    )


def _person(address: Address) -> Person:
    return Person(address.name, address.address.lower()[:LONGEST_ADDRESS])
