"""The whole reading: the shape of the contract, the same every time, and never an error."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenhand.knowledge.language.document import Turn
from evenhand.knowledge.language.reading import READ_AT_MOST, read
from evenhand.knowledge.language.shape import KINDS

SENT = datetime(2026, 3, 11, 10, tzinfo=UTC)


def test_the_json_has_the_keys_of_the_contract() -> None:
    answer = read("Please fix it by Friday.", SENT).as_dict()
    assert list(answer) == [
        "language", "passages", "manner", "demand", "temperature",
        "our_fault", "commitments", "haggle", "masked", "model",
    ]  # fmt: skip
    assert list(answer["manner"]) == ["level", "score", "kinds", "target", "spans", "reasons"]
    assert answer["model"] == {"name": "evenhand", "version": "0.2.0"}
    json.dumps(answer)


def test_a_complaint_with_an_insult_is_read_on_every_axis() -> None:
    found = read("You broke our printer. Fix it by Friday, you idiots.", SENT)
    assert found.language == "en"
    assert found.manner.level == "abusive"
    assert found.demand.asks
    assert found.our_fault.claimed
    assert {"deadline", "insult"} <= set(found.temperature.reasons)
    assert "idiots" not in found.masked


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Please send me the invoice for March.", "en"),
        ("Lähettäisittekö maaliskuun laskun, kiitos.", "fi"),
        ("請把三月的發票寄給我，謝謝。", "zh-Hant"),
        ("请把三月的发票寄给我，谢谢。", "zh-Hans"),
        ("唔該你哋將三月張發票寄畀我。", "yue"),
    ],
)
def test_a_plain_request_is_civil_calm_and_unmasked_in_every_variety(text: str, language: str) -> None:
    found = read(text, SENT)
    assert found.language == language
    assert found.manner.level == "civil"
    assert found.temperature.value == 0.0
    assert found.masked == text
    assert not found.our_fault.claimed
    assert not found.haggle.found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n",
        "\0\0\0",
        "\ud800",
        "a\udfff you",
        "😀🎉",
        "QUJDREVG" * 400,
        "שלום",
        "ﷺ" * 50,
        "\u202e" * 30,
        "İ" * 100,
    ],
)
def test_nothing_stops_a_reading(text: str) -> None:
    found = read(text)
    assert len(found.masked) == len(text)
    json.dumps(found.as_dict())


def test_a_very_long_text_is_read_in_part_and_says_so() -> None:
    text = "a" * 5_000_000
    found = read(text)
    assert "read-in-part" in found.manner.reasons
    assert len(found.masked) == len(text)
    assert "read-in-part" not in read("a" * READ_AT_MOST).manner.reasons


def test_many_attacks_take_time_in_proportion() -> None:
    found = read("你们是废物。" * 2_000)
    assert len(found.manner.spans) == 2_000
    assert "废" not in found.masked


def test_reading_twice_gives_the_same() -> None:
    text = "This is the third time! You idiots, 你们搞错了, korjatkaa heti."
    history = (Turn("Hello"), Turn("Hi", direction="outbound"))
    assert read(text, SENT, history) == read(text, SENT, history)


@settings(max_examples=60)
@given(st.text(max_size=400), st.lists(st.text(max_size=60).map(Turn), max_size=3))
def test_spans_lie_in_the_text_and_quote_it(text: str, history: list[Turn]) -> None:
    found = read(text, SENT, history)
    spans = [*found.manner.spans, *found.demand.asks, *found.our_fault.spans, *found.haggle.spans]
    for span in spans:
        assert 0 <= span.start < span.end <= len(text)
        assert text[span.start : span.end] == span.text
    assert set(found.manner.kinds) <= set(KINDS)
