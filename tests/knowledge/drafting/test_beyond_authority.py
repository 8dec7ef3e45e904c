"""What a draft gives away, beside what its writer may decide alone."""

from __future__ import annotations

from typing import Any

import pytest

from evenhand.knowledge.drafting.check import check
from evenhand.knowledge.drafting.facts_reading import facts_from
from evenhand.knowledge.drafting.finding import Severity
from evenhand.knowledge.drafting.rules.record.beyond_authority import BeyondAuthority
from evenhand.knowledge.drafting.words import message

EUROS = {"refund_max": {"amount": "200", "currency": "EUR"}, "discount_max_percent": 5}
NOTHING = {"refund_max": {"amount": "0", "currency": ""}, "discount_max_percent": 0}


def found(text: str, authority: dict[str, Any] | None, language: str = "en") -> list[tuple[str, Severity]]:
    facts = facts_from({} if authority is None else {"authority": authority})
    findings = check(text, language, facts=facts, rules=[BeyondAuthority()])  # type: ignore[arg-type]
    return [(each.kind, each.severity) for each in findings]


@pytest.mark.parametrize(
    "text",
    [
        "We will refund you EUR 500.",
        "You get 20 % off the next invoice.",
        "We cannot refund the whole order, but we will give you EUR 300 back.",
        "We refund you for the lost day. The amount is EUR 350.",
    ],
)
def test_more_than_the_limit_is_an_error(text: str) -> None:
    assert found(text, EUROS) == [("", Severity.ERROR)]


@pytest.mark.parametrize(
    "text",
    [
        "We will refund you EUR 200.",
        "You get 5 % off the next invoice.",
        "We cannot refund you EUR 500.",
        "You asked for a refund of EUR 500.",
        "My manager has approved a refund of EUR 500.",
        "We refunded EUR 500 on 3 March.",
        "Your order of EUR 1,250 ships tomorrow.",
    ],
)
def test_what_is_within_refused_asked_or_approved_passes(text: str) -> None:
    assert found(text, EUROS) == []


def test_without_a_known_limit_the_rule_is_silent() -> None:
    assert found("We will refund you EUR 500.", None) == []
    assert found("We will refund you EUR 500.", {"discount_max_percent": 5}) == []


def test_another_currency_is_only_suggested() -> None:
    assert found("We will refund you USD 50.", EUROS) == [("currency", Severity.SUGGESTION)]
    assert found("我們退還您 8,000 元。", {"refund_max": {"amount": "3000", "currency": "TWD"}}, "zh-Hant") == [
        ("", Severity.ERROR)
    ]


def test_who_may_give_nothing_may_give_no_euro() -> None:
    assert found("We will refund you EUR 5.", NOTHING) == [("none", Severity.ERROR)]
    assert found("We will refund you in full.", NOTHING) == [("none", Severity.ERROR)]


def test_a_whole_without_a_figure_is_only_suggested() -> None:
    assert found("We will refund you in full.", EUROS) == [("unmeasured", Severity.SUGGESTION)]


def test_the_finding_names_the_limit() -> None:
    text = "Hyvitämme teille 500 euroa."
    (finding,) = check(text, "fi", facts=facts_from({"authority": EUROS}), rules=[BeyondAuthority()])
    assert "(200 EUR)" in message(finding, text, "fi")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "You will get the full 480 € back."),
        ("en", "We will not charge you the 390 euros."),
        ("en", "We have refunded you EUR 260."),
        ("fi", "Emme veloita 390 euroa."),
        ("fi", "Saatte koko 480 euroa takaisin."),
        ("fi", "Alennan mielelläni laskua 280 eurolla."),
        ("zh-Hant", "第二晚的歐元320元由我們吸收。"),
        ("zh-Hans", "我已经把€260退到您的账户。"),
        ("yue", "酒店費€410我哋畀。"),
    ],
)
def test_what_is_waived_or_paid_for_the_customer_is_given_too(language: str, text: str) -> None:
    assert [severity for _, severity in found(text, EUROS, language)] == [Severity.ERROR]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "A refund of 350 euros is not possible, because the saw was used."),
        ("en", "On 2 March we have refunded you EUR 260."),
        ("fi", "Hyvitimme teille 260 euroa 2.3."),
        ("zh-Hant", "機器已經使用過，因此€350無法退還。"),
    ],
)
def test_what_was_given_on_a_day_before_and_what_is_refused_pass(language: str, text: str) -> None:
    assert found(text, EUROS, language) == []
