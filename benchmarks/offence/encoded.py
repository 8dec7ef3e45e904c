"""The tuned encoder's log-odds, kept under build/ so that a second run takes seconds.

Tuning takes most of an hour a set on one free core; JAX is imported only when there is something to tune.
"""

from __future__ import annotations

import hashlib
import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.offence import sets

KEPT = Path(__file__).resolve().parents[2] / "build" / "offence"
Found = dict[str, NDArray[np.float32]]


@dataclass(frozen=True)
class Encoded:
    """Where results are kept, and how the encoder is tuned: epochs, learning rate, layers of twelve that learn."""

    epochs: float = 2.0
    rate: float = 1e-4
    top: int = 6
    folder: Path = KEPT

    def tuned(self, train: sets.Labelled, parts: dict[str, list[str]]) -> Found:
        """Log-odds for each part after tuning on `train`, and the seconds it took; read back where done before."""
        place = self.folder / f"{self._key(train, parts)}.npz"
        if not place.exists():
            begun = time.monotonic()
            found = self._tune(train, parts)
            self.folder.mkdir(parents=True, exist_ok=True)
            np.savez(place, seconds=np.float32(time.monotonic() - begun), **found)  # type: ignore[arg-type]  # allow_pickle
        with np.load(place) as kept:
            return {name: kept[name] for name in [*parts, "seconds"]}

    def _tune(self, train: sets.Labelled, parts: dict[str, list[str]]) -> Found:
        from benchmarks.offence.tuning import Plan, Tuner, score, tune

        tuner = Tuner(top=self.top)
        cut = tuner.file.tokeniser
        states = tuner.lower([cut(text) for text in train.texts], "train")
        wanted = train.labels.astype(np.float32)
        tree = tune(tuner.start(), states, wanted, np.ones_like(wanted), Plan(self.epochs, self.rate, self.top))
        return {name: score(tree, tuner.lower([cut(text) for text in texts], name)) for name, texts in parts.items()}

    def _key(self, train: sets.Labelled, parts: dict[str, list[str]]) -> str:
        """The same plan over the same texts has the same name."""
        said: list[Any] = [self.epochs, self.rate, self.top, train.texts, train.labels.tolist(), parts]
        return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode("utf-8", "replace")).hexdigest()[:16]
