"""The search page and its excerpts."""

from __future__ import annotations

import builders
import pytest
import threads
from hypothesis import given
from hypothesis import strategies as st

from evenhand.doors.web.search.highlight import excerpt
from evenhand.knowledge.language.terms import query


def marked(text: str, words: str) -> list[str]:
    return [piece.text for piece in excerpt(text, query(words)) if piece.kind == "found"]


def page_at(address: str, **headers: str) -> str:
    answer = builders.signed_in(builders.ada()).get(address, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.django_db
def test_two_chinese_characters_are_found_and_marked_in_either_script() -> None:
    threads.thread("請問何時可以退款給我們？", language="zh-Hant")
    assert "<mark>退款</mark>" in page_at("/search?q=退款")
    assert "<mark>請問</mark>" in page_at("/search?q=请问")


@pytest.mark.django_db
def test_a_hit_leads_to_its_message_and_tells_whose_it_is() -> None:
    row = threads.thread("The invoice is wrong", subject="Order 7", whose=threads.customer())
    page = page_at("/search?q=invo")
    assert f'href="/conversations/{row.pk}?at={row.messages.get().pk}#m-{row.messages.get().pk}"' in page
    assert "<mark>invoice</mark>" in page
    assert "Alder Logistics" in page
    assert "Order 7" in page


@pytest.mark.django_db
def test_customers_are_found_by_the_beginning_of_their_name() -> None:
    alder = threads.customer("Alder Logistics")
    assert f'href="/customers/{alder.pk}"' in page_at("/search?q=ald")


@pytest.mark.django_db
def test_a_customer_narrows_the_search_and_can_be_taken_off() -> None:
    alder = threads.customer("Alder Logistics")
    threads.thread("invoice of Alder", whose=alder)
    threads.thread("invoice of Fenwick", whose=threads.customer("Fenwick"))
    page = page_at(f"/search?q=invoice&customer={alder.pk}")
    assert "Only messages with Alder Logistics." in page
    assert "of Fenwick" not in page
    assert 'href="?q=invoice"' in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/search", "Type some words."),
        ("/search?q=zebra", "Nothing found"),
        ("/search?q=%00&customer=x", "Type some words."),
    ],
)
def test_nothing_yet_and_nothing_found_are_said(address: str, words: str) -> None:
    assert words in page_at(address)


@pytest.mark.django_db
def test_htmx_gets_the_results_alone() -> None:
    threads.thread("The invoice is wrong")
    part = page_at("/search?q=invoice", **{"HX-Request": "true"})
    assert part.lstrip().startswith('<div id="results"')


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("Laskutuksenne on väärin", "LASKU", ["Laskutuksenne"]),
        ("Väärä lasku", "väärä lasku", ["Väärä", "lasku"]),
        ("我們要退貨退款", "退貨退款", ["退貨退款"]),
        ("reinvoice and invoice", "invoice", ["invoice"]),
        ("Ａｂｃ １２", "abc", ["Ａｂｃ"]),
    ],
)
def test_what_was_searched_is_marked_as_it_stands(text: str, words: str, found: list[str]) -> None:
    assert marked(text, words) == found


def test_the_excerpt_begins_shortly_before_the_first_find() -> None:
    text = "word " * 100 + "invoice " + "more " * 100
    pieces = excerpt(text, query("invoice"))
    assert (pieces[0].text, pieces[-1].text) == ("…", "…")
    assert "".join(piece.text for piece in pieces).index("invoice") < 70


def test_blocks_stay_apart_from_words() -> None:
    kinds = [(piece.text, piece.kind) for piece in excerpt("You ▒▒▒ lost it", query("lost"))]
    assert kinds == [("You ", ""), ("▒▒▒", "hidden"), (" ", ""), ("lost", "found"), (" it", "")]


@given(st.text(max_size=400), st.text(max_size=20))
def test_an_excerpt_is_a_piece_of_the_text_whatever_is_searched(text: str, words: str) -> None:
    shown = "".join(piece.text for piece in excerpt(text, query(words)))
    assert shown.strip("…") in text or shown in text or shown.removeprefix("…").removesuffix("…") in text
