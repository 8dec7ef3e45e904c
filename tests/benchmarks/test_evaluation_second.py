"""The section on second looks: both looks at the same messages, side by side."""

from __future__ import annotations

from dataclasses import replace

import pytest

pytest.importorskip("scipy", reason="needs requirements/train.txt")

from benchmarks.evaluation.sections import second
from tools.corpus.items import OUTSIDE, load

from evenhand.knowledge.language.shape import Manner, Reading

BLIND, RIGHT = Reading(manner=Manner("civil", 0.1)), ("second-look",)


def looks() -> list[second.Looks]:
    """A hundred messages that the first look calls civil and the second, asked of attacks, what they are."""
    items = [item for item in load("en") if item.author != OUTSIDE][:100]
    made = []
    for item in items:
        harsh = item.manner in ("abusive", "threatening")
        manner = Manner(item.manner, 0.9 if harsh else 0.1, reasons=RIGHT if harsh else ())
        made.append((item, BLIND, replace(BLIND, manner=manner)))
    return made


def test_both_looks_are_measured_on_the_same_messages() -> None:
    found = {(figure.measure, figure.of): figure for figure in second._both("en", looks())}
    harsh = sum(item.manner in ("abusive", "threatening") for item, _, _ in looks())
    assert found["asked", "en"].value == pytest.approx(harsh / 100)
    assert found["attack-recall", "en, first look"].value == 0
    assert found["attack-recall", "en, second look"].value == 1
    assert found["attack-recall", "en, first look"].n == found["attack-recall", "en, second look"].n == harsh
    assert {measure for measure, _ in found} <= {*second._QUALITY, *second._ALARMS, "asked"}


def test_the_outside_author_stands_apart() -> None:
    outside = next((item, BLIND, BLIND) for item in load("en") if item.author == OUTSIDE)
    sizes = {name: len(part) for name, part in second._parts([*looks(), outside])}
    assert (sizes["all"], sizes["en"], sizes["fi"], sizes["outside: all"], sizes["outside: en"]) == (100, 100, 0, 1, 1)
