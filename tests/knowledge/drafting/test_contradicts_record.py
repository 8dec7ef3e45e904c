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


def severities(language: str, minute: str, text: str) -> list[str]:
    facts = facts_from({"sent_at": KNOWN["sent_at"], "minutes": [{"text": minute, "agreed_on": "2026-02-20"}]})
    found = check(text, language, facts=facts, rules=[ContradictsRecord()])  # type: ignore[arg-type]
    return [each.severity.value for each in found]


@pytest.mark.parametrize(
    ("language", "minute", "text"),
    [
        ("en", "The lamp costs EUR 90.", "The price of the lamp has been revised to EUR 105."),
        ("fi", "Lampun hinta on 90 euroa.", "Lampun hinta muuttuu 105 euroksi."),
        ("zh-Hant", "檯燈價格為新台幣900元。", "檯燈價格調整為新台幣1,050元。"),
        ("zh-Hans", "台灯价格为900元。", "台灯价格已调整为1050元。"),
        ("yue", "檯燈嘅價格係 HK$900。", "檯燈嘅價格會改為 HK$1,050。"),
        ("fi", "Koepurjehdus sovittiin perjantaiksi 27.3.", "Koepurjehdus on keskiviikkona 25.3. kello 9."),
        ("zh-Hans", "海上试航定在3月27日。", "海上试航安排在3月25日上午9点。"),
        ("zh-Hant", "試映場次定在3月20日。", "試映場次是3月17日。"),
        ("en", "The yoga course has 6 sessions for beginners.", "Beginners can choose from 4 sessions of the course."),
        ("yue", "訂製座墊60個。", "啲座墊我哋做好50個。"),
        ("en", "The client provides the costumes. We sew the curtains.", "We will also provide the costumes."),
        ("fi", "Tilaaja varaa venepaikan.", "Varaamme teille venepaikan."),
        ("zh-Hant", "1. 道具由客戶準備。2. 燈光由我方負責。", "道具由我們準備，您不用費心。"),
        ("zh-Hans", "道具由甲方租赁。", "道具由我们租赁，您不必操心。"),
        ("yue", "道具由客戶自備。", "道具由我哋準備。"),
        ("zh-Hant", "舊床回收另外計費。", "舊床回收不另外收費。"),
    ],
)
def test_what_the_record_has_otherwise_is_found_where_few_words_are_shared(
    language: str, minute: str, text: str
) -> None:
    assert severities(language, minute, text) == ["error"]


@pytest.mark.parametrize(
    ("language", "minute", "text"),
    [
        ("en", "The lamp costs EUR 90.", "The price of the lamp would become EUR 105. Would you agree?"),
        ("en", "The lamp costs EUR 90.", "The price of the lamp has been revised from EUR 90 to EUR 105."),
        ("fi", "Lampun hinta on 90 euroa.", "Voisimmeko muuttaa lampun hinnan 105 euroksi?"),
        ("zh-Hant", "檯燈價格為新台幣900元。", "檯燈價格能否調整為新台幣1,050元，請您同意後回覆。"),
        ("yue", "檯燈嘅價格係 HK$900。", "檯燈嘅價格我哋想調整做 HK$1,050，你同唔同意？"),
        ("zh-Hans", "试航须在3月27日前完成。", "试航安排在3月25日上午9点。"),
        ("zh-Hant", "試映日：3月20日。", "試映的報價單3月18日寄給您。"),
        ("en", "The yoga course has 6 sessions.", "The first 4 sessions of the six are in the morning."),
        ("zh-Hans", "保养12次。", "保养做了8次，还剩4次。"),
        ("yue", "座墊60個。", "座墊50個送去門市，10個送寫字樓。"),
        ("en", "The client provides the costumes.", "Once the client has provided the costumes, we will iron them."),
        ("zh-Hant", "道具由客戶準備，餐點由我方準備。", "道具請您準備，餐點我們會準備。"),
    ],
)
def test_consent_both_figures_a_limit_kept_and_a_part_of_the_whole_pass(language: str, minute: str, text: str) -> None:
    assert severities(language, minute, text) == []


def test_a_count_that_shares_no_word_is_a_suggestion() -> None:
    assert severities("yue", "訂購禮盒60份。", "啲手信我哋會包好50份。") == ["suggestion"]
    assert severities("yue", "訂購禮盒60份。", "啲手信我哋會包好60份。") == []
