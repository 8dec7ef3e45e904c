"""How the pool and its children talk: a length of 4 bytes, a kind of 1 byte, and that many bytes.

What comes back from a child is JSON and never code: a child has read hostile bytes.
"""

from __future__ import annotations

import struct
from typing import Final

HEAD: Final = struct.Struct(">Ic")
LARGEST: Final = 96 * 1024 * 1024  # bytes; a longer frame is garbage

# Requests: read a mail at a level, read a turn; the last one exists for tests only.
FULL: Final = b"F"
TOLERANT: Final = b"T"
HEADERS: Final = b"H"
TURN: Final = b"R"
STALL: Final = b"S"

# Answers: ready for work; the message; no mail; the reader failed; the reading that follows a message.
READY: Final = b"Y"
MESSAGE: Final = b"P"
NOT_MAIL: Final = b"N"
FAILED: Final = b"E"
READING: Final = b"A"

STALL_ALLOWED: Final = "EVENHAND_CHILD_MAY_STALL"


class Garbage(ValueError):
    """The stream holds something that is no frame."""


def pack(kind: bytes, payload: bytes) -> bytes:
    """A small frame in one piece."""
    return HEAD.pack(len(payload), kind) + payload


def take(buffer: bytearray) -> tuple[bytes, bytes] | None:
    """Takes the first whole frame out of the buffer, or None. Raises Garbage where there is none."""
    if len(buffer) < HEAD.size:
        return None
    length, kind = HEAD.unpack_from(buffer)
    if length > LARGEST or kind not in (READY, MESSAGE, NOT_MAIL, FAILED, READING):
        raise Garbage(f"frame of kind {kind!r} and {length} bytes")
    if len(buffer) < HEAD.size + length:
        return None
    payload = bytes(buffer[HEAD.size : HEAD.size + length])
    del buffer[: HEAD.size + length]
    return kind, payload
