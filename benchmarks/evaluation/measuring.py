"""Figures out of cases: a statistic, its interval and its n in one call."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from typing import Any

from benchmarks.evaluation import scores
from benchmarks.evaluation.figures import Figure
from benchmarks.evaluation.intervals import Floats, counted, each_alone, exact, weighted
from benchmarks.evaluation.ranking import Bools, Weighted, auc, average_precision


def plain(measure: str, of: str, hits: int, n: int, per: float = 1, **more: Any) -> Figure:
    """A share of independent cases, times `per`, with the exact interval."""
    low, high = exact(hits, n)
    value = per * hits / n if n else None
    return Figure(measure, of, value, per * low, per * high, n, **more)


def summed(
    measure: str,
    of: str,
    groups: Sequence[Hashable],
    counts: Floats,
    statistic: Callable[[Floats], Floats],
    n: int | None = None,
    **more: Any,
) -> Figure:
    """A statistic of sums, over groups; n is the number of cases unless given."""
    return Figure(measure, of, *counted(groups, counts, statistic), len(groups) if n is None else n, **more)


def ranked(measure: str, of: str, groups: Sequence[Hashable], statistic: Weighted, **more: Any) -> Figure:
    """A statistic of weighted cases, over groups."""
    return Figure(measure, of, *weighted(groups, statistic), len(groups), **more)


def precision_recall(
    prefix: str, of: str, groups: Sequence[Hashable], counts: Floats, kind: str | None = None
) -> list[Figure]:
    """Precision (n: what was said), recall (n: what is true) and F1 (n: all), named `prefix-…`."""
    _, said, true = (int(total) for total in counts.sum(axis=0))
    return [
        _widened(summed(f"{prefix}-precision", of, groups, counts, scores.precision, n=said, kind=kind)),
        _widened(summed(f"{prefix}-recall", of, groups, counts, scores.recall, n=true, kind=kind)),
        summed(f"{prefix}-f1", of, groups, counts, scores.f1, kind=kind),
    ]


def _widened(share: Figure) -> Figure:
    """Never narrower than the exact interval: drawing anew from cases without a single miss shows no doubt at all."""
    if share.value is None or share.low is None or share.high is None:
        return share
    low, high = exact(round(share.value * share.n), share.n)
    return replace(share, low=min(low, share.low), high=max(high, share.high))


def ranking(of: str, score: Floats, true: Bools, kind: str | None = None) -> list[Figure]:
    """AUC and average precision of independent cases."""
    alone = each_alone(len(score))
    return [
        ranked("auc", of, alone, auc(score, true), kind=kind),
        ranked("average-precision", of, alone, average_precision(score, true), kind=kind),
    ]
