"""Statistics of scores: how well they rank, and how far they can be taken at their word."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

from benchmarks.evaluation.intervals import Floats

Bools = NDArray[np.bool_]
Weighted = Callable[[Floats], float]
BINS = 10


def auc(score: Floats, true: Bools) -> Weighted:
    """The chance that a true case scores above a false one, ties counting half."""
    order, starts = _ties(score)
    positive = true[order]

    def of(weights: Floats) -> float:
        ours, theirs = _sums(weights[order], positive, starts)
        below = ours.sum() - np.cumsum(ours)  # of the true ones, those that score lower
        return float(1 - (theirs * (below + ours / 2)).sum() / (ours.sum() * theirs.sum()))

    return of


def average_precision(score: Floats, true: Bools) -> Weighted:
    """The precision at each step of recall, averaged; ties are one step."""
    order, starts = _ties(score)
    positive = true[order]

    def of(weights: Floats) -> float:
        ours, theirs = _sums(weights[order], positive, starts)
        said = np.cumsum(ours + theirs)
        hits = np.cumsum(ours)
        at_step = np.divide(hits, said, out=np.zeros_like(hits), where=said > 0)
        return float((ours * at_step).sum() / hits[-1])

    return of


def recall_at(score: Floats, true: Bools, alarm: Bools, rate: float) -> Weighted:
    """The recall of the true cases at the lowest threshold that flags at most `rate` of the `alarm` cases."""
    order, starts = _ties(score)
    positive, wrong = true[order], alarm[order]

    def of(weights: Floats) -> float:
        drawn = weights[order]
        ours = np.add.reduceat(drawn * positive, starts)
        false = np.cumsum(np.add.reduceat(drawn * wrong, starts))
        if not false[-1]:
            return float("nan")
        return float(ours[false <= rate * false[-1]].sum() / ours.sum())

    return of


def mean_absolute_error(said: Floats, true: Floats) -> Weighted:
    """In the unit of both."""
    off = np.abs(said - true)
    return lambda weights: float((weights * off).sum() / weights.sum())


def spearman(said: Floats, true: Floats) -> Weighted:
    """The correlation of ranks, which are those in the whole sample."""
    a, b = rankdata(said), rankdata(true)

    def of(weights: Floats) -> float:
        total = weights.sum()
        x, y = a - (weights * a).sum() / total, b - (weights * b).sum() / total
        return float((weights * x * y).sum() / np.sqrt((weights * x * x).sum() * (weights * y * y).sum()))

    return of


def brier(score: Floats, true: Bools) -> Weighted:
    """The mean squared distance of score and truth."""
    off = (score - true) ** 2
    return lambda weights: float((weights * off).sum() / weights.sum())


def calibration_error(score: Floats, true: Bools) -> Weighted:
    """How far mean score and share of true cases lie apart in ten bins of equal width, weighted by their cases."""
    bins = bins_of(score)

    def of(weights: Floats) -> float:
        gap = np.bincount(bins, weights * (score - true), minlength=BINS)
        return float(np.abs(gap).sum() / weights.sum())

    return of


def bins_of(score: Floats) -> NDArray[np.intp]:
    """The bin, 0 to 9, of each score between 0 and 1."""
    return np.clip((score * BINS).astype(np.intp), 0, BINS - 1)


def _ties(score: Floats) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The order from the highest score down, and where each run of equal scores begins."""
    order = np.argsort(-score, kind="stable")
    ranked = score[order]
    return order, np.flatnonzero(np.r_[True, ranked[1:] != ranked[:-1]])


def _sums(weights: Floats, positive: Bools, starts: NDArray[np.intp]) -> tuple[Floats, Floats]:
    return np.add.reduceat(weights * positive, starts), np.add.reduceat(weights * ~positive, starts)
