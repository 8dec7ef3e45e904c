"""Readings kept from one run to the next, for fitting the models of the folds takes minutes.

They lie under build/, named by a hash of everything they depend on (messages, phrases, the reading, the training), so
that a change of any of these makes them anew.
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "build" / "evaluation"
_SOURCES = (
    "corpus/messages/*/*.jsonl",
    "corpus/phrases/*",
    "src/evenhand/knowledge/language/**/*.py",
    "src/evenhand/knowledge/language/**/*.t[sx][vt]",
    "src/evenhand/doors/encoder/*",
    "tools/corpus/items.py",
    "tools/training/*.py",
)
_Readings = TypeVar("_Readings")


def path_now() -> Path:
    """Where the readings of the present state are, or will be."""
    digest = hashlib.sha256()
    for pattern in _SOURCES:
        for path in sorted(each for each in ROOT.glob(pattern) if each.is_file()):
            digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return FOLDER / f"{digest.hexdigest()[:16]}.pickle"


def recall(path: Path) -> Sequence[tuple[str, Any]] | None:
    """What belongs to each message id, if they were kept. They are our own file, never one from elsewhere."""
    return pickle.loads(path.read_bytes()) if path.exists() else None


def remember(path: Path, readings: Iterable[tuple[str, _Readings]]) -> Iterator[tuple[str, _Readings]]:
    """The same readings, kept once the last was given; older ones go."""
    made = []
    for pair in readings:
        made.append(pair)
        yield pair
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.pickle"):
        old.unlink()
    path.write_bytes(pickle.dumps(made))
