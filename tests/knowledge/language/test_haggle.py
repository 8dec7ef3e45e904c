"""Price pressure: a plain demand for less, or two hints together; a question about a price is none."""

from __future__ import annotations

import pytest

from evenhand.knowledge.language.reading import read


@pytest.mark.parametrize(
    "text",
    [
        "Could you lower the price?",
        "Give us a 20% discount or we walk away.",
        "It is too expensive. Another vendor offers it for less.",
        "What's your best price?",
        "We won't pay more than 800 for this.",
        "Match their price and we sign today.",
        "Saisiko tämän vähän halvemmalla?",
        "Saisko tän halvemmalla, kilpailija tarjoaa saman puoleen hintaan.",
        "Onko hinnassa neuvotteluvaraa?",
        "Liian kallis, saamme halvemmalla muualta.",
        "太貴了，別家只要一半。",
        "能不能再便宜一點？",
        "打个八折吧，老客户了。",
        "最低多少钱？去掉零头。",
        "可唔可以計平啲呀？",
        "好貴喎，人哋先收八百。",
        "有冇得平？熟客嚟㗎。",
    ],
)
def test_pressure_on_the_price_is_found_with_its_words(text: str) -> None:
    found = read(text).haggle
    assert found.found
    assert found.spans
    assert all(text[span.start : span.end] == span.text for span in found.spans)


@pytest.mark.parametrize(
    "text",
    [
        "What is the price of 20 licences?",
        "Do you offer volume discounts?",
        "Thank you for the discount.",
        "Paljonko tämä maksaa?",
        "Kiitos alennuksesta!",
        "請問這個多少錢？",
        "报价单收到了，谢谢。",
        "请再送一次货。",
        "請問幾錢呀？",
        "水平好高，多謝。",
    ],
)
def test_an_ordinary_word_about_a_price_is_no_haggling(text: str) -> None:
    found = read(text).haggle
    assert not found.found
    assert found.spans == ()
