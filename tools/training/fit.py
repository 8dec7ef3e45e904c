"""Fits the heads of one family: for each head a logistic regression over the features of clauses.

A feature counts its inverse document frequency over the square root of the clause's number of features; both are
folded into the weight that is kept, so that reading only adds up and divides once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from tools.training.units import Unit

from evenhand.knowledge.language.scoring.grams import features, words_of
from evenhand.knowledge.language.scoring.weights import HEADS, Weights, row_of

RAREST = 2  # clauses in which a feature must stand; one more where there are many clauses
MANY = 25_000
STRENGTH = 3.0  # inverse of the regularisation (C)
RARE = 4.0
FEWEST = 8  # positive clauses under which a head stays silent
SILENT = -6.0  # log-odds of a silent head
WHOLE = {"en": 3.0, "fi": 2.0, "zh": 1.0}  # how much more a whole word or pair says than a run of characters
LARGEST = 120  # of the small integers that weights are rounded to
KEPT = 40_000  # features a family
_ORDINARY = 0.7  # weight of a clause that is ordinary talk of a public set: there are many


@dataclass(frozen=True, slots=True)
class Table:
    """Clauses as rows of a sparse matrix, with the units they come from."""

    units: tuple[Unit, ...]
    matrix: csr_matrix
    names: tuple[str, ...]
    idf: np.ndarray


def tabulate(units: Sequence[Unit]) -> Table:
    """Count the features of the units once; every fit then takes rows of it."""
    names = names_among(units)
    found = [features(unit.folded, names) for unit in units]
    spread = Counter(name for row in found for name in row)
    rarest = RAREST + (len(units) > MANY)
    kept = sorted(name for name, count in spread.items() if count >= rarest)
    place = {name: index for index, name in enumerate(kept)}
    whole = np.array([WHOLE[units[0].family] if is_whole(name) else 1.0 for name in kept])
    idf = whole * (np.log(len(units) / np.array([spread[name] for name in kept], dtype=float)) + 1.0)
    indptr, indices, values = [0], [], []
    for row in found:
        known = [place[name] for name in row if name in place]
        indices.extend(known)
        values.extend([1.0 / np.sqrt(len(row))] * len(known))
        indptr.append(len(indices))
    matrix = csr_matrix((values, indices, indptr), shape=(len(units), len(kept)))
    return Table(tuple(units), matrix.multiply(idf).tocsr(), tuple(kept), idf)


def is_whole(name: str) -> bool:
    """Whether a feature is a word or a pair of words rather than a run of characters."""
    return name.startswith("=") or " " in name.strip()


def names_among(units: Sequence[Unit]) -> frozenset[str]:
    """Words that are only ever written with a capital: names of people and places, which must teach nothing."""
    capitals = {word for unit in units for word in unit.capitals}
    plain = {word for unit in units for word in words_of(unit.folded) if word not in unit.capitals}
    return frozenset(capitals - plain)


def fit(table: Table, rows: np.ndarray, fixed: dict[str, tuple[np.ndarray, float]] | None = None) -> Fitted:
    """The weights of all heads from some rows of the table. `fixed` heads are taken as they are."""
    coefficients = np.zeros((len(HEADS), len(table.names)))
    biases = np.full(len(HEADS), SILENT)
    for index, head in enumerate(HEADS):
        if fixed is not None and head in fixed:
            coefficients[index], biases[index] = fixed[head]
            continue
        known = np.array([row for row in rows if head in table.units[row].labels], dtype=int)
        truth = np.array([table.units[row].labels[head] for row in known])
        if truth.sum() >= FEWEST and truth.sum() < len(truth):
            coefficients[index], biases[index] = _one(table, known, truth)
    return Fitted(table.names, coefficients * table.idf, biases)


def _one(table: Table, known: np.ndarray, truth: np.ndarray) -> tuple[np.ndarray, float]:
    weight = np.array([_weight(table.units[row]) for row in known])
    model = LogisticRegression(C=STRENGTH, max_iter=80, tol=1e-3)
    model.fit(table.matrix[known], truth, sample_weight=_balanced(weight, truth))
    return model.coef_[0], float(model.intercept_[0])


def _balanced(weight: np.ndarray, truth: np.ndarray) -> np.ndarray:
    """What a head looks for is rare; it counts more, up to `RARE` times."""
    share = (weight * truth).sum() / weight.sum()
    return np.where(truth == 1, weight * min(RARE, 0.5 / share), weight)


def _weight(unit: Unit) -> float:
    ordinary = unit.source not in ("corpus", "phrases") and not any(unit.labels.values()) and "attack" in unit.labels
    return unit.weight * (_ORDINARY if ordinary else 1.0)


@dataclass(frozen=True, slots=True)
class Fitted:
    """Weights before rounding: one row of coefficients a head."""

    names: tuple[str, ...]
    coefficients: np.ndarray
    biases: np.ndarray

    def rounded(self) -> Weights:
        """As the reading uses them: the strongest features, in small integers."""
        scales = np.maximum(np.abs(self.coefficients).max(axis=1), 1e-9) / LARGEST
        small = np.rint(self.coefficients / scales[:, None]).astype(int)
        strength = (np.abs(self.coefficients) / np.maximum(self.coefficients.std(axis=1), 1e-9)[:, None]).max(axis=0)
        order = np.argsort(-strength, kind="stable")[:KEPT]
        rows = {self.names[at]: row_of(small[:, at].tolist()) for at in order.tolist() if small[:, at].any()}
        return Weights(rows, tuple(scales.tolist()), tuple(self.biases.tolist()))


def as_text(weights: Weights) -> str:
    """The file of a family, features in order of their characters."""
    heads = [
        f"#{name}\t{scale:.8g}\t{bias:.6g}"
        for name, scale, bias in zip(HEADS, weights.scales, weights.biases, strict=True)
    ]
    rows = [f"{name}\t{row}" for name, row in sorted(weights.rows.items())]
    return "\n".join([*heads, *rows]) + "\n"
