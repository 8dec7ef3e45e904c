"""Searching messages."""

from __future__ import annotations

import builders
import pytest
import threads
from threads import HOUR, NOW

from evenhand.knowledge.language.terms import query
from evenhand.record.conversations import queries_search
from evenhand.record.conversations.queries_search import search

pytestmark = pytest.mark.django_db


def found(words: str, member: object = None, **options: object) -> list[str]:
    return [hit.text for hit in search(member or builders.ada(), query(words), **options).messages]  # type: ignore[arg-type]


def test_two_chinese_characters_find_in_either_script() -> None:
    threads.thread("請問何時可以退款？")
    threads.thread("请问发票开好了吗？")
    assert found("退款") == ["請問何時可以退款？"]
    assert found("發票") == ["请问发票开好了吗？"]


def test_finnish_is_found_by_beginnings_of_words() -> None:
    threads.thread("Laskutuksenne on väärin.")
    assert found("lasku") == ["Laskutuksenne on väärin."]
    assert found("tuksenne") == []


def test_all_words_must_be_there() -> None:
    threads.thread("The invoice is late")
    threads.thread("The invoice is wrong")
    assert found("invoice wrong") == ["The invoice is wrong"]
    assert found("invoice purple") == []


def test_an_empty_search_finds_nothing() -> None:
    threads.thread("anything")
    assert found("") == found(" , ") == []


def test_what_may_not_be_seen_is_not_found() -> None:
    threads.thread("secret plan", team=builders.team("Training"))
    assert found("secret") == []
    assert found("secret", builders.cy()) == ["secret plan"]
    assert found("secret", builders.sam()) == []


def test_a_customer_narrows_the_search() -> None:
    alder, fenwick = threads.customer("Alder"), threads.customer("Fenwick")
    threads.thread("invoice of Alder", whose=alder)
    threads.thread("invoice of Fenwick", whose=fenwick)
    assert found("invoice", customer=alder.pk) == ["invoice of Alder"]


def test_newest_come_first_and_pages_continue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries_search, "PAGE", 2)
    for number in range(5):
        threads.thread(f"invoice {number}", ended=NOW - number * HOUR)
    first = search(builders.ada(), query("invoice"))
    second = search(builders.ada(), query("invoice"), after=first.more or "")
    third = search(builders.ada(), query("invoice"), after=second.more or "")
    texts = [hit.text for page in (first, second, third) for hit in page.messages]
    assert texts == [f"invoice {number}" for number in range(5)]
    assert third.more is None


def test_a_word_in_very_many_messages_is_cut_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries_search, "MOST_OF_A_WORD", 3)
    for number in range(5):
        threads.thread(f"invoice number{number}", ended=NOW - number * HOUR)
    assert search(builders.ada(), query("invoice")).cut
    assert not search(builders.ada(), query("invoice number2")).cut
    assert found("invoice number4") == ["invoice number4"]


@pytest.mark.parametrize("after", ["x", "2026-01-01", "2026-01-01T00:00:00~1", "~"])
def test_a_place_that_makes_no_sense_begins_anew(after: str) -> None:
    threads.thread("invoice")
    assert found("invoice", after=after) == ["invoice"]
