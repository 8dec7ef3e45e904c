"""Figures, intervals and the rule of targets."""

from __future__ import annotations

import pytest

pytest.importorskip("numpy", reason="needs requirements/train.txt")
pytest.importorskip("scipy", reason="needs requirements/train.txt")

import numpy as np
from benchmarks.evaluation import scores
from benchmarks.evaluation.figures import Figure
from benchmarks.evaluation.intervals import counted, exact, weighted
from benchmarks.evaluation.measuring import plain, precision_recall


def test_no_alarm_in_three_hundred_leaves_room_for_one_in_a_hundred() -> None:
    low, high = exact(0, 300)
    assert low == 0
    assert high == pytest.approx(0.01222, abs=1e-5)  # 1 - 0.025 ** (1 / 300)


def test_an_exact_interval_is_that_of_the_tables() -> None:
    assert exact(5, 50) == pytest.approx((0.0333, 0.2181), abs=1e-4)
    assert exact(50, 50)[1] == 1.0
    assert exact(0, 0) == (0.0, 1.0)


@pytest.mark.parametrize(
    ("figure", "verdict"),
    [
        (Figure("f1", "en", 0.84, 0.78, 0.9, 900, target=0.85), "met"),  # error 0.22, allowed 0.225
        (Figure("f1", "en", 0.86, 0.77, 0.9, 90, target=0.85), "open"),  # good enough, but too few to say so
        (Figure("f1", "en", 0.70, 0.66, 0.74, 900, target=0.85), "missed"),
        (Figure("alarms", "en", 1.0, 0.2, 4.4, 5_000, target=3, rule="rate"), "met"),
        (Figure("alarms", "en", 2.0, 0.2, 4.6, 900, target=3, rule="rate"), "open"),
        (Figure("alarms", "en", 0.0, 0.0, 0.012, 300, target=0, rule="rate"), "met"),
        (Figure("alarms", "en", 0.003, 0.0, 0.018, 300, target=0, rule="rate"), "missed"),
        (Figure("speed", "all", 1_100, 700, 1_300, 5_000, target=1_000, rule="open"), "met"),
        (Figure("recall", "obscene", 0.467, 0.36, 0.57, 90, target=0.494, rule="value"), "missed"),
        (Figure("f1", "en", 0.84, 0.78, 0.9, 900), None),
        (Figure("f1", "en", None, None, None, 0, target=0.85), None),
    ],
)
def test_a_target_is_met_by_the_bad_end_of_the_interval(figure: Figure, verdict: str | None) -> None:
    assert figure.verdict == verdict


def test_groups_that_agree_within_themselves_widen_the_interval() -> None:
    counts = np.array([[hit, 1.0] for hit in (1, 1, 1, 1, 0, 0, 0, 0) * 10])
    _, alone_low, alone_high = counted(range(80), counts, scores.share)
    value, low, high = counted([at // 4 for at in range(80)], counts, scores.share)
    assert value == 0.5
    assert high - low > alone_high - alone_low


def test_intervals_are_the_same_each_time() -> None:
    counts = np.array([[at % 3 == 0, 1.0] for at in range(60)])
    assert counted(range(60), counts, scores.share) == counted(range(60), counts, scores.share)
    assert weighted(range(60), lambda w: float(w @ counts[:, 0])) == weighted(
        range(60), lambda w: float(w @ counts[:, 0])
    )


def test_without_cases_there_is_no_value() -> None:
    assert counted([], np.zeros((0, 2)), scores.share) == (None, None, None)
    assert plain("share", "en", 0, 0).value is None


def test_macro_f1_is_the_mean_over_the_classes_that_occur() -> None:
    counts = scores.by_class(["a", "a", "b", "x"], ["a", "b", "b", "b"], ("a", "b", "c"))
    assert scores.macro_f1(counts.sum(axis=0)) == pytest.approx((2 / 3 + 1 / 2) / 2)


def test_faultless_precision_on_few_cases_still_shows_doubt() -> None:
    counts = scores.found([True] * 9, [True] * 9)
    precision, recall, f1 = precision_recall("attack", "en", range(9), counts)
    assert (precision.value, precision.n) == (1.0, 9)
    assert precision.low == pytest.approx(exact(9, 9)[0])
    assert (recall.n, f1.n) == (9, 9)
