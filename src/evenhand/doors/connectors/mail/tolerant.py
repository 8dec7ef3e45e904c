"""The second reader: the first readable text of a mail, found by its boundary lines alone."""

from __future__ import annotations

from evenhand.doors.connectors.mail import charsets, limits, markup, transfer
from evenhand.doors.connectors.mail.characters import clean_text
from evenhand.doors.connectors.mail.headers import Headers, read_headers
from evenhand.doors.connectors.mail.parameters import media_type, read_described
from evenhand.doors.connectors.mail.words import decode_header

_LIMIT = 1024 * 1024  # bytes of the part that is read


def first_text(data: bytes, headers: Headers) -> tuple[str, list[str]]:
    """(text, problems). Plain text is preferred; HTML is stripped of its tags without being parsed."""
    position, page = headers.body, ""
    for _ in range(limits.TOLERANT_LINES):
        name = media_type(read_described(headers.first(b"content-type")), "text/plain")
        end = _next_dashes(data, headers.body)
        if name in ("text/plain", "text/html") and not _is_attached(headers):
            text = _text(data, headers, end)
            if name == "text/plain" and text.strip():
                return text, []
            page = page or text
        if end < 0:
            break
        position = data.find(b"\n", end) + 1
        if not position:
            break
        headers = read_headers(data, position, len(data))
    return markup.strip_tags(page), [] if page else ["no-text"]


def _is_attached(headers: Headers) -> bool:
    return headers.first(b"content-disposition").lower().startswith(b"attachment")


def _text(data: bytes, headers: Headers, end: int) -> str:
    stop = min(len(data) if end < 0 else end, headers.body + _LIMIT)
    words = decode_header(headers.first(b"content-transfer-encoding")[:100]).split()
    encoding = words[0].lower() if words else ""
    raw = b"".join(transfer.decoded(data, headers.body, stop, encoding))
    declared = read_described(headers.first(b"content-type")).get("charset")
    return clean_text(charsets.decode(raw, declared)[0][: limits.TEXT])


def _next_dashes(data: bytes, position: int) -> int:
    """The next line that begins with two dashes and goes on: not the "-- " before a signature."""
    at = position - 1
    while (at := data.find(b"\n--", max(at, 0))) >= 0:
        if data[at + 3 : at + 5].strip(b" \r\n"):
            return at + 1
        at += 3
    return -1
