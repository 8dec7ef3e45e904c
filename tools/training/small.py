"""Fits small logistic models over named evidence."""

from __future__ import annotations

import numpy as np
from sklearn.linear_model import LogisticRegression

from evenhand.knowledge.language.scoring.logistic import Logistic

SEED = 20261121


def fit_logistic(rows: np.ndarray, classes: np.ndarray, weight: np.ndarray, strength: float) -> Logistic:
    """A multinomial model on standardised evidence, written back in terms of the evidence as it comes.

    `classes` are 0, 1, 2 … and each occurs; `strength` is the inverse of the regularisation.
    """
    centre, spread = rows.mean(axis=0), rows.std(axis=0)
    spread[spread < 1e-6] = 1.0
    fitted = LogisticRegression(C=strength, max_iter=3_000, random_state=SEED)
    fitted.fit((rows - centre) / spread, classes, sample_weight=weight)
    coefficients, intercept = fitted.coef_, fitted.intercept_
    if len(coefficients) == 1:  # two classes are fitted as one
        coefficients, intercept = (
            np.vstack([-coefficients / 2, coefficients / 2]),
            np.array([-intercept[0], intercept[0]]) / 2,
        )
    weights = (coefficients / spread).T
    bias = intercept - centre @ weights
    return Logistic(tuple(bias.tolist()), tuple(tuple(row) for row in weights.tolist()))


def chances(model: Logistic, rows: np.ndarray) -> np.ndarray:
    """The probabilities of all classes for many rows at once."""
    sums = rows @ np.array(model.weights) + np.array(model.bias)
    powers = np.exp(sums - sums.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)
