"""What an entry puts into the tree."""

from __future__ import annotations

import hmac
import json
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as some

from evenhand.knowledge.merkle.leaf import commitment, keyed_hash, leaf_hash, meta_bytes

NOON = datetime(2026, 3, 1, 12, 0, 0, 5, tzinfo=UTC)
texts = some.text(some.characters(exclude_categories=["Cs"]))


def meta_of(**changes: object) -> bytes:
    wanted = {"number": 7, "kind": "message.received", "at": NOON, "actor": "member:1", "subject": "message:9"}
    return meta_bytes(**wanted | changes)  # type: ignore[arg-type]


def test_meta_is_canonical_json() -> None:
    assert meta_of(actor='a"\n\u20ac') == (
        b'{"actor":"a\\"\\n\xe2\x82\xac","at":"2026-03-01T12:00:00.000005Z","kind":"message.received",'
        b'"number":7,"subject":"message:9"}'
    )


@given(texts, texts, texts)
def test_meta_is_what_the_json_module_writes_in_sorted_order(actor: str, kind: str, subject: str) -> None:
    said = {"actor": actor, "at": "2026-03-01T12:00:00.000005Z", "kind": kind, "number": 7, "subject": subject}
    written = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert meta_of(actor=actor, kind=kind, subject=subject) == written.encode()


def test_one_instant_has_one_meta_in_every_zone() -> None:
    helsinki = timezone(timedelta(hours=2))
    assert meta_of(at=NOON.astimezone(helsinki)) == meta_of()
    assert b'"0999-01-01T00:00:00.000000Z"' in meta_of(at=datetime(999, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    "change", [{"at": NOON.replace(tzinfo=None)}, {"number": -1}, {"number": 2**53}, {"actor": "\ud800"}]
)
def test_meta_that_cannot_be_written(change: dict[str, object]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        meta_of(**change)


def test_the_leaf_is_put_together_as_documented() -> None:
    meta, salt, body = meta_of(), b"s" * 32, "我們答應了".encode()
    committed = hmac.new(salt, (7).to_bytes(8, "big") + body, sha256).digest()
    assert commitment(number=7, body=body, salt=salt) == committed
    assert leaf_hash(meta, committed) == sha256(b"\x00" + len(meta).to_bytes(4, "big") + meta + committed).digest()


@given(some.binary(max_size=64), some.binary(max_size=300))
def test_the_keyed_hash_is_hmac(key: bytes, data: bytes) -> None:
    assert keyed_hash(key, data) == hmac.digest(key, data, "sha256")


@pytest.mark.parametrize("salt", [b"", b"s" * 31, b"s" * 33])
def test_a_salt_has_32_bytes(salt: bytes) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        commitment(number=0, body=b"", salt=salt)


@pytest.mark.parametrize("number", [-1, 2**53, 2**64])
def test_a_commitment_needs_a_number_in_range(number: int) -> None:
    with pytest.raises(ValueError, match="out of range"):
        commitment(number=number, body=b"", salt=b"s" * 32)
