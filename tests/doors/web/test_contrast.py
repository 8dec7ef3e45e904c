"""The colours of desk.css, day and night: contrast as WCAG 2.2 computes it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from evenhand.doors import web

CSS = Path(web.__file__).parent / "static" / "desk.css"
TOKENS = dict(re.findall(r"--([\w-]+): light-dark\((#\w{6}, #\w{6})\)", CSS.read_text(encoding="utf-8")))

TEXT = 4.5
PARTS = 3.0  # borders of controls, bars, marks: WCAG 1.4.11

TEXT_PAIRS = [
    *((ink, ground) for ink in ("ink", "ink-soft", "pine", "amber", "brick", "slate") for ground in ("paper", "sheet")),
    *((ink, "shade") for ink in ("ink", "ink-soft", "pine-deep", "pine")),
    ("on-pine", "pine"),
    ("on-pine", "pine-deep"),
    *(("ink", ground) for ground in ("pine-soft", "amber-soft", "brick-soft", "slate-soft")),
    ("pine-deep", "pine-soft"),
    ("pine", "pine-soft"),
    ("amber", "amber-soft"),
    ("brick", "brick-soft"),
    ("slate", "slate-soft"),
]
PART_PAIRS = [
    (mark, ground)
    for mark in ("line-strong", "pine", "focus", "amber-mark", "brick-mark", "slate")
    for ground in ("paper", "sheet")
]


def luminance(colour: str) -> float:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def colours(token: str) -> list[str]:
    return TOKENS[token].split(", ")


@pytest.mark.parametrize(
    ("one", "other", "ratio"), [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#123456", "#123456", 1.0)]
)
def test_the_ruler_itself_is_right(one, other, ratio):
    assert round(contrast(one, other), 2) == ratio


@pytest.mark.parametrize("theme", [0, 1], ids=["day", "night"])
@pytest.mark.parametrize(("ink", "ground"), TEXT_PAIRS)
def test_text_is_readable(ink, ground, theme):
    assert contrast(colours(ink)[theme], colours(ground)[theme]) >= TEXT


@pytest.mark.parametrize("theme", [0, 1], ids=["day", "night"])
@pytest.mark.parametrize(("mark", "ground"), PART_PAIRS)
def test_controls_and_marks_can_be_seen(mark, ground, theme):
    assert contrast(colours(mark)[theme], colours(ground)[theme]) >= PARTS


def test_no_other_stylesheet_brings_colours_of_its_own():
    for path in CSS.parent.glob("*.css"):
        if path != CSS:
            on_screen = path.read_text(encoding="utf-8").split("@media print")[0]
            found = set(re.findall(r"#[0-9a-fA-F]{3,8}\b", on_screen))
            assert found <= {"#fff"}, f"{path.name} names colours: {found}; use the tokens of desk.css"


def test_every_token_that_is_used_is_defined():
    everything = "".join(path.read_text(encoding="utf-8") for path in CSS.parent.glob("*.css"))
    defined = set(re.findall(r"(--[\w-]+):", everything))
    assert set(re.findall(r"var\((--[\w-]+)", everything)) <= defined
