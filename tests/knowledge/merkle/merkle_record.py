"""A record of entries as they lie in a database, a key, and what can happen to them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from evenhand.knowledge.merkle.checkpoint import Checkpoint, make_checkpoint
from evenhand.knowledge.merkle.leaf import commitment, leaf_hash, meta_bytes
from evenhand.knowledge.merkle.note import verifier_key
from evenhand.knowledge.merkle.tree import Head, root_of
from evenhand.knowledge.merkle.verify import Row

ORIGIN = "desk.example/record"
START = datetime(2026, 1, 5, 9, tzinfo=UTC)


def pem(seed: int = 1) -> bytes:
    """A private key that is the same on every run."""
    key = Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


KEY = verifier_key(ORIGIN, pem())


def meta_of(number: int, actor: str = "member:1") -> bytes:
    at = START + timedelta(minutes=number)
    return meta_bytes(number=number, kind="message.received", at=at, actor=actor, subject=f"message:{number}")


def salt_of(number: int) -> bytes:
    return sha256(b"salt %d" % number).digest()


def row(number: int, body: bytes | None = None, meta: bytes | None = None) -> Row:
    """An entry whose hashes fit."""
    meta = meta_of(number) if meta is None else meta
    body = f"Entry {number}: 我們答應了。".encode() if body is None else body
    committed = commitment(number=number, body=body, salt=salt_of(number))
    return number, meta, body, salt_of(number), committed, leaf_hash(meta, committed)


def record(size: int) -> list[Row]:
    return [row(number) for number in range(size)]


def head_of(rows: list[Row]) -> Head:
    return Head(len(rows), root_of(each[5] for each in rows))


def checkpoint_of(rows: list[Row], seed: int = 1, origin: str = ORIGIN) -> bytes:
    return make_checkpoint(Checkpoint(origin, *head_of(rows)), private_pem=pem(seed))


def erased(entry: Row) -> Row:
    """The same entry without its content."""
    return (entry[0], entry[1], None, None, entry[4], entry[5])


def flips(data: bytes) -> list[bytes]:
    """The data with each of its bytes changed, one at a time."""
    return [data[:at] + bytes([data[at] ^ 1 << at % 8]) + data[at + 1 :] for at in range(len(data))]
