"""Findings stand on the very code points of the draft, whatever surrounds them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from evenhand.knowledge.drafting.check import check

FAULTS = {
    "en": "I guarantee this will never happen again.",
    "fi": "Takaamme, ettei tämä enää koskaan toistu.",
    "zh-Hant": "我們保證這種情況絕對不會再發生。",
    "zh-Hans": "我们保证这种情况绝对不会再发生。",
    "yue": "我哋保證呢件事以後一定唔會再發生。",
}
ODD = ["😀", "👩‍👩‍👧", "e\u0301", "a\u0308", "\u200b", "\u00ad", "ﬁ", "½", "İ", "Ⅷ", "㍿", " ", "\r\n"]
AROUND = st.lists(st.sampled_from([*ODD, "Hello.", "謝謝。", "Kiitos."]), max_size=12).map("".join)


@given(before=AROUND, after=AROUND, variety=st.sampled_from(sorted(FAULTS)))
def test_a_finding_covers_its_words_exactly(before: str, after: str, variety: str) -> None:
    text = f"{before}\n\n{FAULTS[variety]}\n\n{after}"
    found = [each for each in check(text, variety) if each.slug == "absolute-guarantee"]  # type: ignore[arg-type]
    alone = next(each for each in check(FAULTS[variety], variety) if each.slug == "absolute-guarantee")  # type: ignore[arg-type]
    assert [text[each.start : each.end] for each in found] == [FAULTS[variety][alone.start : alone.end]]


@given(st.text(max_size=400))
def test_any_text_is_checked_and_every_finding_lies_in_it(text: str) -> None:
    assert all(0 <= each.start < each.end <= len(text) for each in check(text))
