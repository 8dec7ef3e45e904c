"""Search terms: whatever somebody searches with the words of a text finds that text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.knowledge.language.terms import LONGEST, Query, own_terms, query, terms

HAN = "退款訂單系统關係甚么至著作名裏的了係數人聯维客戶投诉，。 "
LATIN = "ab5öÄ-_'. "


def finds(asked: str, text: str) -> bool:
    """Whether the index rows of the text answer the query: whole terms are there, beginnings begin one."""
    rows, wanted = terms(text), query(asked)
    return all(term in rows for term in wanted.whole) and all(
        any(row.startswith(beginning) for row in rows) for beginning in wanted.beginnings
    )


def test_two_chinese_characters_find_the_text_that_holds_them() -> None:
    assert finds("退款", "我要求全額退款。")


@pytest.mark.parametrize(
    ("asked", "text"), [("訂單", "我的订单在哪里"), ("订单", "我的訂單在哪裡"), ("係數", "系数是多少")]
)
def test_either_script_finds_both(asked: str, text: str) -> None:
    assert finds(asked, text)


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("系統", "ERP系統當機了"),
        ("年度", "請看2024年度報告"),
        ("ERP", "公司的ERP系統"),
        ("2024", "退款2024年度"),
        ("年度 2024", "2024年度"),
    ],
)
def test_chinese_beside_letters_and_digits_is_found(asked: str, text: str) -> None:
    assert finds(asked, text)


@pytest.mark.parametrize("text", ["這是關係人的意見", "你為甚麼不回覆", "他著急地等著回音", "那本名著作者"])
def test_characters_that_fold_by_their_neighbours_are_found_from_any_cut(text: str) -> None:
    for start in range(len(text) - 1):
        for end in range(start + 2, len(text) + 1):
            assert finds(text[start:end], text), text[start:end]


@given(st.text(alphabet=HAN + LATIN, max_size=60), st.data())
def test_any_run_of_chinese_characters_of_a_text_finds_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    asked = text[start:end]
    if len(asked) >= 2 and not set(asked) & set(LATIN + "，。"):
        assert finds(asked, text)


@given(st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=2, max_size=40), st.data())
def test_any_two_characters_of_any_chinese_text_find_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 2))
    assert finds(text[start : start + 2], text)


def test_a_finnish_word_is_found_by_its_beginning() -> None:
    assert finds("lasku", "Laskussa on kaksi riviä")
    assert finds("LASKU", "kaksoislasku ja laskutus")
    assert not finds("lasku", "kaksoislasku")


def test_a_word_typed_in_two_pieces_is_the_same_word() -> None:
    assert finds("ylla\u0308tys", "Yllätys oli suuri")


@pytest.mark.parametrize(
    ("asked", "text"), [("don't", "We don't know"), ("order 5 missing", "order 5 is missing"), ("a lie", "a lie")]
)
def test_a_single_letter_among_other_words_loses_nothing(asked: str, text: str) -> None:
    assert finds(asked, text)


def test_a_single_letter_alone_asks_for_words_that_begin_with_it() -> None:
    assert query("w") == Query((), ("w",))
    assert query("退") == Query((), ("退",))


def test_one_chinese_character_finds_where_it_begins_a_pair_or_stands_alone() -> None:
    assert finds("退", "全額退款")
    assert finds("退", "A退B")


def test_punctuation_alone_asks_for_nothing() -> None:
    assert not query(" … ?! \x00")


def test_a_word_longer_than_a_row_holds_is_found_by_itself_and_by_its_beginning() -> None:
    word = "x" * (LONGEST + 20)
    assert finds(word, f"See {word} here")
    assert finds(word[:10], word)
    assert all(len(term) <= LONGEST for term in terms(word))


def test_the_first_terms_are_kept_where_a_text_has_too_many() -> None:
    assert terms("one two three four", limit=2) == {"one", "two"}
    assert len(terms("全額退款請盡快處理", limit=3)) == 3


@given(st.text(max_size=80))
def test_any_text_can_be_indexed_and_asked_for(text: str) -> None:
    for term in terms(text):
        term.encode()
        assert 0 < len(term) <= LONGEST
    query(text)


def test_what_an_answer_quotes_is_not_its_own() -> None:
    text = "Agreed, Friday.\n\nOn Mon, Mar 2, 2026 at 09:00, Mia <mia@acme.example> wrote:\n\n> The warehouse burns\n"
    assert {"agreed", "friday"} <= own_terms(text)
    assert "warehouse" not in own_terms(text)
    assert "warehouse" in terms(text)


def test_words_between_quotes_are_its_own() -> None:
    text = "> Is it blue?\nGreen, please.\n> And when?\nTuesday.\n"
    assert {"green", "tuesday"} <= own_terms(text)
    assert "blue" not in own_terms(text)
