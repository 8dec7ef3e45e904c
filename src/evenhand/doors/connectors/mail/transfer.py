"""Undoing transfer encodings, in pieces where a part may be large."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator

_STEP = 1 << 20
_NOT_BASE64 = bytes(set(range(256)) - set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"))
_UU_BEGIN = re.compile(rb"^begin \d{3,4} [^\n]*\n", re.MULTILINE)


def decoded(data: bytes, start: int, end: int, encoding: str) -> Iterator[bytes]:
    """The decoded bytes of a part, piece by piece, so that 50 MB need no second and third copy."""
    if encoding == "base64":
        yield from _base64(data, start, end)
    elif encoding == "quoted-printable":
        yield from _quoted_printable(data, start, end)
    elif encoding in ("x-uuencode", "uuencode", "x-uue", "uue"):
        yield from _uu(data, start, end)
    else:
        for position in range(start, end, _STEP):
            yield data[position : min(end, position + _STEP)]


def _base64(data: bytes, start: int, end: int) -> Iterator[bytes]:
    left = b""
    for position in range(start, end, _STEP):
        piece = data[position : min(end, position + _STEP)]
        plain = left + piece.translate(None, _NOT_BASE64)
        whole = len(plain) // 4 * 4
        left = plain[whole:]
        yield binascii.a2b_base64(plain[:whole])
    if len(left) > 1:
        yield binascii.a2b_base64(left + b"=" * (4 - len(left)))


def _quoted_printable(data: bytes, start: int, end: int) -> Iterator[bytes]:
    position = start
    while position < end:
        stop = min(end, position + _STEP)
        if stop < end:
            stop = data.rfind(b"\n", position, stop) + 1 or stop
        yield binascii.a2b_qp(data[position:stop])
        position = stop


def _uu(data: bytes, start: int, end: int) -> Iterator[bytes]:
    begin = _UU_BEGIN.search(data, start, end)
    position = begin.end() if begin else start
    while position < end:
        stop = data.find(b"\n", position, end) + 1 or end
        line = data[position:stop].rstrip(b"\r\n")
        if line in (b"end", b"`", b""):
            return
        try:
            yield binascii.a2b_uu(line)
        except binascii.Error:
            expected = (((line[0] - 32) & 63) * 4 + 5) // 3
            try:
                yield binascii.a2b_uu(line[:expected])
            except binascii.Error:
                return
        position = stop
