"""Signed notes and checkpoints: made, read again, and refused when anything is off."""

from __future__ import annotations

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from hypothesis import given
from hypothesis import strategies as some
from merkle_record import KEY, ORIGIN, checkpoint_of, flips, pem, record

from evenhand.knowledge.merkle.checkpoint import Checkpoint, make_checkpoint, open_checkpoint, parse_checkpoint
from evenhand.knowledge.merkle.note import NoteError, VerifierKey, open_note, parse_note, sign_note, verifier_key

ROOT = b"r" * 32
NOTES_BY_OTHERS = [
    (
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n"
        "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n",
    ),
    (
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "This is an example message.\n\n— example.com/foo "
        "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n",
    ),
]


def code_of(note: bytes, *keys: VerifierKey) -> str:
    with pytest.raises(NoteError) as refusal:
        open_checkpoint(note, keys or [KEY])
    return refusal.value.code


@pytest.mark.parametrize(("key", "note"), NOTES_BY_OTHERS)
def test_notes_that_others_signed(key: str, note: str) -> None:
    verifier = VerifierKey.from_text(key)
    assert verifier.to_text() == key
    assert open_note(note.encode(), [verifier]) == (note.split("\n\n")[0] + "\n", verifier)


def test_a_checkpoint_says_origin_size_and_root() -> None:
    checkpoint = Checkpoint(ORIGIN, 20852163, ROOT, ("an extension",))
    note = make_checkpoint(checkpoint, private_pem=pem())
    text, signature = note.decode().split("\n\n")
    assert text == f"{ORIGIN}\n20852163\n{base64.b64encode(ROOT).decode()}\nan extension"
    assert signature.startswith(f"— {ORIGIN} ")
    assert open_checkpoint(note, [KEY]) == parse_checkpoint(note) == checkpoint


def test_every_changed_byte_of_a_checkpoint_is_refused() -> None:
    for changed in flips(checkpoint_of(record(9))):
        with pytest.raises(NoteError):
            open_checkpoint(changed, [KEY])


def test_every_shortened_checkpoint_is_refused() -> None:
    note = checkpoint_of(record(9))
    for end in range(len(note)):
        with pytest.raises(NoteError):
            open_checkpoint(note[:end], [KEY])


def test_other_signatures_are_ignored_and_false_ones_are_not() -> None:
    note = checkpoint_of(record(3))
    text, _ = parse_note(note)
    witness = sign_note(text, name="witness.example", private_pem=pem(2)).split(b"\n\n")[1]
    assert open_checkpoint(note + witness, [KEY]).size == 3
    same_name = sign_note(text, name=ORIGIN, private_pem=pem(2)).split(b"\n\n")[1]
    assert open_checkpoint(note + same_name, [KEY]).size == 3
    false = f"— {ORIGIN} {base64.b64encode(KEY.key_id + b'x' * 64).decode()}\n".encode()
    assert code_of(note + false) == "bad-signature"
    assert code_of(note + b"trailing\n") == "signature-line"


def test_old_and_new_keys_are_both_known_after_a_change_of_keys() -> None:
    newer = verifier_key(ORIGIN, pem(2))
    assert open_checkpoint(checkpoint_of(record(3)), [newer, KEY]).size == 3
    assert open_checkpoint(checkpoint_of(record(3), seed=2), [newer, KEY]).size == 3
    assert code_of(checkpoint_of(record(3), seed=2), KEY) == "unknown-key"


def test_a_checkpoint_of_another_record_is_refused() -> None:
    text = Checkpoint("other.example", 1, ROOT).to_text()
    assert code_of(sign_note(text, name=ORIGIN, private_pem=pem())) == "origin"


@pytest.mark.parametrize("size", ["01", "+1", "-1", "1 ", "\u0661", "", "9" * 19, "9" * 40, "1.0", "0x1"])
def test_sizes_are_read_strictly(size: str) -> None:
    text = f"{ORIGIN}\n{size}\n{base64.b64encode(ROOT).decode()}\n"
    assert code_of(sign_note(text, name=ORIGIN, private_pem=pem())) in ("checkpoint", "not-text")


@pytest.mark.parametrize("rest", ["\n", "AAAA\n", base64.b64encode(ROOT).decode()[:-2] + "J=\n", ""])
def test_roots_are_read_strictly(rest: str) -> None:
    assert code_of(sign_note(f"{ORIGIN}\n1\n{rest}", name=ORIGIN, private_pem=pem())) == "checkpoint"


@pytest.mark.parametrize(
    "checkpoint",
    [
        Checkpoint(ORIGIN, -1, ROOT),
        Checkpoint(ORIGIN, 2**63, ROOT),
        Checkpoint(ORIGIN, 1, b"short"),
        Checkpoint(ORIGIN, 1, ROOT, ("",)),
        Checkpoint(ORIGIN, 1, ROOT, ("two\nlines",)),
        Checkpoint("", 1, ROOT),
        Checkpoint("with space", 1, ROOT),
        Checkpoint("with+plus", 1, ROOT),
        Checkpoint("two\nlines", 1, ROOT),
        Checkpoint(ORIGIN, 1, ROOT, ("tab\t",)),
    ],
)
def test_a_checkpoint_that_could_not_be_read_is_not_made(checkpoint: Checkpoint) -> None:
    with pytest.raises(NoteError):
        make_checkpoint(checkpoint, private_pem=pem())


@pytest.mark.parametrize(
    "note",
    [
        b"",
        b"\n\n",
        b"a\n\n",
        b"\xff\n\n\n",
        b"a\r\n\n",
        b"x" * (1 << 20) + b"\n\n\n",
        b"a\n\n" + b"\xe2\x80\x94 a AAAAAAA=\n" * 65,
    ],
)
def test_what_is_no_note(note: bytes) -> None:
    with pytest.raises(NoteError):
        parse_note(note)


@given(some.binary(max_size=80))
def test_random_bytes_are_refused(data: bytes) -> None:
    for note in (data, data + b"\n\n" + data, checkpoint_of([])[:40] + data):
        with pytest.raises(NoteError):
            open_checkpoint(note, [KEY])


def test_a_verifier_key_is_read_as_it_is_written() -> None:
    text = KEY.to_text()
    assert VerifierKey.from_text(text) == KEY
    assert len(KEY.fingerprint) == 64
    others = [changed.decode(errors="replace") for changed in flips(text.encode())]
    for other in ["", "+", "++", text + "\n", text.upper(), f"a{text}", *others]:
        with pytest.raises(NoteError):
            VerifierKey.from_text(other)


def test_only_an_open_ed25519_key_signs() -> None:
    other = generate_private_key(SECP256R1()).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    for bad in (b"", b"-----BEGIN PRIVATE KEY-----", other):
        with pytest.raises(NoteError) as refusal:
            verifier_key(ORIGIN, bad)
        assert refusal.value.code == "key"
