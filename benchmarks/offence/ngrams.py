"""Counted pieces of text and a linear model: the cheap half of the stack, and the baseline."""

from __future__ import annotations

from typing import Any

import numpy as np
import rjieba
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression


class Counted:
    """Plain: tf-idf of 1 to 3 characters."""

    def __init__(self, strength: float = 10.0) -> None:
        self.strength = strength
        self.parts = [TfidfVectorizer(analyzer="char", ngram_range=(1, 3), min_df=2, sublinear_tf=True)]

    def fit(self, texts: list[str], labels: NDArray[np.int64]) -> Counted:
        """Learn from labels 0 and 1."""
        for part in self.parts:
            part.fit(texts)
        features = self._learn_scale(self._counts(texts), labels)
        self.model = LogisticRegression(C=self.strength, max_iter=300, solver="liblinear", random_state=0)
        self.model.fit(features, labels)
        return self

    def score(self, texts: list[str]) -> NDArray[np.float64]:
        """Log-odds of each text."""
        found: NDArray[np.float64] = self.model.decision_function(self._scaled(self._counts(texts)))
        return found

    def _counts(self, texts: list[str]) -> Any:
        return hstack([part.transform(texts) for part in self.parts]).tocsr()

    def _learn_scale(self, counts: csr_matrix, labels: NDArray[np.int64]) -> Any:  # noqa: ARG002
        return self._scaled(counts)

    def _scaled(self, counts: csr_matrix) -> Any:
        return counts


class BayesScaled(Counted):
    """Tf-idf of 1 to 3 characters and of 1 or 2 words, each weighed by its naive Bayes log-ratio (after NB-SVM)."""

    def __init__(self, strength: float = 4.0) -> None:
        super().__init__(strength)
        self.parts.append(TfidfVectorizer(analyzer=_words, min_df=2, sublinear_tf=True))

    def _learn_scale(self, counts: csr_matrix, labels: NDArray[np.int64]) -> Any:
        seen = counts > 0
        yes, no = 1 + seen[labels == 1].sum(0), 1 + seen[labels == 0].sum(0)
        self.ratio = np.asarray(np.log((yes / yes.sum()) / (no / no.sum()))).ravel()
        return self._scaled(counts)

    def _scaled(self, counts: csr_matrix) -> Any:
        return counts.multiply(self.ratio).tocsr()


def _words(text: str) -> list[str]:
    words = [word for word in rjieba.cut(text) if word.strip()]
    return words + [" ".join(pair) for pair in zip(words, words[1:], strict=False)]
