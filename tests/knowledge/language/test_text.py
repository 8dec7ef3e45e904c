"""Folding: one normal form to search in, and the way back to the original."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.knowledge.language.text import fold

FOLDED = [
    ("Hello World", "hello world"),
    ("HYVÄÄ Päivää", "hyvää päivää"),
    ("Hyva\u0308a\u0308 A\u030angstro\u0308m", "hyvää ångström"),
    ("\u201cIt\u2019s\u201d \u2018so\u2019 \u00b4x`", "\"it's\" 'so' 'x'"),
    ("\uff21\uff22\uff13 \u2460\u2469 \U0001d404vil \u00b2", "ab3 110 evil 2"),
    ("\ufb01ne", "fine"),
    ("一–二—三‑四−五", "一-二—三-四-五"),
    ("a\u00a0b\u3000c\u202fd", "a b c d"),
    ("id\u200bi\u00adot \ufeffx\u202ey\u2066z", "idiot xyz"),
    ("z\u0336\u0335a\u0336lgo", "zalgo"),
    ("a\r\nb\rc\u2028d\u0085e", "a \nb\nc\nd\ne"),
    ("a\n\n  b", "a\n\n  b"),
    ("關於發票的問題，請儘快處理！", "关于发票的问题，请尽快处理！"),
    ("裏裡後乾妳瞭解", "里里后干你了解"),
    ("甚麼", "什么"),
    ("沒關係，聯係", "没关系，联系"),
    ("係咪佢哋嘅嘢", "係咪佢哋嘅嘢"),
    ("唔該俾返啲錢我，冇喺度等咗", "唔該俾返啲錢我，冇喺度等咗".replace("該", "该").replace("錢", "钱")),
    ("等著看著名作者的著作", "等着看著名作者的著作"),
    ("＠ＡＣＭＥ　１０：００", "@acme 10：00"),
    ("İstanbul ẞ ß", "istanbul ß ß"),
    ("\0\ud800😀 שלום", "\0\ufffd😀 שלום"),
    ("", ""),
]

CANTONESE = "嘅唔咗喺佢冇嘢畀俾哋啲係嗰噉咁嚟攞啱嘥瞓㗎喎搵睇乜咩攰"


@pytest.mark.parametrize(("original", "folded"), FOLDED)
def test_folding_gives_the_form_that_lexicons_are_written_in(original: str, folded: str) -> None:
    assert fold(original).folded == folded


@pytest.mark.parametrize("character", CANTONESE)
def test_characters_of_written_cantonese_stay_themselves(character: str) -> None:
    assert fold(character).folded == character


def test_a_found_word_is_given_back_as_it_was_typed() -> None:
    text = fold("Te olette idio\u200bo\u0308tti\u00adt, \ufb01ne!")
    start = text.folded.index("idio")
    first, last = text.original_span(start, start + len("idioötti"))
    assert text.original[first:last] == "idio\u200bo\u0308tti\u00ad"
    fine = text.folded.index("fine")
    assert text.original[slice(*text.original_span(fine, fine + 4))] == "\ufb01ne"


def test_a_stretch_that_ends_inside_an_expansion_takes_the_whole_character() -> None:
    text = fold("a\ufb01b")
    assert text.folded == "afib"
    assert text.original_span(1, 2) == (1, 2)
    assert text.original_span(0, 2) == (0, 2)
    assert text.original_span(2, 3) == (1, 2)


@given(
    st.text(
        alphabet=st.characters(max_codepoint=127).filter(lambda c: c == c.lower() and c not in "\r\v\f`"), max_size=200
    )
)
def test_plain_small_ascii_folds_to_itself(original: str) -> None:
    text = fold(original)
    assert text.folded == original
    assert list(text.starts) == list(range(len(original) + 1))


MIXED = st.text(
    alphabet=st.one_of(
        st.characters(),
        st.sampled_from("äÄöåa\u0308o\u030a\u200b\ufb01\u2469關係甚麼著\r\nİ\ud800\u00ad😀‍️Ａ"),
    ),
    max_size=80,
)


@given(MIXED)
def test_every_folded_stretch_lies_in_the_original_and_never_goes_back(original: str) -> None:
    text = fold(original)
    starts = list(text.starts)
    assert len(starts) == len(text.folded) + 1
    assert starts == sorted(starts)
    assert starts[-1] == len(original)
    for start in range(len(text.folded)):
        first, last = text.original_span(start, start + 1)
        assert 0 <= first < last <= len(original)


@given(MIXED)
def test_folding_what_is_folded_changes_nothing(original: str) -> None:
    once = fold(original).folded
    assert fold(once).folded == once


@given(MIXED, MIXED)
def test_a_character_folds_alike_whether_or_not_its_neighbours_need_the_exact_way(left: str, right: str) -> None:
    plain = fold(left + "x" + right).folded
    exact = fold(left + "x\u200b" + right).folded
    assert plain == exact


@given(st.text(max_size=60))
def test_folded_text_can_always_be_encoded(original: str) -> None:
    folded = fold(original + "\udfff").folded
    assert folded.encode("utf-8").endswith("\ufffd".encode())
