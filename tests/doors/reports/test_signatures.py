"""Signatures are verified by Python alone, exactly as RFC 8032 has it and as the library that made them."""

from __future__ import annotations

import random

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from evenhand.doors.reports.evidence.verify import L, is_signed

# RFC 8032, 7.1: tests 1, 2, 3 and SHA(abc).
VECTORS = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe"
        "24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302a"
        "eeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed2"
        "8dc027beceea1ec40a",
    ),
    (
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce8"
        "0e2a9ac94fa54ca49f",
        "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac1"
        "7ad9bef1177331a704",
    ),
]


@pytest.mark.parametrize(("public", "message", "signature"), VECTORS)
def test_the_vectors_of_the_rfc_hold_and_no_flip_of_a_signature_does(public: str, message: str, signature: str) -> None:
    key, text, signed = bytes.fromhex(public), bytes.fromhex(message), bytes.fromhex(signature)
    assert is_signed(key, signed, text)
    assert not is_signed(key, signed, text + b"\x00")
    for at in range(64):
        assert not is_signed(key, signed[:at] + bytes([signed[at] ^ 1 << at % 8]) + signed[at + 1 :], text)


def test_a_signature_whose_number_is_beyond_the_order_is_refused() -> None:
    """The same number of the curve in another writing would be a second valid signature."""
    public, message, signature = (bytes.fromhex(each) for each in VECTORS[2])
    number = int.from_bytes(signature[32:], "little") + L
    assert not is_signed(public, signature[:32] + number.to_bytes(32, "little"), message)


@pytest.mark.parametrize("length", [0, 31, 63, 65])
def test_a_signature_of_another_length_is_refused(length: int) -> None:
    public, message, signature = (bytes.fromhex(each) for each in VECTORS[1])
    assert not is_signed(public, (signature + b"\x00")[:length], message)


def test_it_says_of_keys_messages_and_damage_what_the_library_says() -> None:
    chance = random.Random(8032)
    for _ in range(30):
        key = Ed25519PrivateKey.from_private_bytes(chance.randbytes(32))
        message = chance.randbytes(chance.randrange(200))
        signature = bytearray(key.sign(message))
        public = bytearray(key.public_key().public_bytes_raw())
        assert is_signed(bytes(public), bytes(signature), message)
        for damaged in (signature, public):
            damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
            try:
                other = Ed25519PublicKey.from_public_bytes(bytes(public))
                other.verify(bytes(signature), message)
                holds = True
            except (InvalidSignature, ValueError):
                holds = False
            assert is_signed(bytes(public), bytes(signature), message) is holds
