"""Whether a score can be taken at its word: of messages scored 0.8, are eight of ten attacks?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from benchmarks.evaluation.figures import Figure
from benchmarks.evaluation.measuring import plain, ranked
from benchmarks.evaluation.ranking import BINS, auc, average_precision, bins_of, brier, calibration_error
from benchmarks.evaluation.reading import ATTACKING, Pair, stories
from benchmarks.evaluation.report import Table


def figures(of: str, pairs: Sequence[Pair]) -> Iterator[Figure]:
    """Calibration and ranking of the score against abusive or threatening."""
    score = np.array([pair.reading.manner.score for pair in pairs], dtype=np.float64)
    true = np.array([pair.item.manner in ATTACKING for pair in pairs])
    yield ranked("calibration-error", of, stories(pairs), calibration_error(score, true), rule="rate")
    yield ranked("brier", of, stories(pairs), brier(score, true), rule="rate")
    if true.any() and not true.all():
        yield ranked("auc", of, stories(pairs), auc(score, true))
        yield ranked("average-precision", of, stories(pairs), average_precision(score, true))
    bins = bins_of(score)
    for at in range(BINS):
        inside = bins == at
        kind = f"{at / BINS:.1f} to {(at + 1) / BINS:.1f}"
        yield plain("share-of-attacks", of, int(true[inside].sum()), int(inside.sum()), kind=kind)


TABLES = (
    Table(
        "Calibration",
        "The expected calibration error is the mean distance between the score and the share of attacks, in ten bins; "
        "the Brier score is the mean squared error; both are best at 0. AUC is the chance that an attack scores above "
        "a message that is none.",
        ("calibration-error", "brier", "auc", "average-precision"),
    ),
    Table(
        "Reliability",
        "Of the messages with a score in this range, the share that is abusive or threatening. A well calibrated score "
        "gives a share within its range.",
        ("share-of-attacks",),
        rows="kind",
        columns="of",
    ),
)
