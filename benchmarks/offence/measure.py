"""Figures with what they rest on: n, share, interval."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score

DRAWS, SEED = 2_000, 20260311


def figures(labels: NDArray[np.int64], logits: NDArray[np.floating[Any]]) -> dict[str, Any]:
    """Accuracy, macro-F1 with its 95 % bootstrap interval, and the area under the curve, of logits cut at 0."""
    said = (np.asarray(logits) > 0).astype(np.int64)
    random = np.random.default_rng(SEED)
    drawn = [random.integers(0, len(labels), len(labels)) for _ in range(DRAWS)]
    spread = np.percentile([macro_f1(labels[draw], said[draw]) for draw in drawn], [2.5, 97.5])
    return {
        "n": len(labels),
        "offensive_share": round(float(labels.mean()), 4),
        "flagged_share": round(float(said.mean()), 4),
        "accuracy": round(float((said == labels).mean()), 4),
        "macro_f1": round(macro_f1(labels, said), 4),
        "macro_f1_95": [round(float(edge), 4) for edge in spread],
        "auc": round(float(roc_auc_score(labels, logits)), 4),
    }


def macro_f1(labels: NDArray[np.int64], said: NDArray[np.int64]) -> float:
    """The plain mean of both classes' F1."""
    return (_f1(labels == 1, said == 1) + _f1(labels == 0, said == 0)) / 2


def _f1(truth: NDArray[np.bool_], said: NDArray[np.bool_]) -> float:
    hits = float((truth & said).sum())
    return 2 * hits / max(float(truth.sum() + said.sum()), 1.0)
