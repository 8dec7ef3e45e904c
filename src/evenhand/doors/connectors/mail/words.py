"""Header text: encoded words (RFC 2047) and raw 8-bit bytes, also where they are broken."""

from __future__ import annotations

import binascii
import re

from evenhand.doors.connectors.mail import charsets

_OPENING = re.compile(r"=\?([^?\s]{1,75})\?([bBqQ])\?")
_BASE64 = re.compile(r"[^A-Za-z0-9+/]")
_LONGEST = 4_000  # characters of one encoded word; the standard says 75, mailers do not


def decode_header(raw: bytes) -> str:
    """The text of an unstructured header, control characters not yet removed."""
    return decode_words(charsets.guess(raw))


def decode_words(value: str) -> str:
    """Encoded words decoded in one pass.

    Neighbours of one charset are joined before decoding, because mailers split characters between words.
    """
    if "=?" not in value:
        return value
    out: list[str] = []
    pending, charset, position = b"", "", 0
    for match in _OPENING.finditer(value):
        stop = value.find("?=", match.end(), match.end() + _LONGEST)
        if match.start() < position or stop < 0:
            continue
        between = value[position : match.start()]
        adjacent = position > 0 and not between.strip()
        word_charset = match[1].partition("*")[0].lower()
        if not adjacent or word_charset != charset:
            out.append(_text(pending, charset))
            pending = b""
        if not adjacent:
            out.append(between)
        pending += _bytes(value[match.end() : stop], match[2])
        charset, position = word_charset, stop + 2
    out.append(_text(pending, charset))
    out.append(value[position:])
    return "".join(out)


def _bytes(payload: str, encoding: str) -> bytes:
    if encoding in "qQ":
        raw = payload.replace("_", " ").encode("utf-8", "surrogateescape")
        return binascii.a2b_qp(raw.replace(b"\n", b" "))
    plain = _BASE64.sub("", payload)
    plain = plain[:-1] if len(plain) % 4 == 1 else plain
    return binascii.a2b_base64(plain + "=" * (-len(plain) % 4))


def _text(data: bytes, charset: str) -> str:
    return charsets.decode(data, charset)[0] if data else ""
