"""Fault may be said with its cause, and never while the cause is still being looked for."""

from __future__ import annotations

import pytest

from evenhand.knowledge.drafting.catalogue import by_slug
from evenhand.knowledge.drafting.check import check

RULE = by_slug("admits-liability-before-facts")


def kinds(text: str) -> list[str]:
    return [each.kind for each in check(text, rules=[RULE()])]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("That was our mistake.", ["fault"]),
        ("We sent the invoice to your old address. That was our mistake.", []),
        ("We found that row 12 was skipped. That was our mistake.", []),
        ("That was our mistake. We do not know yet what happened.", ["fault"]),
        ("We sent it twice. That was our mistake. The cause is still unclear.", ["fault"]),
        ("We are liable for the damage.", ["liability"]),
        ("We sent it to your old address. We are liable for the damage.", ["liability"]),
        ("I am sorry that this happened.", []),
        ("We do not accept liability for the delay.", []),
        ("If it was our mistake, we will put it right.", []),
    ],
)
def test_an_admission_needs_what_was_found(text: str, found: list[str]) -> None:
    assert kinds(text) == found


def test_each_sentence_is_told_once() -> None:
    assert kinds("It was our fault and our negligence. We accept full liability.") == ["fault", "liability"]
