"""Every rule that needs no facts speaks to clients of LanguageTool, in every variety, at the place of its words."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from builders import START, ada
from django.test import Client

from evenhand.knowledge.drafting.check import check, for_audience
from evenhand.knowledge.drafting.draft import Audience
from evenhand.knowledge.drafting.page import page_of
from evenhand.knowledge.drafting.rule import Rule
from evenhand.record.people.actions import NewKey, make_key

FORM = "application/x-www-form-urlencoded"
CODES = {"en": "en-GB", "fi": "fi-FI", "zh-Hant": "zh-TW", "zh-Hans": "zh-CN", "yue": "yue-HK"}


@pytest.mark.django_db
def test_every_rule_speaks_here_as_it_does_by_itself():
    client = Client(headers={"Authorization": f"Bearer {make_key(NewKey('A', ['check']), by=ada(), at=START)[1]}"})
    heard: set[tuple[str, str]] = set()
    examples = {one for rule in for_audience(Audience.CUSTOMER) for one in _bad(rule)}
    for text, variety in sorted(examples):
        body = urlencode({"text": text, "language": CODES[variety]})
        matches = client.post("/v2/check", body, content_type=FORM).json()["matches"]
        found = check(text, variety)
        assert [match["rule"]["subId"] for match in matches] == [finding.code for finding in found]
        units = text.encode("utf-16-le")
        for match, finding in zip(matches, found, strict=True):
            words = units[2 * match["offset"] :][: 2 * match["length"]].decode("utf-16-le")
            assert words == text[finding.start : finding.end] or finding.start == finding.end
            assert words
            heard.add((variety, finding.code))
    assert {variety for variety, _ in heard} == set(CODES)


def _bad(rule: Rule) -> set[tuple[str, str]]:
    """The drafts that a rule finds fault with, each after an emoji, which has two code units."""
    return {(f"😀 {one.text}", one.variety) for one in page_of(type(rule)).examples if one.is_bad}
