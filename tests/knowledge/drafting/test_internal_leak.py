"""What is only for us: names with endings, notes word for word, gaps, and what the customer named first."""

from __future__ import annotations

import pytest

from evenhand.knowledge.drafting.catalogue import by_slug
from evenhand.knowledge.drafting.check import check
from evenhand.knowledge.drafting.facts import AgreedMinute, Facts

RULE = by_slug("internal-leak")
NOTE = "She has threatened to leave twice and will take whatever we offer her."


def leaks(text: str, facts: Facts | None = None) -> list[tuple[str, str]]:
    return [(each.kind, text[each.start : each.end]) for each in check(text, facts=facts or Facts(), rules=[RULE()])]


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("Northwind Ltd", "We did so for Northwind in May.", "Northwind"),
        ("Pohjolan Putki Oy", "Sovimme samasta Pohjolan Putken kanssa.", None),  # the stem changes: not found
        ("Acme Oy", "Sovimme samasta Acmen kanssa.", "Acmen"),
        ("Matti Virtanen", "Teimme näin Matti Virtasellekin.", "Matti Virtasellekin"),
        ("宏遠貿易有限公司", "上週宏遠貿易也這樣。", "宏遠貿易"),
        ("宏遠貿易有限公司", "上周宏远贸易也这样。", "宏远贸易"),
        ("Bo", "Bo will call you.", None),  # too short to tell
        ("Summit Ltd", "We reached the summit of the hill.", None),  # no name without its capital
    ],
)
def test_another_customer_is_known_by_name(name: str, text: str, found: str | None) -> None:
    expected = [("name", found)] if found else []
    assert leaks(text, Facts(other_customers=(name,))) == expected


def test_whom_the_customer_named_first_may_be_named() -> None:
    text = "Northwind is a customer of ours too."
    assert leaks(text, Facts(other_customers=("Northwind Ltd",)))
    assert not leaks(text, Facts(other_customers=("Northwind Ltd",), inbound="Do you work with Northwind?"))


def test_a_stretch_of_a_note_is_found_and_a_shared_word_is_not() -> None:
    text = "We know she has threatened to leave twice and will take care."
    assert leaks(text, Facts(notes=(NOTE,))) == [("note", "she has threatened to leave twice and will take")]
    assert not leaks("She has threatened to leave, I was told.", Facts(notes=(NOTE,)))
    assert not leaks(text, Facts(notes=(NOTE,), minutes=(AgreedMinute(NOTE),)))
    assert not leaks(text, Facts(notes=()))


@pytest.mark.parametrize("gap", ["[name]", "{first_name}", "{{ticket.title}}", "XXX", "<insert date>", "____", "TODO"])
def test_a_gap_left_open_is_found(gap: str) -> None:
    assert leaks(f"Dear {gap}, your order has left our warehouse.") == [("placeholder", gap)]


@pytest.mark.parametrize(
    "text", ["See note [1].", "Your case [#48213] is open.", "Size XXL is in stock.", "[ext] Thanks"]
)
def test_references_and_sizes_are_no_gaps(text: str) -> None:
    assert not leaks(text)


def test_a_word_to_a_colleague_is_found_and_a_handle_is_not() -> None:
    assert leaks("@ada can you check this? The refund is 40 euros.") == [("aside", "@ada can")]
    assert not leaks("Follow us at @brand for news.")
