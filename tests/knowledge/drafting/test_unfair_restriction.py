"""A restriction says why, until when, and how to object; what it lacks first is what is told."""

from __future__ import annotations

import pytest

from evenhand.knowledge.drafting.catalogue import by_slug
from evenhand.knowledge.drafting.check import check

RULE = by_slug("unfair-restriction")
BLOCK = "We will block your number."


def lacks(text: str) -> list[str]:
    return [each.kind for each in check(text, rules=[RULE()])]


@pytest.mark.parametrize(
    ("said", "missing"),
    [
        ("", ["reason"]),
        ("The reason is your call of 2 March.", ["end"]),
        ("The reason is your call of 2 March. This holds until 30 April.", ["appeal"]),
        ("The reason is the insults in your calls.", ["end"]),
        ("This holds until 30 April. If you disagree, write to Ms Lind.", ["reason"]),
        ("The reason is your calls; it holds until 30 April. If you disagree, write to Ms Lind.", []),
    ],
)
def test_what_is_missing_first_is_told(said: str, missing: list[str]) -> None:
    assert lacks(f"{BLOCK} {said}") == missing


def test_a_letter_announces_one_restriction() -> None:
    assert lacks(f"{BLOCK} {BLOCK} Your emails will be ignored.") == ["reason"]


@pytest.mark.parametrize("text", ["We will not block your number.", "The road is blocked.", "We block spam."])
def test_what_restricts_nobody_passes(text: str) -> None:
    assert not lacks(text)
