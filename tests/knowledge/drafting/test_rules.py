"""Every rule is documented in five varieties, and its examples are its tests."""

from __future__ import annotations

import re

import pytest

from evenhand.knowledge.drafting.catalogue import by_slug, catalogue
from evenhand.knowledge.drafting.check import check
from evenhand.knowledge.drafting.cues import EXEMPT, LANGUAGES, lines
from evenhand.knowledge.drafting.draft import Audience
from evenhand.knowledge.drafting.facts_reading import facts_from
from evenhand.knowledge.drafting.page import Example, page_of
from evenhand.knowledge.drafting.rule import PhraseRule, Rule
from evenhand.knowledge.drafting.words import LANGUAGES as PAGES
from evenhand.knowledge.drafting.words import message, page_in, suggestions, translated
from evenhand.knowledge.language.shape import VARIETIES

RULES = catalogue()
EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.slug}-{example.variety}-{'bad' if example.is_bad else 'good'}-{number}")
    for rule in RULES
    for number, example in enumerate(page_of(type(rule)).examples)
]
NESTED = re.compile(r"\{[^}]*\{")
NAMES = re.compile(r"\{(\w+)\}")


def found_in(rule: Rule, example: Example) -> list[str]:
    audience = Audience.CUSTOMER if Audience.CUSTOMER in rule.audiences else min(rule.audiences, key=lambda a: a.value)
    facts = facts_from({"sent_at": "2026-03-11T10:00", **example.facts})
    return [each.slug for each in check(example.text, example.variety, audience, facts)]  # type: ignore[arg-type]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_a_bad_example_is_found_by_its_rule_alone_and_a_good_one_passes(rule: Rule, example: Example) -> None:
    assert found_in(rule, example) == ([rule.slug] if example.is_bad else [])


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.slug)
def test_a_rule_shows_good_and_bad_in_every_variety(rule: Rule) -> None:
    shown = {(example.variety, example.is_bad) for example in page_of(type(rule)).examples}
    assert shown >= {(variety, bad) for variety in VARIETIES for bad in (True, False)}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.slug)
def test_a_rule_has_ready_phrases_in_every_variety_and_pages_in_every_language(rule: Rule) -> None:
    assert {variety for variety, _ in page_of(type(rule)).instead} == set(VARIETIES)
    for language in PAGES[1:]:
        table = translated(rule.slug, language)
        assert all(table[key].strip() for key in ("summary", "what", "why"))
        assert set(table["messages"]) == {kind or "default" for kind in rule.messages}
        for kind, words in rule.messages.items():
            assert set(NAMES.findall(table["messages"][kind or "default"])) == set(NAMES.findall(words)), language
        assert page_in(rule.slug, language).summary == table["summary"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.slug)
def test_phrases_are_of_known_languages_and_kinds(rule: Rule) -> None:
    for line in lines(rule.slug):
        assert line.language in LANGUAGES
        assert not NESTED.search(line.phrase), "choices cannot stand in one another"
        assert line.phrase.count("{") == line.phrase.count("}")
        assert line.replacement is None or line.language != "zh", "a replacement is of one script"
        if isinstance(rule, PhraseRule):
            assert line.kind in {*rule.messages, EXEMPT}


def test_codes_and_slugs_are_unique_and_found_by_either() -> None:
    assert len({rule.code for rule in RULES}) == len({rule.slug for rule in RULES}) == len(RULES)
    assert all(by_slug(rule.code) is by_slug(rule.slug) is type(rule) for rule in RULES)


def test_a_finding_speaks_the_readers_language_and_offers_words_in_the_drafts() -> None:
    draft = "Takaamme, ettei tämä enää koskaan toistu."
    (finding,) = check(draft)
    assert message(finding, draft, "zh-Hans").startswith("“Takaamme, ettei tämä enää koskaan toistu”是没有边界的承诺")
    assert suggestions(finding, "fi")[0].startswith("Jotta tämä ei toistuisi")
