"""A draft beside minutes, promises and owed inputs: the same thing, another figure, day or scope."""

from __future__ import annotations

from typing import Any

import pytest

from evenhand.knowledge.drafting.check import check
from evenhand.knowledge.drafting.facts_reading import facts_from
from evenhand.knowledge.drafting.rules.record.contradicts_record import ContradictsRecord
from evenhand.knowledge.drafting.words import message

MINUTES = (
    "1. Harbourline delivers two utilisation reports a month.\n"
    "2. The fee is EUR 1,480 a month, fixed for 24 months.\n"
    "3. Further reports are EUR 240 each, delivered within five working days.\n"
    "4. On-site training is not included in the fee.\n"
    "5. The new portal goes live on 1 April 2026."
)
KNOWN = {
    "sent_at": "2026-03-11T10:00:00+02:00",
    "minutes": [{"text": MINUTES, "agreed_on": "2025-11-14"}],
    "open_commitments": [{"what": "the corrected February invoice", "due": "2026-03-13T22:30:00+00:00"}],
}


def found(text: str, facts: dict[str, Any] = KNOWN) -> list[tuple[str, str]]:
    findings = check(text, "en", facts=facts_from(facts), rules=[ContradictsRecord()])
    return [(each.kind, text[each.start : each.end]) for each in findings]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("The fee is EUR 1,380 a month.", "figure", "EUR 1,380"),
        ("Each further report costs EUR 200.", "figure", "EUR 200"),
        ("Further reports are delivered within ten working days.", "figure", "ten working days"),
        ("On-site training is included in the fee.", "scope", "is included"),
        ("Further reports are free of charge.", "scope", "are free"),
        ("The new portal goes live on 15 April.", "day", "on 15 April"),
    ],
)
def test_the_same_thing_otherwise_is_found(text: str, kind: str, words: str) -> None:
    assert (kind, words) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "The fee is EUR 1,480 a month.",
        "The fee is EUR 1,480 a month, not EUR 1,380.",
        "Two further reports come to EUR 480.",
        "The fee is EUR 17,760 a year.",
        "Is the fee EUR 1,380 a month?",
        "We propose a fee of EUR 1,380 a month.",
        "You write that the fee is EUR 1,380 a month.",
        "A courier costs EUR 35.",
        "On-site training is not part of the fee.",
        "The new portal goes live on 1 April.",
    ],
)
def test_what_agrees_proposes_asks_or_speaks_of_something_else_passes(text: str) -> None:
    assert found(text) == []


def test_without_the_record_nothing_is_known() -> None:
    assert found("The fee is EUR 1,380 a month.", {"sent_at": KNOWN["sent_at"]}) == []
    assert found("The fee is EUR 1,380 a month.", {"minutes": [], "open_commitments": [], "owed_inputs": []}) == []


def test_a_promise_falls_due_on_the_day_where_the_writer_is() -> None:
    assert found("The corrected February invoice reaches you on Saturday, 14 March.") == []
    assert found("The corrected February invoice reaches you on Friday, 13 March.")[0][0] == "day"


def test_a_day_that_is_past_or_monthly_or_a_limit_kept_to_is_no_other_day() -> None:
    text = "The next utilisation report reaches you on Friday, 20 March."
    monthly = {"text": "The utilisation report comes every month on the 5th.", "agreed_on": "2026-03-01"}
    assert found(text, {**KNOWN, "minutes": [monthly]}) == []
    assert found(text, {**KNOWN, "minutes": [{"text": "The next utilisation report is due on 20 January 2026."}]}) == []
    assert found(text, {**KNOWN, "minutes": [{"text": "The next utilisation report is due by 27 March 2026."}]}) == []
    sooner = {"text": "The next utilisation report is due by 13 March 2026."}
    assert found(text, {**KNOWN, "minutes": [sooner]}) == [("day", "on Friday, 20 March")]


def test_a_step_before_the_thing_may_have_its_own_day() -> None:
    assert found("A first draft of the corrected February invoice reaches you on Thursday, 12 March.") == []


def test_the_finding_shows_what_the_record_says() -> None:
    text = "The fee is EUR 1,380 a month."
    (finding,) = check(text, "en", facts=facts_from(KNOWN), rules=[ContradictsRecord()])
    assert "The fee is EUR 1,480 a month" in message(finding, text)
    assert "1,480" in message(finding, text, "zh-Hant")


def test_a_record_in_another_language_is_not_compared() -> None:
    facts = {**KNOWN, "minutes": [{"text": "Kuukausimaksu on 890 euroa."}]}
    assert found("The fee is EUR 1,380 a month.", facts) == []


@pytest.mark.parametrize("text", ["fee EUR 1 " * 5000, "1 €," * 10000, "不含" * 20000, "\ud800 €" * 1000])
def test_hostile_drafts_are_compared_too(text: str) -> None:
    assert len(found(text)) <= 60


SCOPE = {
    "en": "The move covers 4 sites. The move of archives is not included. Travel costs are borne by the customer.",
    "fi": "Muutto koskee 4 toimipistettä. Arkistojen muutto ei sisälly. Matkakulut maksaa asiakas.",
    "zh-Hant": "搬遷範圍為4個據點，不含檔案室搬遷。交通費由客戶負擔。每張桌子4,200元。",
    "zh-Hans": "搬迁范围为4个网点，不含档案室搬迁。交通费由客户承担。每张桌子1200元。",
    "yue": "搬遷範圍係4個分店，唔包檔案室搬遷。交通費由客戶支付。月費$12,000，付款期30日。",
}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We will also move your archives."),
        ("en", "We will pay the travel costs."),
        ("fi", "Maksamme matkakulut."),
        ("zh-Hant", "檔案室我們也會一併搬遷。"),
        ("zh-Hant", "交通費由我們負擔。"),
        ("zh-Hant", "依照約定，每張桌子4,500元。"),
        ("zh-Hans", "档案室我们也一并搬迁。"),
        ("zh-Hans", "交通费由我们承担。"),
        ("yue", "交通費由我哋畀。"),
        ("yue", "付款期係14日。"),
        ("yue", "月費係$14,500。"),
    ],
)
def test_work_that_is_left_out_and_who_pays_are_on_record(language: str, text: str) -> None:
    facts = facts_from({**KNOWN, "minutes": [{"text": SCOPE[language]}]})
    assert len(list(check(text, language, facts=facts, rules=[ContradictsRecord()]))) == 1  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The move of the archives is not part of it, as we agreed."),
        ("en", "Travel costs are yours, as we agreed."),
        ("en", "We will also move your archives for EUR 900."),
        ("fi", "Arkistojen muutto ei sisälly, kuten sovimme."),
        ("zh-Hant", "三十位同仁都在新據點了。交通費依約由貴公司負擔。"),
        ("zh-Hans", "交通费按约定由贵公司承担。"),
        ("yue", "交通費跟講好嘅由你哋畀。"),
    ],
)
def test_what_keeps_to_the_scope_passes(language: str, text: str) -> None:
    facts = facts_from({**KNOWN, "minutes": [{"text": SCOPE[language]}]})
    assert list(check(text, language, facts=facts, rules=[ContradictsRecord()])) == []  # type: ignore[arg-type]


def test_a_delay_that_is_regretted_does_not_excuse_another_figure() -> None:
    assert found("I see why the delay hurts. The fee is EUR 1,380 a month.") == [("figure", "EUR 1,380")]
    assert found("We have to postpone it. The new portal goes live on 15 April.") == []


def test_a_draft_is_compared_with_a_draft_that_was_promised() -> None:
    facts = {
        "sent_at": "2026-03-11T10:00",
        "open_commitments": [{"what": "first draft of the flyer", "due": "2026-03-16"}],
    }
    assert found("You will get the first draft of the flyer on 23 March.", facts) == [("day", "on 23 March")]
    assert found("You will get the first draft of the flyer on 16 March.", facts) == []
