"""A ledger to tamper with: entries by actions, changes by SQL as a hand that knows SQL could make them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from builders import START
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.db import connection, transaction
from emptying import drop_triggers

from evenhand.knowledge.merkle.note import verifier_key
from evenhand.knowledge.merkle.verify import Break
from evenhand.record.ledger import actions, checkpoints, verifying

PEM = Ed25519PrivateKey.from_private_bytes(b"\x07" * 32).private_bytes(
    Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
)
ORIGIN = "harbourline.example/desk"
KEY = verifier_key(ORIGIN, PEM)


def fill(count: int) -> None:
    """Append so many entries that differ, some with Chinese and with long bodies."""
    with transaction.atomic():
        facts = [
            actions.Fact("message.inbound", f"message:{n}", {"n": n, "said": "遲到" * (n % 5), "by": f"contact:{n}"})
            for n in range(count)
        ]
        actions.append_all(facts, actor="member:3", at=START)


def a_checkpoint() -> bytes:
    """Sign the ledger as it is and take the note outside."""
    return checkpoints.make(origin=ORIGIN, private_pem=PEM, at=START).note.encode()


def first_break(*outside: bytes) -> Break | None:
    """What `verify` finds first."""
    return verifying.verify(outside, [KEY]).first


def kind_of_break(*outside: bytes) -> str:
    """The kind of it, empty when all holds."""
    found = first_break(*outside)
    return found.kind if found else ""


def sql(statement: str, *values: Any) -> list[tuple[Any, ...]]:
    """Run one statement on the record."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall()) if cursor.description else []


@contextmanager
def tampering() -> Iterator[None]:
    """Inside, the triggers are gone; afterwards all is as it was, triggers too."""
    with transaction.atomic():
        as_it_was = transaction.savepoint()
        drop_triggers(connection)
        try:
            yield
        finally:
            transaction.savepoint_rollback(as_it_was)
