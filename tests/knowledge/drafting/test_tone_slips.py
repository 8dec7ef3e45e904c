"""The rules of tone: the same words strike or pass for what stands around them, and a sentence is told once."""

from __future__ import annotations

import pytest

from evenhand.knowledge.drafting.catalogue import by_slug
from evenhand.knowledge.drafting.check import check
from evenhand.knowledge.language.shape import Variety

RULES = [by_slug(slug)() for slug in ("blaming-customer", "proving-oneself-right", "sarcasm", "dismissive")]


def told(text: str, variety: Variety) -> list[tuple[str, str]]:
    return [(each.slug, text[each.start : each.end]) for each in check(text, variety, rules=RULES)]


@pytest.mark.parametrize(
    ("variety", "strikes", "passes"),
    [
        ("en", "You entered the wrong address.", "If you entered the wrong address, tell me and I will change it."),
        ("en", "You should have told us.", "You should have been told about this by us."),
        ("en", "We have told you this three times.", "I know you have explained this three times already."),
        ("fi", "Vika on teidän päässänne.", "Tämä ei ole teidän vikanne."),
        ("fi", "Tästä on kerrottu jo kolmesti.", "Tiedän, että olette kertonut tämän jo kolmesti."),
        ("zh-Hant", "是您自己填錯的。", "如果您填錯了地址，回信告訴我就好。"),
        ("zh-Hans", "我已经跟您说过了。", "我已经跟物流说过了。"),
        ("yue", "我已經同你講咗三次。", "我已經同速遞講咗，師傅會帶埋去。"),
    ],
)
def test_what_stands_around_the_words_decides(variety: Variety, strikes: str, passes: str) -> None:
    assert told(strikes, variety)
    assert told(passes, variety) == []


def test_a_sentence_is_told_once_and_the_next_one_again() -> None:
    draft = "It is your own fault, and you should have read the manual. You should have asked."
    assert [slug for slug, _ in told(draft, "en")] == ["blaming-customer", "blaming-customer"]


def test_scare_quotes_strike_and_a_name_in_quotes_passes() -> None:
    assert told("We have looked at your “emergency”.", "en") == [("sarcasm", "your “emergency”")]
    assert told("We have looked at your “Premium” plan.", "en") == []


def test_long_text_of_nothing_but_beginnings_of_phrases_is_no_trouble() -> None:
    assert isinstance(told("you should have " * 3_000, "en"), list)
