"""Subjects: what is a reply, and what is left without its prefixes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.knowledge.language.subjects import bare_subject, is_reply


@pytest.mark.parametrize(
    "subject",
    [
        "Re: Invoice 7", "RE: Invoice 7", "re : Invoice 7", "Re[2]: Invoice 7", "RE(3): Invoice 7",
        "Fwd: Invoice 7", "FW: Invoice 7",
        "VS: Invoice 7", "Vs: Invoice 7", "VL: Invoice 7", "SV: Invoice 7", "AW: Invoice 7", "WG: Invoice 7",
        "回复: Invoice 7", "回复：Invoice 7", "答复: Invoice 7",
        "回覆：Invoice 7", "轉寄: Invoice 7", "转发：Invoice 7",
        "Re: VS: 回复：Invoice   7", "[External] Re: Invoice 7", "RE: [ULKOINEN] VS: Invoice 7", "  Re:\tInvoice\n7",
    ],
)  # fmt: skip
def test_prefixes_of_replies_go_in_every_language(subject: str) -> None:
    assert bare_subject(subject) == "Invoice 7"
    assert is_reply(subject)


@pytest.mark.parametrize(
    "subject", ["Invoice 7", "Report: numbers", "Regarding: us", "vs. the contract", "回复慢", "", "Ref 4"]
)
def test_other_subjects_are_no_replies_and_stay(subject: str) -> None:
    assert not is_reply(subject)
    assert bare_subject(subject) == subject


def test_a_mark_of_the_mail_gateway_makes_no_reply() -> None:
    assert not is_reply("[EXTERNAL] Invoice 7")
    assert bare_subject("[EXTERNAL] Invoice 7") == "Invoice 7"


def test_a_subject_of_prefixes_alone_is_empty() -> None:
    assert bare_subject("Re: Re: ") == ""


@given(st.text(max_size=400))
def test_taking_prefixes_away_twice_changes_nothing(subject: str) -> None:
    once = bare_subject(subject)
    assert bare_subject(once) == once
    assert len(once) <= 300


def test_ten_thousand_prefixes_are_dealt_with_at_once() -> None:
    assert len(bare_subject("Re: " * 10_000)) <= 300
