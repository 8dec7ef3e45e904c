"""What Ada undertakes without a time, and what only looks so."""

from __future__ import annotations

import pytest

from evenhand.knowledge.drafting.catalogue import by_slug
from evenhand.knowledge.drafting.check import check
from evenhand.knowledge.drafting.facts_reading import facts_from
from evenhand.knowledge.drafting.finding import Finding, Severity

SENT = facts_from({"sent_at": "2026-03-11T10:00"})


def found(draft: str, language: str = "en", slug: str = "promise-without-date") -> list[Finding]:
    return list(check(draft, language, facts=SENT, rules=[by_slug(slug)()]))  # type: ignore[arg-type]


def test_a_day_that_is_past_is_no_time_for_a_promise() -> None:
    assert len(found("Your message of 5 March has reached us. We will send you the invoice.")) == 1
    assert found("Your message has reached us. We will send you the invoice on 13 March.") == []


def test_a_draft_that_says_when_we_speak_next_has_its_time() -> None:
    draft = (
        "We will restore the rows. This costs you nothing. The backup is from Monday night. I will call you on Friday."
    )
    assert found(draft) == []
    assert len(found(draft.replace(" I will call you on Friday.", ""))) == 1


def test_at_once_is_a_suggestion_and_soon_a_warning() -> None:
    assert [each.severity for each in found("We will send the invoice right away.")] == [Severity.SUGGESTION]
    assert [each.severity for each in found("We will send the invoice soon.")] == [Severity.WARNING]


@pytest.mark.parametrize(
    ("language", "draft"),
    [
        ("en", "Which browser do you use? We'll take a look."),
        ("en", "Please send us the photo and we'll check it."),
        ("en", "If it takes longer, we will tell you."),
        ("en", "We will pass your feedback on to the team."),
        ("fi", "Jos siinä kestää pidempään, ilmoitamme teille."),
        ("fi", "Lähettäkää meille kuva, niin tarkistamme asian."),
        ("zh-Hant", "如有變動，我們會通知您。"),
        ("zh-Hans", "请您提供订单号，我们会为您查询。"),
        ("yue", "如果有變，我哋會通知你。"),
    ],
)
def test_what_waits_for_the_customer_or_is_a_courtesy_passes(language: str, draft: str) -> None:
    assert found(draft, language) == []


@pytest.mark.parametrize(
    "draft",
    [
        "We cannot guarantee that this will never happen again.",
        "Nobody can promise that nothing can go wrong.",
        "I hope this won't happen again.",
        "You asked for a promise that it will never happen again.",
    ],
)
def test_a_guarantee_that_is_denied_or_hoped_for_is_none(draft: str) -> None:
    assert found(draft, slug="absolute-guarantee") == []
    assert len(found("This will never happen again.", slug="absolute-guarantee")) == 1


@pytest.mark.parametrize(
    ("language", "draft"),
    [
        ("en", "Your missing crate will be delivered as soon as possible."),
        ("en", "Our technician will give you a call to agree on a slot. Lunch is at 12:30."),
        ("en", "I will ring you about the hedge. Between 02:10 and 04:40 the pump stood still."),
        ("fi", "Puuttuva hylly toimitetaan mahdollisimman pian."),
        ("fi", "Kollegani varastolta soittaa teille hyllystä."),
        ("zh-Hant", "您的書櫃很快就會送到。"),
        ("zh-Hant", "木工師傅會與您聯絡，安排到府時間。"),
        ("zh-Hans", "我给您补发一套螺丝。"),
        ("zh-Hans", "您的书柜不久就会送到。"),
        ("yue", "個書櫃好快就送到。"),
        ("yue", "木工師傅會搵你約時間。"),
    ],
)
def test_a_time_that_belongs_to_something_else_is_none(language: str, draft: str) -> None:
    assert Severity.WARNING in [each.severity for each in found(draft, language)]


@pytest.mark.parametrize(
    ("language", "draft"),
    [
        ("en", "We will send the shelf. The shelf will be at your door on Friday, 13 March."),
        ("en", "We will of course keep to the warranty terms."),
        ("en", "As soon as the signed form is here, we will book the crane."),
        ("fi", "Noudatamme tietenkin takuuehtoja."),
        ("zh-Hant", "以下我會說明書櫃的安裝順序。"),
        ("zh-Hans", "每次有人登录，系统会发邮件给您。"),
        ("yue", "第二次上門我哋唔會收費。"),
    ],
)
def test_a_dated_promise_of_the_same_and_what_is_kept_to_pass(language: str, draft: str) -> None:
    assert found(draft, language) == []


def test_beside_a_dated_promise_another_is_only_suggested() -> None:
    undated = "We will send you the invoice."
    assert [each.severity for each in found(undated)] == [Severity.WARNING]
    both = f"{undated} Thank you for the photos. Our joiner will repair the door on Friday."
    assert [each.severity for each in found(both)] == [Severity.SUGGESTION]


def test_to_have_a_look_is_a_weak_promise() -> None:
    assert [each.severity for each in found("We'll take a look at the hinge.")] == [Severity.SUGGESTION]
