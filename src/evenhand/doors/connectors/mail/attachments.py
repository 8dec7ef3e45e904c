"""What travels with a mail: name, size, digest and real type of each part that is not its text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import puremagic

from evenhand.doors.connectors.incoming import Attachment
from evenhand.doors.connectors.mail import limits, transfer
from evenhand.doors.connectors.mail.characters import clean_line, safe_filename
from evenhand.doors.connectors.mail.headers import read_headers
from evenhand.doors.connectors.mail.parameters import read_described
from evenhand.doors.connectors.mail.structure import Part
from evenhand.doors.connectors.mail.words import decode_header

_FIRST_BYTES = 4 * 1024
# The commonest by far; asking the whole table of signatures takes longer than reading the mail.
_COMMON = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)


def disposition_of(part: Part) -> tuple[str, str]:
    """("attachment", "inline" or "", file name as given by either header)."""
    described = read_described(part.headers.first(b"content-disposition"))
    name = described.get("filename") or part.kind.get("name")
    return described.value.split(" ")[0], name


def list_attachment(data: bytes, part: Part, index: int) -> Attachment:
    """One part listed; its bytes are decoded in pieces and not kept."""
    disposition, name = disposition_of(part)
    digest, size, head = hashlib.sha256(), 0, b""
    for piece in content(data, part):
        digest.update(piece)
        size += len(piece)
        if len(head) < _FIRST_BYTES:
            head += piece[:_FIRST_BYTES]
    content_id = clean_line(decode_header(part.headers.first(b"content-id")), limits.IDENTIFIER).strip("<> ")
    related = any(kind == "multipart/related" for _, kind in part.containers)
    return Attachment(
        index=index,
        filename=safe_filename(name or _title(data, part), limits.NAME) or f"part-{index + 1}",
        declared_type=part.media_type,
        real_type=_real_type(head[:_FIRST_BYTES]),
        size=size,
        sha256=digest.hexdigest(),
        content_id=content_id,
        inline=disposition == "inline" or (related and bool(content_id)),
    )


def content(data: bytes, part: Part) -> Iterator[bytes]:
    """The decoded bytes of a part, in pieces."""
    return transfer.decoded(data, part.start, part.end, part.encoding)


def _title(data: bytes, part: Part) -> str:
    """A mail within the mail is called by its subject."""
    if part.media_type != "message/rfc822":
        return ""
    subject = decode_header(read_headers(data, part.start, part.end).first(b"subject")[: limits.SUBJECT])
    subject = clean_line(subject, limits.NAME - 4).replace("/", "_").replace("\\", "_")
    return f"{subject}.eml" if subject else ""


def _real_type(head: bytes) -> str:
    for signature, name in _COMMON:
        if head.startswith(signature):
            return name
    try:
        found = puremagic.from_string(head, mime=True) if head else ""
    except (puremagic.PureError, ValueError, IndexError, KeyError):
        found = ""
    return found or "unknown"
