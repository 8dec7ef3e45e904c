"""Folds: a story is on one side in every variety, on every machine, and no fold is empty."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tools.corpus.items import OUTSIDE, load
from tools.training.examples import FOLDS, fold_of


@pytest.mark.parametrize(
    ("topic", "fold"),
    [("printer-jam", 0), ("phone-bill", 1), ("late-delivery", 3), ("late-invoice", 4)],
)
def test_a_topic_has_the_same_fold_on_every_machine_whoever_wrote_of_it(topic: str, fold: int) -> None:
    assert {fold_of(f"{author}/{topic}") for author in "abd"} == {fold}


def test_each_fold_holds_a_fair_share_of_the_teaching_corpus() -> None:
    sizes = Counter(fold_of(item.group) for item in load() if item.author != OUTSIDE)
    assert sorted(sizes) == list(range(FOLDS))
    assert min(sizes.values()) * 2 > max(sizes.values())
