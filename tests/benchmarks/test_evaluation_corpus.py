"""What counts as right on the corpus, with invented messages."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("numpy", reason="needs requirements/train.txt")
pytest.importorskip("scipy", reason="needs requirements/train.txt")

from benchmarks.evaluation.corpus import calibration, manner, substance
from benchmarks.evaluation.figures import Figure
from benchmarks.evaluation.reading import Pair
from benchmarks.evaluation.sections import deadlines, invariance
from tools.corpus.items import VARIETIES, item

from evenhand.knowledge.language.shape import Commitment, KindSpan, Manner, Reading

PROMISE = {"commitments": [["writer", "2026-03-16", "pay on Monday"]], "sent_at": "2026-03-11T10:00:00+00:00"}


def pair(text: str, reading: Reading, **row: Any) -> Pair:
    made = {"id": "en-a-001", "part": "difficult", "topic": "late", "text": text, "temperature": 2, **row}
    return Pair(item(made, "en", "a"), reading)


def read_as(level: Any, score: float = 0.5) -> Reading:
    return Reading(manner=Manner(level=level, score=score))


def named(figures: list[Figure], measure: str, kind: str | None = None) -> Figure:
    return next(figure for figure in figures if (figure.measure, figure.kind) == (measure, kind))


def test_manner_counts_attacks_and_false_alarms_apart() -> None:
    insult = {"manner": "abusive", "target": "staff", "spans": [["insult", "idiot"]]}
    heated = {"manner": "heated", "target": "company", "tags": ["heated-fair"]}
    pairs = [
        pair("You idiot", read_as("abusive", 0.9), **insult),
        pair("You idiot again", read_as("civil", 0.1), **insult),
        pair("This is a joke!", read_as("abusive", 0.7), **heated),
        pair("This is a farce!", read_as("heated", 0.4), **heated),
        pair("When will it come?", read_as("civil", 0.0), part="ordinary"),
    ]
    figures = list(manner.figures("en", pairs))
    assert named(figures, "attack-recall").value == 0.5
    assert named(figures, "attack-precision").value == 0.5
    assert (named(figures, "heated-called-abusive").value, named(figures, "heated-called-abusive").n) == (0.5, 2)
    assert named(figures, "ordinary-called-abusive").verdict == "met"
    assert named(figures, "tag-false-alarms", "heated-fair").value == 0.5
    assert named(figures, "kind-recall", "insult").value == 0
    assert named(list(calibration.figures("en", pairs)), "share-of-attacks", "0.9 to 1.0").value == 1


def test_a_promise_needs_side_and_date_unless_only_words_are_asked() -> None:
    text = "We pay on Monday."
    right = Commitment("writer", "pay", "2026-03-16", 3, 16)
    other_day = Commitment("writer", "pay", "2026-03-17", 3, 16)
    elsewhere = Commitment("writer", "pay", "2026-03-16", 0, 2)

    def counts(found: Commitment, strict: bool) -> tuple[int, int, int]:
        return substance.matched(pair(text, Reading(commitments=(found,)), **PROMISE), strict=strict)

    assert counts(right, True) == (1, 1, 1)
    assert counts(other_day, True) == (0, 1, 1)
    assert counts(other_day, False) == (1, 1, 1)
    assert counts(elsewhere, False) == (0, 1, 1)


def test_one_promise_is_matched_once() -> None:
    twice = (Commitment("writer", "pay", "2026-03-16", 0, 8), Commitment("writer", "pay", "2026-03-16", 3, 16))
    made = pair("We pay on Monday.", Reading(commitments=twice), **PROMISE)
    assert substance.matched(made, strict=True) == (1, 2, 1)


def test_due_times_are_the_same_moment_or_the_same_day() -> None:
    assert substance.same_due("2026-03-16T17:00:00+02:00", "2026-03-16T15:00:00+00:00")
    assert not substance.same_due("2026-03-16", "2026-03-16T00:00:00+00:00")
    assert not substance.same_due(None, "2026-03-16")
    assert substance.same_due(None, None)


def test_words_quoted_are_compared_by_character() -> None:
    found = Manner(level="abusive", spans=(KindSpan(4, 9, "idiot", "insult"), KindSpan(0, 3, "You", "profanity")))
    row = {"manner": "abusive", "target": "staff", "spans": [["insult", "You idiot"]]}
    figures = list(substance.figures("en", [pair("You idiot", Reading(manner=found), **row)]))
    assert named(figures, "span-overlap-f1").value == pytest.approx(2 * 5 / (5 + 9))


def test_deadlines_are_right_wrong_missed_or_invented(tmp_path: Path) -> None:
    sent = datetime.fromisoformat("2026-03-11T10:00:00+02:00")
    tomorrow = (sent.date() + timedelta(days=1)).isoformat()
    file = tmp_path / "en.tsv"
    file.write_text(
        f"# a comment\n{sent.isoformat()}\t{tomorrow}\tPlease answer by tomorrow.\n"
        f"{sent.isoformat()}\t2026-05-01\tPlease answer by tomorrow.\n"
        f"{sent.isoformat()}\t2026-05-01\tPlease answer.\n"
        f"{sent.isoformat()}\tnone\tPlease answer by tomorrow.\n",
        encoding="utf-8",
    )
    outcomes = [deadlines.outcome(phrase, "en") for phrase in deadlines.phrases(file)]
    assert outcomes == ["right", "wrong", "missed", "invented"]


@pytest.mark.parametrize("variety", VARIETIES)
def test_every_variety_has_pairs_that_differ_in_one_word(variety: str) -> None:
    bank = invariance.bank_of(variety)
    assert len(bank["thanks"]) >= 3
    for slot in ("name", "nationality"):
        assert all(sentence.count("{}") == 1 for sentence in bank[f"{slot}_sentences"])
        assert all(one != other for one, other in invariance.swaps(bank, slot))
