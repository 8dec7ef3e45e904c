"""The corpus keeps its own rules, is as large as promised, and its splits divide no story."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tools.corpus.agreement import doubly_labelled, kappa
from tools.corpus.check import faults
from tools.corpus.items import CORPUS, OUTSIDE, VARIETIES, item, load
from tools.corpus.spread import spread


@pytest.mark.parametrize("variety", VARIETIES)
def test_every_message_keeps_the_rules_of_the_guideline(variety):
    paths = sorted((CORPUS / "messages" / variety).glob("*.jsonl"))
    assert paths
    assert [fault for path in paths for fault in faults(path)] == []


@pytest.mark.parametrize("variety", VARIETIES)
def test_the_corpus_is_as_large_as_the_datasheet_says(variety):
    parts = Counter(one.part for one in load(variety))
    assert parts["difficult"] >= 600
    assert parts["ordinary"] >= 300
    assert sum(one.author == OUTSIDE for one in load(variety)) >= 90


@pytest.mark.parametrize("variety", VARIETIES)
def test_no_two_messages_are_near_copies(variety):
    assert spread(variety, list(load(variety))).alike == 0


def test_two_hundred_messages_are_labelled_twice():
    assert sum(len(doubly_labelled(variety)) for variety in VARIETIES) >= 199


def test_kappa_is_agreement_beyond_chance():
    assert kappa([("a", "a"), ("b", "b")]) == 1.0
    assert kappa([("a", "a"), ("a", "b"), ("b", "a"), ("b", "b")]) == 0.0


def test_words_that_are_not_in_the_text_once_are_refused():
    row = {"id": "en-x-1", "part": "difficult", "topic": "t", "text": "no no", "temperature": 1, "haggle": ["no"]}
    with pytest.raises(ValueError, match="2 times"):
        item(row, "en", "x")
