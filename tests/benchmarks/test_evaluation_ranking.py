"""Ranking and calibration, against values that can be worked out by hand."""

from __future__ import annotations

import pytest

pytest.importorskip("numpy", reason="needs requirements/train.txt")
pytest.importorskip("scipy", reason="needs requirements/train.txt")

import numpy as np
from benchmarks.evaluation import ranking

SCORE = np.array([0.9, 0.8, 0.7, 0.6])
TRUE = np.array([True, False, True, False])
ONCE = np.ones(4)


def test_auc_is_the_share_of_pairs_in_the_right_order() -> None:
    assert ranking.auc(SCORE, TRUE)(ONCE) == 0.75
    assert ranking.auc(np.zeros(4), TRUE)(ONCE) == 0.5
    assert ranking.auc(-SCORE, TRUE)(ONCE) == 0.25


def test_average_precision_counts_each_true_case() -> None:
    assert ranking.average_precision(SCORE, TRUE)(ONCE) == pytest.approx((1 + 2 / 3) / 2)
    assert ranking.average_precision(np.zeros(4), TRUE)(ONCE) == 0.5


def test_a_weight_of_two_is_the_case_twice() -> None:
    twice = ranking.auc(np.append(SCORE, 0.8), np.append(TRUE, False))(np.ones(5))
    assert ranking.auc(SCORE, TRUE)(np.array([1.0, 2.0, 1.0, 1.0])) == twice


def test_they_agree_with_scikit_learn() -> None:
    metrics = pytest.importorskip("sklearn.metrics", reason="needs requirements/train.txt")
    random = np.random.default_rng(3)
    score, true = np.round(random.random(300), 1), random.random(300) < 0.3
    ones = np.ones(300)
    assert ranking.auc(score, true)(ones) == pytest.approx(metrics.roc_auc_score(true, score))
    assert ranking.average_precision(score, true)(ones) == pytest.approx(metrics.average_precision_score(true, score))
    assert ranking.brier(score, true)(ones) == pytest.approx(metrics.brier_score_loss(true, score))


def test_recall_is_read_where_few_heated_ones_are_flagged() -> None:
    score = np.array([0.9, 0.8, 0.7, 0.6, 0.5])
    true = np.array([True, False, True, False, True])
    heated = ~true
    assert ranking.recall_at(score, true, heated, 0.03)(np.ones(5)) == pytest.approx(1 / 3)
    assert ranking.recall_at(score, true, heated, 0.5)(np.ones(5)) == pytest.approx(2 / 3)
    assert np.isnan(ranking.recall_at(score, true, np.zeros(5, dtype=bool), 0.03)(np.ones(5)))


def test_a_score_taken_at_its_word_has_no_calibration_error() -> None:
    score = np.full(10, 0.2)
    true = np.arange(10) < 2
    assert ranking.calibration_error(score, true)(np.ones(10)) == pytest.approx(0)
    assert ranking.calibration_error(np.full(10, 0.9), true)(np.ones(10)) == pytest.approx(0.7)
    assert ranking.bins_of(np.array([0.0, 0.09, 0.1, 1.0])).tolist() == [0, 0, 1, 9]


def test_spearman_looks_at_the_order_alone() -> None:
    said, true = np.array([0.0, 1.0, 10.0, 11.0]), np.array([0.0, 1.0, 2.0, 3.0])
    assert ranking.spearman(said, true)(ONCE) == pytest.approx(1)
    assert ranking.mean_absolute_error(said, true)(ONCE) == 4
