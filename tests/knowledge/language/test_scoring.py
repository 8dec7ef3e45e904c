"""Learnt weights: packed sums are exact, files say when they do not fit, and names and peoples change nothing."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenhand.knowledge.language.prepare import prepare
from evenhand.knowledge.language.scoring.evidence import NAMES, evidence
from evenhand.knowledge.language.scoring.grams import features
from evenhand.knowledge.language.scoring.heads import pieces, score, score_clause
from evenhand.knowledge.language.scoring.levels import LEVELS, level_of, read_levels
from evenhand.knowledge.language.scoring.logistic import Logistic, probabilities, read_logistic, read_table
from evenhand.knowledge.language.scoring.model import shipped
from evenhand.knowledge.language.scoring.weights import HEADS, Weights, pack, read_weights, row_of
from evenhand.knowledge.language.signals.findings import find_harsh_words
from evenhand.knowledge.language.signals.matching import scan
from evenhand.knowledge.language.text import fold

ROW = st.lists(st.integers(-120, 120), min_size=len(HEADS), max_size=len(HEADS))
ONES, ZEROS = (1.0,) * len(HEADS), (0.0,) * len(HEADS)


@pytest.fixture(scope="module", autouse=True)
def _weights_are_read() -> None:
    """Reading the files is no part of what an example takes."""
    for family in ("en", "fi", "zh"):
        shipped().weights(family)
    score(prepare("Hei, 你好, hello."), shipped().weights)


def scores(text: str) -> list[tuple[float, ...]]:
    return [each.values for each in score(prepare(text), shipped().weights).clauses]


@given(st.lists(ROW, min_size=1, max_size=60))
def test_a_packed_sum_is_the_sum_of_every_head(rows):
    weights = Weights({f"={number}": row_of(row) for number, row in enumerate(rows)}, ONES, ZEROS)
    total = weights.total([*weights.rows, "=absent"])
    assert weights.unpack(total, 1.0) == tuple(float(sum(column)) for column in zip(*rows, strict=True))


def test_sums_stay_the_same_when_the_whole_table_is_packed():
    weights = Weights({"=a": row_of(range(len(HEADS))), "=b": row_of([-1] * len(HEADS))}, ONES, ZEROS)
    found = {weights.total(["=a", "=b", "=c"]) for _ in range(1_000)}
    assert len(found) == 1


@given(ROW)
def test_a_row_of_the_file_is_packed_as_its_numbers(row):
    weights = Weights({"=a": row_of(row)}, ONES, ZEROS)
    assert weights.total(["=a"]) == pack(row)


def test_sums_of_many_features_of_one_sign_stay_in_their_lane():
    weights = Weights({"=a": row_of([-120] * len(HEADS))}, ONES, ZEROS)
    assert weights.unpack(weights.total(["=a"] * 20_000), 1.0) == (-2_400_000.0,) * len(HEADS)


def test_weights_of_another_version_are_refused():
    with pytest.raises(ValueError, match="heads"):
        read_weights("#attack\t1\t0\n=word\t00\n")


def test_a_model_of_other_evidence_is_refused():
    with pytest.raises(ValueError, match="version"):
        read_logistic(read_table("#bias\t0\t0\nold\t1\t2\n"), ("new",))
    with pytest.raises(ValueError, match="version"):
        read_levels("#bias\t0\t0\t0\t0\n#attack-from\t1\t1\t1\t1\t1\t1\n#heated-from\t1\nold\t1\t1\t1\t1\n")


@given(st.lists(st.floats(-30, 30), min_size=2, max_size=2))
def test_probabilities_add_up_to_one(values):
    found = probabilities(Logistic((0.5, -0.5, 0.0), ((1.0, 2.0, -1.0), (0.0, -3.0, 1.0))), values)
    assert math.isclose(sum(found), 1.0)
    assert all(0.0 <= chance <= 1.0 for chance in found)


def test_an_attack_is_said_only_from_the_threshold_of_the_variety():
    model = shipped().levels._replace(attack_from={**shipped().levels.attack_from, "fi": 0.9}, heated_from=0.5)
    assert level_of(model, (0.05, 0.1, 0.8, 0.05), "fi") == "heated"
    assert level_of(model._replace(attack_from={"fi": 0.8}), (0.05, 0.1, 0.8, 0.05), "fi") == "abusive"
    assert level_of(model._replace(attack_from={"fi": 0.8}), (0.05, 0.1, 0.05, 0.8), "fi") == "threatening"
    assert LEVELS[0] == "civil"


@settings(deadline=None)
@given(st.text(max_size=400))
def test_the_evidence_of_any_text_is_complete_and_finite(text):
    document = prepare(text)
    found = evidence(document, find_harsh_words(document, scan(document)), score(document, shipped().weights))
    assert len(found) == len(NAMES)
    assert all(math.isfinite(value) for value in found)


@given(st.text(max_size=300))
def test_clauses_lie_in_order_inside_the_text(text):
    document = prepare(text)
    last = 0
    for piece in pieces(document):
        assert last <= piece.start < piece.end <= len(document.text.folded)
        last = piece.end


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Indian colleague never answered.", "The Norwegian colleague never answered."),
        ("Se suomalainen asentaja ei vastannut.", "Se virolainen asentaja ei vastannut."),
        ("那個越南師傅沒有回電。", "那個日本師傅沒有回電。"),
        ("那个印度同事没有回复。", "那个德国同事没有回复。"),
        ("陈先生没有回复。", "黄先生没有回复。"),
        ("王小姐應承咗星期五覆我。", "賴小姐應承咗星期五覆我。"),
    ],
)
def test_every_people_and_surname_weighs_the_same(one, other):
    assert scores(one) == scores(other)


def test_figures_weigh_the_same_whatever_they_are():
    assert features(fold("Invoice 4711 of 12.3.").folded) == features(fold("Invoice 9 of 30.11.").folded)


@pytest.mark.parametrize("text", ["", " ", "\0", "\ud800", "‮abc", "a" * 100_000, "哈" * 100_000, "😡" * 5_000])
def test_hostile_clauses_are_scored_in_bounds(text):
    values = score_clause(fold(text).folded, shipped().weights("zh"))
    assert len(values) == len(HEADS)
    assert all(math.isfinite(value) for value in values)
