"""What phrases find in a fair sentence is let pass; a sentence that is a slip keeps what was found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.knowledge.drafting.catalogue import by_slug
from evenhand.knowledge.drafting.check import check
from evenhand.knowledge.drafting.finding import Severity
from evenhand.knowledge.drafting.likeness import LEARNT, NO_DOUBTS, doubts, likeness, log_odds, read_likeness
from evenhand.knowledge.drafting.page import page_of
from evenhand.knowledge.language.prepare import prepare
from evenhand.knowledge.language.text import fold
from evenhand.knowledge.language.variety import FAMILY, VARIETIES, Variety

HEADS = "".join(f"#{slug}\t5\t-1\t-2\t0\t2\n" for slug in LEARNT)
SAYS_MORE = "=blame\t" + "04" * len(LEARNT) + "\n"
SAYS_LESS = "=thanks\t" + "fc" * len(LEARNT) + "\n"


def test_weights_are_signed_and_a_sentence_counts_from_its_line() -> None:
    model = read_likeness(HEADS + SAYS_MORE + SAYS_LESS)
    more, less = log_odds(model, "blame"), log_odds(model, "thanks")
    assert more[0] > -1 > -2 > less[0]
    assert log_odds(model, "nothing here is known")[0] == -1


def test_rules_of_another_version_are_refused() -> None:
    with pytest.raises(ValueError, match="version"):
        read_likeness(HEADS.replace("#heat", "#cold"))


@pytest.mark.parametrize("variety", VARIETIES)
def test_what_is_shipped_keeps_the_bad_examples_of_the_pages(variety: Variety) -> None:
    for slug in LEARNT:
        for example in page_of(by_slug(slug)).examples:
            if example.is_bad and example.variety == variety:
                kept = [
                    slug not in doubts(fold(each.text).folded, variety).unlike
                    for each in prepare(example.text).sentences
                ]
                assert any(kept), example.text


@pytest.mark.parametrize(
    ("variety", "slug", "text"),
    [
        ("en", "blaming-customer", "Thank you for sending the form; it reached us today."),
        ("fi", "blaming-customer", "Kiitos lomakkeesta, se saapui meille tänään."),
        ("zh-Hant", "contempt", "謝謝您寄來的表單，我們今天收到了。"),
        ("zh-Hans", "contempt", "谢谢您寄来的表单，我们今天收到了。"),
        ("yue", "dismissive", "多謝你寄嚟張表，我哋今日收到咗。"),
    ],
)
def test_a_fair_sentence_speaks_against_a_slip(variety: Variety, slug: str, text: str) -> None:
    assert log_odds(likeness(FAMILY[variety]), fold(text).folded)[LEARNT.index(slug)] < -1


def test_a_language_that_was_not_learnt_lets_nothing_pass() -> None:
    assert doubts("thank you", "und") == NO_DOUBTS


@given(st.text(max_size=60), st.sampled_from(VARIETIES))
def test_any_text_is_judged_without_an_error(text: str, variety: Variety) -> None:
    found = doubts(fold(text).folded, variety)
    assert found.unlike <= found.unsure <= set(LEARNT)


def test_a_sentence_that_sounds_like_a_slip_is_a_suggestion_without_any_phrase(monkeypatch: pytest.MonkeyPatch) -> None:
    sounds = read_likeness(HEADS + SAYS_MORE.replace("04", "7f").replace("=blame", "=zebra"))
    monkeypatch.setattr("evenhand.knowledge.drafting.likeness.likeness", lambda _: sounds)
    text = "Hello Mia. There is a zebra in the garden of the house."
    found = check(text, "en")
    assert [(each.slug, each.severity, text[each.start : each.end]) for each in found] == [
        (max(LEARNT), Severity.SUGGESTION, "There is a zebra in the garden of the house.")
    ]
    assert check(text, "en", rules=()) == ()
