"""What can be put right in one click: the sentence that is left is a sentence, and nothing else has changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.knowledge.drafting.check import check
from evenhand.knowledge.drafting.finding import Finding, Safety
from evenhand.knowledge.language.shape import Variety

SAFE: list[tuple[Variety, str, str]] = [
    ("en", "As I already told you, the part is on its way.", "The part is on its way."),
    ("en", "Hello. As we said before, it is in the contract.", "Hello. It is in the contract."),
    ("en", "Per my last email, the invoice is from May.", "The invoice is from May."),
    ("fi", "Kuten jo sanoin, osa on matkalla.", "Osa on matkalla."),
    ("fi", "Hei! Niin kuin jo moneen kertaan sanoimme, lasku on toukokuulta.", "Hei! Lasku on toukokuulta."),
    ("zh-Hant", "我之前就跟您說過了，零件已經寄出。", "零件已經寄出。"),
    ("zh-Hans", "正如我们之前已经说过的，零件已经寄出。", "零件已经寄出。"),
    ("yue", "正如我之前都講過，件貨已經寄咗。", "件貨已經寄咗。"),
    ("en", "Where is the form you owe us???", "Where is the form you owe us?"),
    ("fi", "Missä lomake on?!?!", "Missä lomake on?"),
    ("zh-Hant", "我們已經寄了！！！", "我們已經寄了！"),
    ("yue", "表格去咗邊？！？！", "表格去咗邊？"),
]
ASKED: list[tuple[Variety, str, str]] = [
    ("en", "WHY DO YOU NOT READ what I wrote?", "Why do you not read what I wrote?"),
    ("en", "We told you that I WILL NOT DO THIS.", "We told you that I will not do this."),
    ("fi", "MIKSI ETTE LUE mitä kirjoitan?", "Miksi ette lue mitä kirjoitan?"),
]


def replaced(text: str, variety: Variety, safety: Safety) -> str:
    """The text with every replacement of this safety made, the last first."""
    ready = [each for each in check(text, variety) if each.safety is safety and each.replacement is not None]
    for finding in reversed(ready):
        text = made(text, finding)
    return text


def made(text: str, finding: Finding) -> str:
    return text[: finding.start] + (finding.replacement or "") + text[finding.end :]


@pytest.mark.parametrize(("variety", "text", "after"), SAFE)
def test_one_click_leaves_a_whole_sentence(variety: Variety, text: str, after: str) -> None:
    assert replaced(text, variety, Safety.SAFE) == after
    assert replaced(after, variety, Safety.SAFE) == after


@pytest.mark.parametrize(("variety", "text", "after"), ASKED)
def test_what_may_touch_a_name_is_asked(variety: Variety, text: str, after: str) -> None:
    assert replaced(text, variety, Safety.SAFE) == text
    assert replaced(text, variety, Safety.ASK) == after


@pytest.mark.parametrize(
    "text",
    [
        "As I already told you several times.",  # nothing would be left
        "The part, as I already told you, is on its way.",
        "As I already told you the part is on its way.",
    ],
)
def test_what_would_leave_no_sentence_is_only_named(text: str) -> None:
    findings = [each for each in check(text, "en") if each.slug == "proving-oneself-right"]
    assert findings
    assert all(each.replacement is None for each in findings)


def test_a_name_that_begins_small_keeps_its_letters_and_figures_stay() -> None:
    assert replaced("As I already told you, iPhones are out.", "en", Safety.SAFE) == "iPhones are out."
    assert replaced("As I already told you, 12 parts are out.", "en", Safety.SAFE) == "12 parts are out."


@given(st.text("ab ,.!?I我😀\u0301", max_size=12))
def test_a_safe_replacement_touches_nothing_else(tail: str) -> None:
    text = f"As I already told you, the part is out.{tail}"
    for finding in check(text, "en"):
        if finding.safety is Safety.SAFE:
            after = made(text, finding)
            assert after.startswith(text[: finding.start])
            assert after.endswith(text[finding.end :])
