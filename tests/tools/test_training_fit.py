"""A fit in small: it tells the lines apart, keeps silent where it has too few, and writes the same bytes twice."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
pytest.importorskip("numpy", reason="needs requirements/train.txt")
pytest.importorskip("sklearn", reason="needs requirements/train.txt")

import numpy as np
from tools.training.fit import SILENT, as_text, fit, names_among, tabulate
from tools.training.units import Unit, phrase_units

from evenhand.knowledge.language.scoring.heads import AT, score_clause
from evenhand.knowledge.language.scoring.weights import Weights, read_weights

INSULTS = ("clown", "fool", "donkey", "muppet", "amateur")
THINGS = ("invoice", "printer", "delivery", "contract", "password")


def lines() -> list[tuple[str, str]]:
    """Thirty lines, half of them insults."""
    attacks = [f"{begin} {word}" for word in INSULTS for begin in ("you are such a", "listen you", "what a stupid")]
    plain = [f"{begin} {word}" for word in THINGS for begin in ("please send us the", "we have the", "where is the")]
    return [*(("insult", text) for text in attacks), *(("plain", text) for text in plain)]


def units() -> list[Unit]:
    return list(phrase_units(("en", f"phrases/{at}", label, text) for at, (label, text) in enumerate(lines())))


@cache
def fitted() -> Weights:
    made = units()
    return fit(tabulate(made), np.arange(len(made))).rounded()


@pytest.mark.parametrize(
    ("text", "attacks"),
    [("listen you stupid fool", True), ("you are a donkey", True), ("where is the password please", False)],
)
def test_lines_nobody_has_seen_fall_on_the_right_side(text: str, attacks: bool) -> None:
    assert (score_clause(text, fitted())[AT["attack"]] > 0) is attacks


def test_thirty_lines_are_told_apart() -> None:
    for unit in units():
        assert (score_clause(unit.folded, fitted())[AT["attack"]] > 0) == unit.labels["attack"], unit.folded


def test_a_head_without_examples_stays_silent() -> None:
    assert score_clause("i will find where you live", fitted())[AT["threat"]] == pytest.approx(SILENT)


def test_the_same_lines_write_the_same_bytes() -> None:
    made = units()
    again = fit(tabulate(made), np.arange(len(made))).rounded()
    assert as_text(again).encode() == as_text(fitted()).encode()


def test_what_is_written_reads_back_as_what_was_fitted() -> None:
    assert as_text(read_weights(as_text(fitted()))) == as_text(fitted())


def test_a_word_only_ever_written_with_a_capital_is_a_name() -> None:
    made = phrase_units(("en", "phrases/1", "plain", text) for text in ("Ask Peter today", "the Rose is red", "a rose"))
    assert names_among(list(made)) == {"peter"}
