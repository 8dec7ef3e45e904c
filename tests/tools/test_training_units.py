"""What the heads learn from: lines of the phrase bank by their label, clauses of messages by the words they share."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tools.corpus.items import item
from tools.training.phrases import phrase_lines
from tools.training.units import OTHER_CLAUSE, Unit, corpus_units, phrase_units

from evenhand.knowledge.language.scoring.heads import HEADS

TEXT = "Please send the invoice again by Friday. You are a useless little clown! We will pay on Monday."
ASKED = {"asks": [["information", "send the invoice again"]], "demand": "reasonable"}
ATTACKED = {"manner": "abusive", "target": "staff", "spans": [["insult", "a useless little clown"]]}


def line(label: str, text: str = "some words") -> dict[str, int]:
    """What a line of the phrase bank with this label says of each head."""
    (unit,) = phrase_units([("en", "phrases/1", label, text)])
    return unit.labels


def clauses(**labels: Any) -> list[Unit]:
    """The clauses of one message with these labels."""
    row = {"id": "en-a-001", "topic": "invoice", "part": "difficult", "text": TEXT, "temperature": 2, **labels}
    return list(corpus_units([item(row, "en", "a")]))


def said(unit: Unit) -> set[str]:
    """The heads that apply to a clause."""
    return {head for head, value in unit.labels.items() if value}


@pytest.mark.parametrize(
    ("label", "present"),
    [
        ("insult", {"attack", "insult"}),
        ("wish", {"attack", "degrading"}),
        ("violence", {"threat", "violence"}),
        ("heat", {"hot"}),
        ("swearing", {"hot", "profanity"}),
        ("unreasonable", {"ask", "unreasonable"}),
        ("fault", {"our_fault"}),
        ("theirs", {"theirs"}),
        ("lookalike", set()),
        ("quoted", set()),
        ("plain", set()),
    ],
)
def test_a_label_of_the_phrase_bank_says_which_heads_apply(label: str, present: set[str]) -> None:
    assert {head for head, value in line(label).items() if value} == present


@pytest.mark.parametrize(
    ("label", "unknown"),
    [
        ("plain", set()),
        ("lookalike", {"profanity"}),
        ("quoted", {"hot", "profanity"}),
        ("insult", {"hot", "profanity"}),
        ("violence", {"hot", "ultimatum"}),
        ("lawful", {"hot", "ultimatum"}),
    ],
)
def test_what_a_label_leaves_open_teaches_nothing(label: str, unknown: set[str]) -> None:
    assert set(HEADS) - line(label).keys() == unknown


def test_every_line_of_the_phrase_bank_has_a_label_that_is_known() -> None:
    lines = list(phrase_lines())
    assert lines
    assert len(list(phrase_units(lines))) == len(lines)


def test_an_attack_teaches_in_the_clause_that_holds_it_and_in_no_other() -> None:
    asking, attacking, paying = clauses(**ASKED, **ATTACKED, commitments=[["writer", None, "We will pay on Monday"]])
    assert said(asking) == {"ask", "fair"}
    assert said(attacking) == {"attack", "insult"}
    assert said(paying) == {"promise"}
    assert attacking.folded == "you are a useless little clown"


def test_a_clause_without_a_label_counts_less_beside_an_attack_and_its_heat_stays_open() -> None:
    _, attacking, paying = clauses(**ASKED, **ATTACKED)
    assert (attacking.weight, paying.weight) == (1.0, OTHER_CLAUSE)
    assert "hot" not in paying.labels


def test_in_a_civil_message_no_clause_is_hot_and_all_count_alike() -> None:
    units = clauses(**ASKED)
    assert [unit.labels["hot"] for unit in units] == [0, 0, 0]
    assert [unit.weight for unit in units] == [1.0, 1.0, 1.0]
    assert not any(unit.labels["attack"] for unit in units)


def test_an_insult_in_a_heated_message_is_no_attack() -> None:
    _, insulting, _ = clauses(manner="heated", spans=[["insult", "a useless little clown"]])
    assert said(insulting) == {"insult", "hot"}


def test_words_with_a_capital_inside_a_sentence_are_remembered_as_names() -> None:
    (unit,) = phrase_units([("en", "phrases/1", "plain", "Please tell Peter that Maija called")])
    assert unit.capitals == {"peter", "maija"}
