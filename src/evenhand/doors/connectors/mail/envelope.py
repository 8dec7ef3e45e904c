"""The header fields of a mail as values: who, to whom, when, about what, in answer to which."""

from __future__ import annotations

import re

from evenhand.doors.connectors.incoming import Address, IncomingMessage, Level
from evenhand.doors.connectors.mail import limits
from evenhand.doors.connectors.mail.addresses import read_addresses
from evenhand.doors.connectors.mail.automatic import is_automatic
from evenhand.doors.connectors.mail.characters import clean_line
from evenhand.doors.connectors.mail.dates import sent_at
from evenhand.doors.connectors.mail.headers import Headers
from evenhand.doors.connectors.mail.words import decode_header

_IDENTIFIER = re.compile(rb"<([^<>]{1,500})>")
_NOBODY = Address("", "")


def read_envelope(headers: Headers, level: Level) -> IncomingMessage:
    """The message without its body."""
    when, problem = sent_at(headers.first(b"date"), headers.every(b"received"))
    sender = _first_address(headers, b"from", b"sender", b"return-path")
    references = _identifiers(headers.first(b"references"))
    return IncomingMessage(
        message_id=(_identifiers(headers.first(b"message-id")) or ("",))[0],
        in_reply_to=(_identifiers(headers.first(b"in-reply-to")) or ("",))[0],
        references=references[:1] + references[1:][-limits.REFERENCES :],
        subject=subject_of(headers),
        sender=sender,
        to=_addresses(headers, b"to"),
        cc=_addresses(headers, b"cc"),
        reply_to=_addresses(headers, b"reply-to"),
        sent_at=when,
        level=level,
        problems=tuple(headers.problems) + ((problem,) if problem else ()),
        auto_submitted=is_automatic(headers, sender.address),
    )


def subject_of(headers: Headers) -> str:
    """The subject, decoded, on one line, cut at `limits.SUBJECT` characters."""
    # One character takes at most about a dozen bytes in an encoded word; more need not be decoded.
    return clean_line(decode_header(headers.first(b"subject")[: limits.SUBJECT * 16]), limits.SUBJECT)


def _addresses(headers: Headers, name: bytes) -> tuple[Address, ...]:
    found = [address for raw in headers.every(name)[:20] for address in read_addresses(raw)]
    return tuple(found[: limits.ADDRESSES])


def _first_address(headers: Headers, *names: bytes) -> Address:
    for name in names:
        found = _addresses(headers, name)
        if found:
            return next((address for address in found if address.address), found[0])
    return _NOBODY


def _identifiers(raw: bytes) -> tuple[str, ...]:
    """Message ids without angle brackets and blanks; old mailers write words around them."""
    found = _IDENTIFIER.findall(raw) or [word for word in raw.split() if b"@" in word]
    cleaned = (clean_line(decode_header(one), limits.IDENTIFIER).replace(" ", "") for one in found)
    return tuple(one for one in cleaned if one)
