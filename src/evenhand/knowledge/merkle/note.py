"""Signed notes (C2SP signed-note 1.0) with Ed25519 keys: text, a blank line, one line for each signature.

The parser takes exactly what the specification allows, within bounds: nothing is trimmed, folded or guessed.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

LARGEST_NOTE = 1 << 20  # bytes; sixteen of the longest known signatures take a tenth of it
MOST_SIGNATURES = 64
_ED25519 = b"\x01"
_DASH = "\N{EM DASH} "
_NOT_TEXT = re.compile("[\x00-\x09\x0b-\x1f\ud800-\udfff]")


class NoteError(ValueError):
    """A note or key that cannot be read or believed; `code` says why.

    Codes: "key", "name", "too-long", "not-text", "no-signature", "signature-line", "unknown-key", "bad-signature",
    "checkpoint" and "origin".
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key (32 bytes) and the name it signs under."""

    name: str
    public: bytes

    @property
    def key_id(self) -> bytes:
        """The first four bytes of SHA-256 over name, newline, signature type and key."""
        return sha256(self.name.encode() + b"\n" + _ED25519 + self.public).digest()[:4]

    @property
    def fingerprint(self) -> str:
        """SHA-256 over the public key in hexadecimal: what people compare."""
        return sha256(self.public).hexdigest()

    def to_text(self) -> str:
        """The key as others are given it: name, key id in hexadecimal and key in Base64, joined by plus signs."""
        return f"{self.name}+{self.key_id.hex()}+{base64.b64encode(_ED25519 + self.public).decode()}"

    @classmethod
    def from_text(cls, text: str) -> VerifierKey:
        """The key that `to_text` wrote. Raises NoteError ("key") for anything else."""
        name, _, rest = text.partition("+")
        encoded = decode_base64(rest.partition("+")[2])
        if encoded is None or len(encoded) != 33 or not is_key_name(name):
            raise NoteError("key")
        key = cls(name, encoded[1:])
        if key.to_text() != text:
            raise NoteError("key")
        return key


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature line as it stands: whose it says it is, the key id (4 bytes), the signature."""

    name: str
    key_id: bytes
    signature: bytes


def verifier_key(name: str, private_pem: bytes) -> VerifierKey:
    """The public side of a private key (PKCS8 PEM, not encrypted). Raises NoteError ("name" or "key")."""
    if not is_key_name(name):
        raise NoteError("name")
    return VerifierKey(name, _private_key(private_pem).public_key().public_bytes_raw())


def sign_note(text: str, *, name: str, private_pem: bytes) -> bytes:
    """The note: text that ends in a newline, signed under `name`. Raises NoteError for a bad key, name or text."""
    key = verifier_key(name, private_pem)
    if not (_is_text(text) and text.endswith("\n")):
        raise NoteError("not-text")
    signature = key.key_id + _private_key(private_pem).sign(text.encode())
    note = f"{text}\n{_DASH}{name} {base64.b64encode(signature).decode()}\n".encode()
    if len(note) > LARGEST_NOTE:
        raise NoteError("too-long")
    return note


def parse_note(note: bytes) -> tuple[str, list[Signature]]:
    """The text (with its last newline) and the signature lines, nothing verified. Raises NoteError."""
    if len(note) > LARGEST_NOTE:
        raise NoteError("too-long")
    try:
        whole = note.decode()
    except UnicodeDecodeError:
        raise NoteError("not-text") from None
    if not _is_text(whole):
        raise NoteError("not-text")
    text, blank, lines = whole.rpartition("\n\n")
    if not (blank and text and lines.endswith("\n")):
        raise NoteError("no-signature")
    wanted = lines[:-1].split("\n")
    if len(wanted) > MOST_SIGNATURES:
        raise NoteError("too-long")
    return text + "\n", [_parse_signature(line) for line in wanted]


def open_note(note: bytes, keys: Iterable[VerifierKey]) -> tuple[str, VerifierKey]:
    """The text of a note that one of the keys signed, and that key; signatures of unknown keys are ignored.

    Raises NoteError: "unknown-key" when none of the keys signed, "bad-signature" when a line that names one of them
    does not verify, whatever other lines there are.
    """
    text, signatures = parse_note(note)
    known = {(key.name, key.key_id): key for key in keys}
    signers = [(known[each.name, each.key_id], each) for each in signatures if (each.name, each.key_id) in known]
    if not signers:
        raise NoteError("unknown-key")
    if not all(_verifies(key, each.signature, text) for key, each in signers):
        raise NoteError("bad-signature")
    return text, signers[0][0]


def is_key_name(name: str) -> bool:
    """Whether a name can stand in a signature line: some text without spaces, plus signs or control characters."""
    return bool(name) and _is_text(name) and not any(each.isspace() or each == "+" for each in name)


def decode_base64(text: str) -> bytes | None:
    """The bytes, if the text is their one standard encoding; otherwise None."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return data if base64.b64encode(data).decode() == text else None


def _parse_signature(line: str) -> Signature:
    name, space, encoded = line.removeprefix(_DASH).partition(" ")
    data = decode_base64(encoded)
    if not (line.startswith(_DASH) and space and is_key_name(name)) or data is None or len(data) <= 4:
        raise NoteError("signature-line")
    return Signature(name, data[:4], data[4:])


def _verifies(key: VerifierKey, signature: bytes, text: str) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(signature, text.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def _private_key(pem: bytes) -> Ed25519PrivateKey:
    try:
        key = load_pem_private_key(pem, password=None)
    except (ValueError, TypeError):
        raise NoteError("key") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise NoteError("key")
    return key


def _is_text(text: str) -> bool:
    """No ASCII control character but the newline, and nothing that UTF-8 cannot write."""
    return _NOT_TEXT.search(text) is None
