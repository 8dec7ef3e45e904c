"""Several readers of the same text, weighed against one another on texts that none of them learned from."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

Floats = NDArray[np.floating[Any]]


def stacked(on: dict[str, Floats], labels: NDArray[np.int64], apply_to: dict[str, Floats]) -> NDArray[np.float64]:
    """Log-odds from a logistic regression over the readers' own log-odds, fitted on `on` and `labels`."""
    names = sorted(on)
    model = LogisticRegression(C=1.0).fit(np.column_stack([on[name] for name in names]), labels)
    found: NDArray[np.float64] = model.decision_function(np.column_stack([apply_to[name] for name in names]))
    return found


def at_prior(logits: Floats, trained: float, expected: float) -> Floats:
    """Log-odds moved from the share of offence in training to the share expected where they are used."""
    return logits + (_odds(expected) - _odds(trained)).astype(logits.dtype)


def _odds(share: float) -> np.float64:
    return np.float64(np.log(share / (1 - share)))
