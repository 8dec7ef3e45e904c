"""Claims of what was agreed: backed by a day that was, words, a point; not by a day that is to come."""

from __future__ import annotations

import pytest

from evenhand.knowledge.drafting.check import check
from evenhand.knowledge.drafting.facts_reading import facts_from
from evenhand.knowledge.drafting.rules.record.unbacked_claim import UnbackedClaim

WEDNESDAY = {"sent_at": "2026-03-11T10:00"}


def found(text: str, language: str) -> list[str]:
    findings = check(text, language, facts=facts_from(WEDNESDAY), rules=[UnbackedClaim()])  # type: ignore[arg-type]
    return [text[each.start : each.end] for each in findings]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("As agreed, the work is charged separately.", "en"),
        ("As agreed, we deliver on Friday, 20 March.", "en"),
        ("Toimitamme maanantaina 16.3., kuten sovittiin.", "fi"),
        ("如先前約定，3月20日交貨。", "zh-Hant"),
        ("你當時都同意咗。", "yue"),
    ],
)
def test_a_claim_without_its_source_is_found(text: str, language: str) -> None:
    assert len(found(text, language)) == 1


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("As agreed in our call on Friday, the work is charged separately.", "en"),
        ("As agreed, the work is charged separately. It is in the minutes of 3 March, point 4.", "en"),
        ('As agreed: "The work is charged separately."', "en"),
        ("If you have agreed with your manager, please tell us.", "en"),
        ("Thank you for having confirmed the plan.", "en"),
        ("Have we told you about the new portal?", "en"),
        ("Kuten 3.3. sovimme, työ laskutetaan erikseen.", "fi"),
        ("Emme ole vielä sopineet tästä.", "fi"),
        ("如3月3日會議紀錄第四點所約定，另外計費。", "zh-Hant"),
        ("如果您同意，我們就開始。", "zh-Hant"),
        ("按时送达，谢谢您的配合。", "zh-Hans"),
    ],
)
def test_a_claim_that_can_be_looked_up_passes(text: str, language: str) -> None:
    assert found(text, language) == []


def test_one_sentence_is_one_finding() -> None:
    assert len(found("As agreed, and as we told you, you have accepted this.", "en")) == 1
