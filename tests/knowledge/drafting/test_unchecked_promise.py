"""Ada promises days: with the workshop's answer it is fine, without it the check speaks up."""

from __future__ import annotations

from typing import Any

import pytest

from evenhand.knowledge.drafting.catalogue import by_slug
from evenhand.knowledge.drafting.check import check
from evenhand.knowledge.drafting.facts_reading import facts_from
from evenhand.knowledge.drafting.finding import Finding
from evenhand.knowledge.drafting.words import message

PRINTER = "We will deliver the label printer by Friday, 13 March."


def found(draft: str, language: str = "en", slug: str = "unchecked-promise", **facts: Any) -> list[Finding]:
    known = facts_from({"sent_at": "2026-03-11T10:00", **facts})
    return list(check(draft, language, facts=known, rules=[by_slug(slug)()]))  # type: ignore[arg-type]


def checked(what: str, until: str | None = None) -> list[dict[str, Any]]:
    return [{"what": what, "by": "Bo", "until": until}]


def test_a_promise_that_nobody_checked_is_found_where_checks_are_known() -> None:
    assert [each.kind for each in found(PRINTER, capability_checks=[])] == [""]
    assert found(PRINTER) == []


def test_the_same_words_are_fine_with_a_check_that_holds_long_enough() -> None:
    for until in ("2026-03-13", "2026-03-13T08:00", "2026-04-01", None):
        assert found(PRINTER, capability_checks=checked("label printer", until)) == []


def test_a_check_that_ends_before_the_promised_day_does_not_cover_it() -> None:
    (finding,) = found(PRINTER, capability_checks=checked("label printer", "2026-03-12"))
    assert finding.kind == "expired"
    assert "“label printer” holds until 2026-03-12 only" in message(finding, PRINTER)


def test_a_check_of_something_else_does_not_cover_it() -> None:
    (finding,) = found(PRINTER, capability_checks=checked("training of the warehouse team"))
    assert (finding.kind, finding.values["check"]) == ("other", "training of the warehouse team")


def test_a_check_in_another_language_may_well_be_about_it() -> None:
    assert found(PRINTER, capability_checks=checked("tarratulostimen toimitus")) == []
    assert found("我們會在3月13日前把標籤機送到。", "zh-Hant", capability_checks=checked("label printer")) == []


@pytest.mark.parametrize(
    ("language", "draft"),
    [
        ("en", "I write to you on 25 November at 10:00."),
        ("en", "I will call you on Friday, 13 March, at 10."),
        ("en", "You will have our answer by Friday."),
        ("fi", "Soitan teille perjantaina 13.3. kello 10."),
        ("fi", "Saatte meiltä vastauksen perjantaihin mennessä."),
        ("zh-Hant", "我們會在3月13日前回覆您。"),
        ("zh-Hans", "我们会在3月13日前给您答复。"),
        ("yue", "我哋3月13號之前會覆你。"),
    ],
)
def test_a_word_needs_no_check(language: str, draft: str) -> None:
    assert found(draft, language, capability_checks=[]) == []


@pytest.mark.parametrize(
    ("language", "draft"),
    [
        ("en", "We will finish the shelves by Friday and tell you."),
        ("en", "Friday, 13 March, is no problem."),
        ("fi", "Ehdimme hyvin toimittaa hyllyt perjantaiksi 13.3."),
        ("zh-Hant", "十張桌子下週二就可以送到。"),
        ("zh-Hans", "我们会在3月13日前完成并通知您。"),
        ("yue", "星期五之前搞得掂。"),
    ],
)
def test_a_deed_does_whatever_is_told_beside_it(language: str, draft: str) -> None:
    assert [each.slug for each in found(draft, language, capability_checks=[])] == ["unchecked-promise"]


@pytest.mark.parametrize(
    "draft",
    [
        "We cannot deliver the printer by Friday, 13 March.",
        "You asked for delivery by Friday, 13 March.",
        "Whether we can deliver by Friday, 13 March, I am asking our workshop.",
        "We delivered the printer on Friday, 6 March.",
        "We will deliver the printer by Friday, provided we have the address by Thursday.",
        "",
    ],
)
def test_what_is_refused_asked_past_or_conditional_binds_nobody(draft: str) -> None:
    assert found(draft, capability_checks=[]) == []


def test_a_thing_promised_twice_in_a_sentence_is_said_once() -> None:
    assert len(found("We will deliver by Friday, and we will install it by Friday.", capability_checks=[])) == 1


def test_where_inputs_are_owed_as_well_both_rules_speak() -> None:
    owed = {"owed_inputs": [{"what": "logo files"}], "capability_checks": []}
    assert len(found(PRINTER, **owed)) == 1
    assert len(found(PRINTER, slug="promise-before-owed-input", **owed)) == 1


@pytest.mark.parametrize(
    ("language", "draft"),
    [
        ("en", "The hedge will be cut on Thursday morning. If you have any questions, call me."),
        ("en", "Our roofers can start on Monday."),
        ("en", "Fitting is set for 24 March."),
        ("fi", "Kattomiehemme: työ aloitetaan maanantaina."),
        ("fi", "Aidat maalataan 24.3. mennessä."),
        ("zh-Hant", "圍籬3月24日（二）前會刷好。"),
        ("zh-Hans", "围栏 3 月 24 日前刷好。"),
        ("zh-Hans", "安装日就是3月24日，不会变。"),
        ("yue", "道圍欄3月24號之前會油好。"),
    ],
)
def test_deeds_of_any_trade_need_a_check(language: str, draft: str) -> None:
    assert len(found(draft, language, capability_checks=[])) == 1


@pytest.mark.parametrize(
    ("language", "draft"),
    [
        ("en", "I will send you the form today."),
        ("en", "We will refund your fee by Friday."),
        ("en", "According to the carrier, the parcel will arrive tomorrow."),
        ("en", "You can decide until 31 March."),
        ("fi", "Lähetän sinulle lomakkeen tänään."),
        ("fi", "Teillä on aikaa päättää 31.3. asti."),
        ("zh-Hant", "表單我今天會寄給您。"),
        ("zh-Hans", "快递公司表示包裹明天送达。"),
        ("yue", "你可以考慮到3月31號。"),
    ],
)
def test_papers_money_and_what_others_say_need_none(language: str, draft: str) -> None:
    assert found(draft, language, capability_checks=[]) == []


def test_a_check_of_another_thing_does_not_cover_a_short_promise() -> None:
    heating, pump = "地暖3月18日完工。", "个泵3月18號之前會換好。"
    assert len(found(heating, "zh-Hans", capability_checks=checked("锅炉水泵更换", "2026-03-20"))) == 1
    assert found(pump, "yue", capability_checks=checked("鍋爐換泵", "2026-03-20")) == []
