"""What one entry puts into the tree: its meta in the open, its body only as a commitment under a salt of its own.

The leaf data is len(meta) as 4 bytes big-endian, meta, and HMAC-SHA-256(salt, number as 8 bytes big-endian, body).
Body and salt live outside the tree. Once both are erased the commitment tells nothing about the body, and meta and
the place in the tree can still be proved. Leaf and node hashes are those of RFC 9162, section 2.1.1.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from hashlib import sha256

HASH_BYTES = 32
SALT_BYTES = 32
LARGEST_NUMBER = 2**53 - 1  # the largest whole number that canonical JSON (RFC 8785) writes exactly
_INNER = bytes(each ^ 0x36 for each in range(256))
_OUTER = bytes(each ^ 0x5C for each in range(256))
_quoted = json.JSONEncoder(ensure_ascii=False).encode


def meta_bytes(*, number: int, kind: str, at: datetime, actor: str, subject: str) -> bytes:
    """The canonical JSON (RFC 8785) of an entry's meta, as UTF-8; the time in UTC with microseconds and Z.

    Raises ValueError for a naive time, a number outside 0..2**53-1, or text with a lone surrogate.
    """
    if at.utcoffset() is None:
        raise ValueError("An entry needs an aware time.")
    if not 0 <= number <= LARGEST_NUMBER:
        raise ValueError("An entry's number is out of range.")
    when = at.astimezone(UTC).isoformat(timespec="microseconds").removesuffix("+00:00")
    # The keys stand in the order of RFC 8785, and Python quotes strings as it prescribes. Put together by hand, as
    # this runs for every entry of every verification.
    return (
        f'{{"actor":{_quoted(actor)},"at":"{when}Z","kind":{_quoted(kind)},'
        f'"number":{number:d},"subject":{_quoted(subject)}}}'
    ).encode()


def commitment(*, number: int, body: bytes, salt: bytes) -> bytes:
    """32 bytes that fix a body at its number. Raises ValueError for a salt that has not 32 bytes, or a bad number."""
    if len(salt) != SALT_BYTES:
        raise ValueError(f"A salt has {SALT_BYTES} bytes.")
    if not 0 <= number <= LARGEST_NUMBER:
        raise ValueError("An entry's number is out of range.")
    return keyed_hash(salt, number.to_bytes(8, "big") + body)


def keyed_hash(key: bytes, data: bytes) -> bytes:
    """HMAC-SHA-256 (RFC 2104) under a key of at most 64 bytes; for bodies of entries faster than `hmac.digest`."""
    padded = key.ljust(64, b"\x00")
    return sha256(padded.translate(_OUTER) + sha256(padded.translate(_INNER) + data).digest()).digest()


def leaf_hash(meta: bytes, committed: bytes) -> bytes:
    """The hash of an entry's leaf, from its meta and its body's commitment (32 bytes)."""
    return sha256(b"\x00" + len(meta).to_bytes(4, "big") + meta + committed).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of a node above two others."""
    return sha256(b"\x01" + left + right).digest()
