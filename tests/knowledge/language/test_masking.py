"""Masking hides attacks and nothing else, and never moves a code point."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.knowledge.language.masking import BLOCK, mask, masked_ranges
from evenhand.knowledge.language.reading import read


def test_the_words_of_each_span_become_blocks_of_the_same_length() -> None:
    assert mask("You idiots, fix it", [(4, 10)]) == "You ▒▒▒▒▒▒, fix it"
    assert mask("ab\ncd", [(0, 5)]) == "▒▒\n▒▒"
    assert mask("abcdef", [(1, 3), (2, 5)]) == "a▒▒▒▒f"
    assert mask("abc", []) == "abc"


@pytest.mark.parametrize(
    ("text", "hidden", "kept"),
    [
        ("Fix the invoice by Friday, you idiots.", "idiots", "Fix the invoice by Friday"),
        ("You moron. The total should be 1,250 euros.", "moron", "The total should be 1,250 euros"),
        ("你们是一群废物，请在3月5日前退款。", "废物", "请在3月5日前退款"),
        ("仆街啦你，張單幾時改好？", "仆街", "張單幾時改好"),
        ("請在星期五前把發票寄給我，白痴。", "白痴", "請在星期五前把發票寄給我"),
        ("发票又错了，白痴。", "白痴", "发票又错了"),
        ("寄返張改好嘅發票嚟，白痴。", "白痴", "寄返張改好嘅發票嚟"),
        ("Haistakaa vittu. Korjatkaa lasku perjantaihin mennessä.", "vittu", "Korjatkaa lasku perjantaihin mennessä"),
        ("I know where you live. Refund the 300 euros.", "where you live", "Refund the 300 euros"),
    ],
)
def test_the_attack_is_hidden_and_the_substance_stays(text: str, hidden: str, kept: str) -> None:
    masked = read(text).masked
    assert hidden not in masked
    assert kept in masked


def test_a_clause_that_is_nothing_but_the_attack_is_hidden_whole() -> None:
    assert read("The invoice is wrong, you stupid idiots.").masked.startswith("The invoice is wrong, ▒▒▒▒▒▒▒")
    assert "you" not in read("The invoice is wrong, you stupid idiots.").masked


def test_swearing_at_the_matter_and_lawful_steps_stay_readable() -> None:
    for text in ("This fucking printer is broken.", "I will call my lawyer and leave a bad review."):
        assert read(text).masked == text


def test_the_ranges_are_the_blocks_in_the_original() -> None:
    text = "You moron. Pay the 300 euros. Idiots!"
    reading = read(text)
    ranges = masked_ranges(reading)
    assert len(ranges) == 2
    assert "moron" in text[ranges[0][0] : ranges[0][1]]
    assert "Idiots" in text[ranges[1][0] : ranges[1][1]]


@given(st.text(max_size=80), st.lists(st.tuples(st.integers(0, 80), st.integers(0, 80)), max_size=5))
def test_masking_keeps_length_and_everything_outside_the_spans(text: str, pairs: list[tuple[int, int]]) -> None:
    spans = [(min(pair), min(max(pair), len(text))) for pair in pairs if min(pair) <= len(text)]
    masked = mask(text, spans)
    assert len(masked) == len(text)
    for index, (before, after) in enumerate(zip(text, masked, strict=True)):
        inside = any(start <= index < end for start, end in spans)
        assert after == (BLOCK if inside and before != "\n" else before)


@given(st.text(max_size=200))
def test_the_masked_text_of_a_reading_is_as_long_as_the_original(text: str) -> None:
    assert len(read(text).masked) == len(text)
