"""Checkpoints (C2SP tlog-checkpoint): the head of the tree as a signed note that can leave the box.

The origin is also the name of the key, as the specification recommends; a note under another name is refused.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable
from dataclasses import dataclass

from evenhand.knowledge.merkle.leaf import HASH_BYTES
from evenhand.knowledge.merkle.note import NoteError, VerifierKey, decode_base64, open_note, parse_note, sign_note
from evenhand.knowledge.merkle.proofs import LARGEST_SIZE
from evenhand.knowledge.merkle.tree import Head

_SIZE = re.compile(r"0|[1-9][0-9]{0,18}", re.ASCII)
MOST_EXTENSIONS = 64


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a checkpoint says: whose tree, how many leaves, which root (32 bytes), and lines kept as they stand."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    @property
    def head(self) -> Head:
        """Size and root."""
        return Head(self.size, self.root)

    def to_text(self) -> str:
        """The text that is signed."""
        lines = [self.origin, str(self.size), base64.b64encode(self.root).decode(), *self.extensions]
        return "".join(f"{line}\n" for line in lines)


def make_checkpoint(checkpoint: Checkpoint, *, private_pem: bytes) -> bytes:
    """The signed note. Raises NoteError when the checkpoint could not be read again, or for a bad key."""
    text = checkpoint.to_text()
    if _read(text) != checkpoint:
        raise NoteError("checkpoint")
    return sign_note(text, name=checkpoint.origin, private_pem=private_pem)


def parse_checkpoint(note: bytes) -> Checkpoint:
    """What a checkpoint says, nothing verified. Raises NoteError."""
    return _read(parse_note(note)[0])


def open_checkpoint(note: bytes, keys: Iterable[VerifierKey]) -> Checkpoint:
    """What a checkpoint says that one of the keys signed for its own origin. Raises NoteError."""
    text, key = open_note(note, keys)
    checkpoint = _read(text)
    if checkpoint.origin != key.name:
        raise NoteError("origin")
    return checkpoint


def _read(text: str) -> Checkpoint:
    lines = text.removesuffix("\n").split("\n")
    if not 3 <= len(lines) <= 3 + MOST_EXTENSIONS or not all(lines) or not _SIZE.fullmatch(lines[1]):
        raise NoteError("checkpoint")
    size, root = int(lines[1]), decode_base64(lines[2])
    if root is None or len(root) != HASH_BYTES or size > LARGEST_SIZE:
        raise NoteError("checkpoint")
    return Checkpoint(lines[0], size, root, tuple(lines[3:]))
