"""Statistics of sums of counts: shares, precision, recall, F1. Arrays of shape (..., columns) to shape (...)."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np

from benchmarks.evaluation.intervals import Floats


def share(sums: Floats) -> Floats:
    """Columns hits, cases."""
    return sums[..., 0] / sums[..., 1]


def precision(sums: Floats) -> Floats:
    """Columns both, said, true; NaN where nothing was said."""
    return sums[..., 0] / sums[..., 1]


def recall(sums: Floats) -> Floats:
    """Columns both, said, true; NaN where nothing is true."""
    return sums[..., 0] / sums[..., 2]


def f1(sums: Floats) -> Floats:
    """Columns both, said, true; NaN where there is neither."""
    with np.errstate(invalid="ignore"):
        return 2 * sums[..., 0] / (sums[..., 1] + sums[..., 2])


def macro_f1(sums: Floats) -> Floats:
    """The mean F1 over the classes that are true of anything; columns both, said, true, class by class."""
    by_class = sums.reshape(*sums.shape[:-1], -1, 3)
    single = np.where(by_class[..., 2] > 0, f1(by_class), np.nan)
    known = ~np.isnan(single)
    return np.where(known, single, 0).sum(axis=-1) / known.sum(axis=-1)


def found(said: Sequence[bool], true: Sequence[bool]) -> Floats:
    """Columns both, said, true, a row a case."""
    ours, theirs = np.array(said, dtype=bool), np.array(true, dtype=bool)
    return np.stack([ours & theirs, ours, theirs], axis=-1).astype(np.float64).reshape(-1, 3)


def by_class(said: Sequence[Hashable], true: Sequence[Hashable], classes: Sequence[Hashable]) -> Floats:
    """Columns both, said, true for each of the classes, a row a case."""
    return np.concatenate([found([s == c for s in said], [t == c for t in true]) for c in classes], axis=1)
