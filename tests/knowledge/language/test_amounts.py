"""Amounts, shares and quantities as people write them, and any text at all."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.knowledge.language.amounts import find_amounts, may_be
from evenhand.knowledge.language.text import fold

ONE = [
    ("1 200,50 €", "money", "1200.50", "EUR"),
    ("1\u00a0200,50 euroa", "money", "1200.50", "EUR"),
    ("EUR 1,200.50", "money", "1200.50", "EUR"),
    ("1.200,50 EUR", "money", "1200.50", "EUR"),
    ("2 500 euron", "money", "2500", "EUR"),
    ("kaksisataaviisikymmentä euroa", "money", "250", "EUR"),
    ("NT$3,000", "money", "3000", "TWD"),
    ("新台幣 486,000 元", "money", "486000", "TWD"),
    ("HK$ 500", "money", "500", "HKD"),
    ("五百蚊", "money", "500", "HKD"),
    ("US$1.5k", "money", "1500", "USD"),
    ("two hundred and fifty pounds", "money", "250", "GBP"),
    ("3千元", "money", "3000", "元"),
    ("三萬元", "money", "30000", "元"),
    ("两千五元", "money", "2500", "元"),
    ("3萬5千元", "money", "35000", "元"),
    ("１２００元", "money", "1200", "元"),
    ("20 %", "percent", "20", "%"),
    ("10 %:n", "percent", "10", "%"),
    ("twenty-five percent", "percent", "25", "%"),
    ("viisikymmentä prosenttia", "percent", "50", "%"),
    ("百分之二十", "percent", "20", "%"),
    ("兩成", "percent", "20", "%"),
    ("five working days", "count", "5", "working-day"),
    ("kolme päivää", "count", "3", "day"),
    ("兩個月", "count", "2", "month"),
    ("3個工作天", "count", "3", "working-day"),
    ("two utilisation reports", "count", "2", "report"),
]
OFF = [("八折", 20), ("85折", 15), ("九五折", 5), ("半價", 50), ("half price", 50), ("puoleen hintaan", 50)]
NONE = [
    "parikymmentä euroa",
    "pari sataa euroa",
    "a couple of hundred euros",
    "a few hundred dollars",
    "十幾元",
    "三百多元",
    "幾百元",
    "第三次",
    "12.3.2026",
    "2026-03-14",
    "2026年",
    "klo 10:30",
    "version 3 users",
    "兩成本",
    "3月14日",
    "14日前",
    "折舊",
    "",
]


@pytest.mark.parametrize(("words", "kind", "value", "unit"), ONE)
def test_an_amount_is_read_with_its_unit(words: str, kind: str, value: str, unit: str) -> None:
    for text in (words, f"Se on {words}.", f"共 {words}，"):
        (found,) = find_amounts(fold(text))
        assert (found.kind, found.value, found.unit) == (kind, Decimal(value), unit)
        assert text[found.start : found.end] == words


@pytest.mark.parametrize(("words", "share"), OFF)
def test_what_is_taken_off_is_a_share(words: str, share: int) -> None:
    (found,) = find_amounts(fold(words))
    assert (found.kind, found.value, found.off) == ("percent", share, True)


@pytest.mark.parametrize("words", NONE)
def test_what_is_rough_or_no_amount_is_none(words: str) -> None:
    assert find_amounts(fold(words)) == ()


def test_of_a_range_the_upper_end_is_taken() -> None:
    assert [each.value for each in find_amounts(fold("100–200 €"))] == [200]


@pytest.mark.parametrize(
    ("unit", "currency", "fits"),
    [("元", "TWD", True), ("元", "GBP", False), ("$", "HKD", True), ("EUR", "USD", False), ("EUR", "", True)],
)
def test_a_name_that_many_currencies_have_may_be_any_of_them(unit: str, currency: str, fits: bool) -> None:
    assert may_be(unit, currency) is fits
    assert may_be(currency, unit) is fits


@given(st.integers(0, 10**9), st.sampled_from(["{} €", "{} euroa", "{}元", "{} %", "{} days"]))
def test_any_whole_number_is_read_as_it_is(number: int, frame: str) -> None:
    (found,) = find_amounts(fold(frame.format(number)))
    assert found.value == number


@given(
    before=st.lists(st.sampled_from(["😀", "e\u0301", "a\u0308", "\u200b", "ﬁ", "㍿", "\r\n", "你好 "]), max_size=8),
    words=st.sampled_from([row[0] for row in ONE]),
)
def test_an_amount_stands_on_its_own_code_points(before: list[str], words: str) -> None:
    text = f"{''.join(before)}\n{words}!"
    (found,) = find_amounts(fold(text))
    assert text[found.start : found.end] == words


@given(st.text(alphabet=st.sampled_from("0123456789.,' €%$元万千百一二三折成 kmfive-\u0308"), max_size=300))
def test_any_text_is_read_and_amounts_do_not_overlap(text: str) -> None:
    found = find_amounts(fold(text))
    assert all(0 <= each.start < each.end <= len(text) and each.value >= 0 for each in found)


def test_what_a_chinese_clause_ends_in_may_be_days_or_money() -> None:
    days, money = find_amounts(fold("付款期係14日，預算係15萬。"))
    assert (days.kind, days.value, days.unit) == ("count", Decimal(14), "day")
    assert (money.kind, money.value, money.unit) == ("money", Decimal(150000), "元")
    assert find_amounts(fold("本月14日交貨")) == ()
