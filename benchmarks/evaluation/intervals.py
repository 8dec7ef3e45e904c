"""Intervals of 95 %: exact ones for plain counts, resampled groups for everything else."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import beta

Floats = NDArray[np.float64]
RESAMPLES = 1_000
SEED = 20261121
_ENDS = (2.5, 97.5)
_BLOCK = 50  # resamples drawn at once, so that large sets stay small in memory


def exact(hits: int, n: int) -> tuple[float, float]:
    """The interval of Clopper and Pearson for a share of `hits` in `n` independent cases; (0, 1) for n = 0."""
    if n == 0:
        return 0.0, 1.0
    low = 0.0 if hits == 0 else float(beta.ppf(0.025, hits, n - hits + 1))
    high = 1.0 if hits == n else float(beta.ppf(0.975, hits + 1, n - hits))
    return low, high


def counted(
    groups: Sequence[Hashable], counts: Floats, statistic: Callable[[Floats], Floats]
) -> tuple[float | None, float | None, float | None]:
    """Value and interval of a statistic of sums, groups drawn with replacement.

    `counts` has a row a case; `statistic` is given sums of shape (..., columns) and answers with shape (...).
    """
    if not len(groups):
        return None, None, None
    index, n_groups = _indexed(groups)
    sums = np.zeros((n_groups, counts.shape[1]))
    np.add.at(sums, index, counts)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = statistic(sums.sum(axis=0))
        drawn = np.concatenate([statistic(weights @ sums) for weights in _weights(n_groups)])
    return _bounded(float(value), drawn)


def weighted(
    groups: Sequence[Hashable], statistic: Callable[[Floats], float]
) -> tuple[float | None, float | None, float | None]:
    """Value and interval of a statistic of weighted cases; `statistic` is given a weight for each case."""
    if not len(groups):
        return None, None, None
    index, n_groups = _indexed(groups)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = statistic(np.ones(len(groups)))
        drawn = [statistic(one[index]) for weights in _weights(n_groups) for one in weights]
    return _bounded(value, np.array(drawn))


def each_alone(n: int) -> range:
    """Groups of one, for sets whose cases are independent as far as anybody knows."""
    return range(n)


def _indexed(groups: Sequence[Hashable]) -> tuple[NDArray[np.intp], int]:
    numbers: dict[Any, int] = {}
    index = np.array([numbers.setdefault(group, len(numbers)) for group in groups], dtype=np.intp)
    return index, len(numbers)


def _weights(n_groups: int) -> Iterator[Floats]:
    """How often each group was drawn, in blocks of resamples; the same for the same number of groups."""
    random = np.random.default_rng(SEED)
    for _ in range(RESAMPLES // _BLOCK):
        drawn = random.integers(n_groups, size=(_BLOCK, n_groups))
        drawn += np.arange(_BLOCK)[:, None] * n_groups
        yield np.bincount(drawn.ravel(), minlength=_BLOCK * n_groups).reshape(_BLOCK, n_groups).astype(np.float64)


def _bounded(value: float, drawn: Floats) -> tuple[float | None, float | None, float | None]:
    known = drawn[~np.isnan(drawn)]
    if np.isnan(value) or not known.size:
        return None, None, None
    low, high = np.percentile(known, _ENDS)
    return value, float(low), float(high)
