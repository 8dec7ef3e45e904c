"""The language of the draft beside the customer's."""

from __future__ import annotations

import pytest

from evenhand.knowledge.drafting.catalogue import by_slug
from evenhand.knowledge.drafting.check import check
from evenhand.knowledge.drafting.facts import Facts

RULE = by_slug("wrong-language")
ENGLISH = "Thank you for your message. The corrected invoice is attached."
FINNISH = "Kiitos viestistänne. Korjattu lasku on liitteenä."
HANT = "感謝您的來信，更正後的發票已附上。"
HANS = "感谢您的来信，更正后的发票已附上。"
YUE = "多謝你嘅來信，改好咗嘅發票喺附件。"


def is_wrong(text: str, customer: str | None, inbound: str | None = None) -> bool:
    return bool(check(text, facts=Facts(customer_language=customer, inbound=inbound), rules=[RULE()]))


@pytest.mark.parametrize(
    ("text", "fine"),
    [
        (ENGLISH, {"en"}),
        (FINNISH, {"fi"}),
        (HANT, {"zh-Hant", "yue"}),
        (HANS, {"zh-Hans"}),
        (YUE, {"yue", "zh-Hant"}),
    ],
)
@pytest.mark.parametrize("customer", ["en", "fi", "zh-Hant", "zh-Hans", "yue"])
def test_each_draft_is_right_for_its_readers_only(text: str, fine: set[str], customer: str) -> None:
    assert is_wrong(text, customer) is (customer not in fine)


@pytest.mark.parametrize("customer", [None, "und"])
def test_nothing_is_said_where_the_language_is_not_known(customer: str | None) -> None:
    assert not is_wrong(ENGLISH, customer)


@pytest.mark.parametrize("text", ["OK", "12345", "https://example.org/a", "👍", "好的，明天上午十点到。"])
def test_too_little_to_tell_passes(text: str) -> None:
    assert not is_wrong(text, "zh-Hant")


def test_a_letter_in_two_languages_passes_and_a_greeting_alone_does_not() -> None:
    assert not is_wrong(f"{FINNISH}\n\n{ENGLISH}", "fi")
    assert is_wrong(f"Hei Matti,\n\n{ENGLISH}", "fi")


def test_an_answer_in_the_language_of_the_message_passes() -> None:
    assert not is_wrong(ENGLISH, "fi", "Hello, where is my invoice? Please send it again.")
    assert is_wrong(ENGLISH, "fi", "Hei, missä laskuni viipyy? Lähettäkää se uudelleen.")
