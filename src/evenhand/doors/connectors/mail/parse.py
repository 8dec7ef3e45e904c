"""One mail from bytes to values, by the reader that its level names."""

from __future__ import annotations

from dataclasses import replace

from evenhand.doors.connectors.incoming import Attachment, IncomingMessage, Level
from evenhand.doors.connectors.mail import limits, transfer
from evenhand.doors.connectors.mail.attachments import content, disposition_of, list_attachment
from evenhand.doors.connectors.mail.bodies import Body, is_readable, read_body
from evenhand.doors.connectors.mail.envelope import read_envelope
from evenhand.doors.connectors.mail.headers import read_headers, require_mail
from evenhand.doors.connectors.mail.structure import Part, Structure, read_structure
from evenhand.doors.connectors.mail.tolerant import first_text

_WRAPPERS = ("message/rfc822", "message/global", "message/news", "message/partial")
_SECOND_CHOICE = ("text/plain", "message/delivery-status", "message/disposition-notification")


def parse(data: bytes, level: Level = "full") -> IncomingMessage:
    """Reads a mail; what could not be read is named in `problems`.

    full: all parts, text, sanitised HTML, attachments with digests. tolerant: headers and the first
    readable text. headers: headers only. Raises NotMail where the bytes hold no mail.
    """
    data, start = _prepared(data)
    if level == "full":
        return _full(data, start)
    headers = read_headers(data, start, len(data))
    require_mail(headers)
    message = read_envelope(headers, level)
    if level == "tolerant":
        text, problems = first_text(data, headers)
        message = replace(message, text=text, problems=_distinct((*message.problems, *problems)))
    return message


def attachment_content(data: bytes, index: int) -> tuple[Attachment, bytes]:
    """An attachment of a stored mail with its decoded bytes. Raises IndexError where there is none."""
    data, start = _prepared(data)
    _, attached, _ = _sorted_leaves(data, read_structure(data, start, len(data)))
    part = attached[index]
    return list_attachment(data, part, index), b"".join(content(data, part))


def _prepared(data: bytes) -> tuple[bytes, int]:
    """The bytes with line feeds, and where the headers begin behind a byte order mark and empty lines."""
    if b"\n" not in data and b"\r" in data:
        data = data.replace(b"\r", b"\n")
    head = data[:4096]
    return data, len(head) - len(head.lstrip(b"\xef\xbb\xbf\r\n\x00"))


def _full(data: bytes, start: int) -> IncomingMessage:
    structure = read_structure(data, start, len(data))
    require_mail(structure.headers)
    message = read_envelope(structure.headers, "full")
    body, attached, problems = _sorted_leaves(data, structure)
    listed = tuple(list_attachment(data, part, index) for index, part in enumerate(attached))
    return replace(
        message,
        text=body.text,
        html=body.html,
        attachments=listed,
        problems=_distinct((*message.problems, *structure.problems, *problems, *body.problems)),
    )


def _sorted_leaves(data: bytes, structure: Structure) -> tuple[Body, list[Part], list[str]]:
    """The body, the parts that are attachments, and problems met while telling them apart."""
    readable, attached = _told_apart(structure.leaves)
    body = read_body(data, readable)
    problems: list[str] = []
    if any(_is_encrypted(part) for part in attached):
        problems.append("encrypted")
    if not body.text.strip() and not problems:
        body = _wrapped_body(data, attached) or body
    if not body.text.strip() and {"too-deep", "too-many-parts"} & set(structure.problems):
        body.text, _ = first_text(data, structure.headers)
    return body, attached, problems


def _told_apart(leaves: list[Part]) -> tuple[list[Part], list[Part]]:
    """(readable, attached). Where nothing else is text, named texts and reports are both."""
    readable: list[Part] = []
    attached: list[Part] = []
    for part in leaves:
        disposition, name = disposition_of(part)
        (readable if is_readable(part, disposition, name) else attached).append(part)
    return readable or [part for part in attached if part.media_type in _SECOND_CHOICE], attached


def _wrapped_body(data: bytes, attached: list[Part]) -> Body | None:
    """The text of the first mail within a mail that has no text itself, opened `limits.DESCENTS` deep."""
    for _ in range(limits.DESCENTS):
        inner = next((part for part in attached if part.media_type in _WRAPPERS), None)
        if inner is None:
            return None
        start, end = inner.start, inner.end
        if inner.encoding in ("base64", "quoted-printable"):
            data = b"".join(transfer.decoded(data, start, min(end, start + limits.ENCODED_TEXT), inner.encoding))
            start, end = 0, len(data)
        readable, attached = _told_apart(read_structure(data, start, end).leaves)
        body = read_body(data, readable)
        if body.text.strip():
            body.problems.insert(0, "wrapped")
            return body
    return None


def _is_encrypted(part: Part) -> bool:
    return any(kind == "multipart/encrypted" for _, kind in part.containers) or (
        part.media_type.endswith("pkcs7-mime") and part.kind.get("smime-type") != "signed-data"
    )


def _distinct(problems: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(problems))
