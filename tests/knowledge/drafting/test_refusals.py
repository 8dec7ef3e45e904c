"""Ada says no. With a reason and a way on it passes; either can be missing."""

from __future__ import annotations

import pytest

from evenhand.knowledge.drafting.check import check

REASON, WAY = "refusal-without-reason", "refusal-without-alternative"


def found(draft: str, language: str = "en") -> set[str]:
    return {each.slug for each in check(draft, language) if each.slug in (REASON, WAY)}  # type: ignore[arg-type]


NO = "We cannot extend the trial."
WHY = "The trial is limited to 14 days because every customer has the same terms."
HOW = "You can start with the small plan and cancel it monthly."


@pytest.mark.parametrize(
    ("draft", "missing"),
    [
        (NO, {REASON, WAY}),
        (f"{NO} {WHY}", {WAY}),
        (f"{NO} {HOW}", {REASON}),
        (f"{WHY} {NO} {HOW}", set()),
        (f"{NO} We have looked into it carefully. Thank you for your understanding.", {REASON, WAY}),
        (f"{NO} If you have any other questions, please contact us.", {REASON, WAY}),
        (f"{NO} Your account was opened on 2 January.", {WAY}),
        (f"{NO} Would the small plan help?", {REASON}),
    ],
)
def test_reason_and_way_are_missed_each_by_its_own_rule(draft: str, missing: set[str]) -> None:
    assert found(draft) == missing


def test_what_is_refused_is_not_the_reason() -> None:
    assert REASON in found("We will not be extending your contract. You can renew it in June.")
    assert REASON not in found("Under your contract we cannot extend the trial. You can renew it in June.")


@pytest.mark.parametrize(
    ("language", "draft"),
    [
        ("en", "I cannot find your order number."),
        ("en", "You wrote that you cannot log in."),
        ("en", "We cannot ship until the payment has arrived."),
        ("en", "If we cannot deliver on Friday, I will call you by noon."),
        ("en", "I can't give you an exact date yet."),
        ("en", "Your card payment was declined."),
        ("fi", "En löydä tilausnumeroanne."),
        ("fi", "Emme voi vielä antaa tarkkaa päivää."),
        ("fi", "Jos emme voi toimittaa perjantaina, soitan teille."),
        ("zh-Hant", "您提到無法登入系統。"),
        ("zh-Hans", "如果无法按时退款，我们会提前告诉您。"),
        ("zh-Hans", "我们暂时无法给您确切的时间。"),
        ("yue", "你話登入唔到個系統。"),
    ],
)
def test_what_is_no_refusal_is_let_pass(language: str, draft: str) -> None:
    assert found(draft, language) == set()
