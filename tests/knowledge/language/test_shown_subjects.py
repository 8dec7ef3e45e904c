"""Subjects as lists show them: the insult hidden, the matter there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.knowledge.language.masking import BLOCK, mask
from evenhand.knowledge.language.shown_subjects import shown_subject


@pytest.mark.parametrize(
    ("subject", "insult"),
    [
        ("Invoice 48213, you brainless morons", "morons"),
        ("Re: Re: Where is order 7, idiots?", "idiots"),
        ("Lasku 48213, senkin ääliöt", "ääliöt"),
        ("VS: Tilaus 7 hukassa, te saatanan idiootit", "idiootit"),
        ("發票 48213 又錯，你們這群廢物", "廢物"),
        ("訂單 7 還沒到，白痴", "白痴"),
        ("发票48213又错了，傻逼", "傻逼"),
        ("回复：订单7还没到，蠢货", "蠢货"),
        ("張單48213又錯，你班廢柴", "廢柴"),
        ("張單7寄返俾我，低能", "低能"),
    ],
)
def test_an_insult_is_hidden_and_the_number_stays(subject: str, insult: str) -> None:
    shown = shown_subject(subject)
    assert insult not in shown
    assert "48213" in shown or "7" in shown
    assert len(shown) == len(subject)


@pytest.mark.parametrize(
    "subject",
    [
        "",
        "This delivery is a disaster!",
        "Complaint about your staff",
        "Stupid printer again",
        "Surkea laite rikki taas",
        "Idioottimainen järjestelmä",
        "發票又錯了，太離譜",
        "投訴貴公司員工",
        "系统又崩了，垃圾软件",
        "部機又死火，仆街",
        "部機死咗!!!四間舖一齊死!!!",
        "I felt like an idiot",
    ],
)
def test_strong_words_about_the_matter_stay(subject: str) -> None:
    assert shown_subject(subject) == subject


def test_blocks_in_a_subject_protect_no_insult() -> None:
    assert "idiots" not in shown_subject(f"{BLOCK} Answer me, you idiots")


@given(st.text(max_size=80))
def test_any_string_is_shown_as_long_as_it_is(subject: str) -> None:
    shown = shown_subject(subject)
    assert len(shown) == len(subject)
    hidden = [(at, at + 1) for at, sign in enumerate(shown) if sign == BLOCK]
    assert mask(subject, hidden) == shown
