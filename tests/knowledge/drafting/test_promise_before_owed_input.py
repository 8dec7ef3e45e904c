"""Bo owes files; what Ada promises for Friday hangs on them, or should."""

from __future__ import annotations

from typing import Any

import pytest

from evenhand.knowledge.drafting.catalogue import by_slug
from evenhand.knowledge.drafting.check import check
from evenhand.knowledge.drafting.facts_reading import facts_from
from evenhand.knowledge.drafting.finding import Finding
from evenhand.knowledge.drafting.words import message

FOLDERS = "We will deliver the folders by Friday, 20 March."
OWED = [{"what": "logo files", "since": "2026-03-02"}, {"what": "delivery address"}]


def found(draft: str, language: str = "en", **facts: Any) -> list[Finding]:
    known = facts_from({"sent_at": "2026-03-11T10:00", "owed_inputs": OWED, **facts})
    return list(check(draft, language, facts=known, rules=[by_slug("promise-before-owed-input")()]))  # type: ignore[arg-type]


def test_the_finding_names_what_is_owed() -> None:
    (finding,) = found(FOLDERS)
    assert FOLDERS[finding.start : finding.end] == "We will deliver the folders by Friday"
    assert "logo files; delivery address" in message(finding, FOLDERS)


def test_where_nothing_is_owed_or_known_the_rule_is_silent() -> None:
    assert found(FOLDERS, owed_inputs=[]) == []
    assert list(check(FOLDERS, "en", rules=[by_slug("promise-before-owed-input")()])) == []


def test_a_check_of_the_thing_that_still_holds_makes_the_same_words_fine() -> None:
    assert found(FOLDERS, capability_checks=[{"what": "printing of folders", "until": "2026-03-20"}]) == []
    assert len(found(FOLDERS, capability_checks=[{"what": "printing of folders", "until": "2026-03-19"}])) == 1
    assert len(found(FOLDERS, capability_checks=[])) == 1


@pytest.mark.parametrize(
    ("language", "draft"),
    [
        ("en", "Once we have the logo files, we will deliver the folders by Friday, 20 March."),
        ("en", "We will deliver by Friday, 20 March. For that we need the logo files by Friday, 13 March."),
        ("en", "Please send us the logo files by Friday, 13 March. We will deliver the folders by Friday, 20 March."),
        ("fi", "Toimitamme kansiot perjantaihin 20.3. mennessä, jos logo on meillä viimeistään 13.3."),
        ("fi", "Kun tiedostot ovat meillä, toimitamme kansiot perjantaihin 20.3. mennessä."),
        ("zh-Hant", "收到商標檔案後，我們會在3月20日前把資料夾送到。"),
        ("zh-Hans", "我们会在3月20日前送到，前提是3月13日前收到商标文件。"),
        ("yue", "收到你啲檔案之後，我哋3月20號之前會送到。"),
        ("en", "I will call you on Friday, 20 March."),
        ("fi", "Soitan teille perjantaina 20.3."),
    ],
)
def test_a_promise_that_hangs_on_the_input_and_a_mere_word_pass(language: str, draft: str) -> None:
    assert found(draft, language) == []


@pytest.mark.parametrize(
    ("language", "draft"),
    [
        ("en", "Thank you for your patience. You'll have the folders on 20 March."),
        ("en", "The folders ship on 20 March. We still wait for a reply from the printer's shop."),
        ("fi", "Kansiot ovat teillä perjantaina 20.3."),
        ("zh-Hant", "資料夾3月20日就可以送到。"),
        ("zh-Hans", "文件夹3月20日前一定交付。"),
        ("yue", "啲文件夾3月20號實送到。"),
    ],
)
def test_a_day_without_a_condition_is_found(language: str, draft: str) -> None:
    assert len(found(draft, language)) == 1
