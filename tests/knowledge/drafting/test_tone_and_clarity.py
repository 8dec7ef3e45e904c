"""What lies around the words decides: anger, contempt, vagueness, owners, and the next word from us."""

from __future__ import annotations

import pytest

from evenhand.knowledge.drafting.check import check
from evenhand.knowledge.drafting.draft import Audience
from evenhand.knowledge.drafting.facts_reading import facts_from
from evenhand.knowledge.drafting.finding import Finding, Severity

WHEN = {"sent_at": "2026-03-11T10:00"}


def found(slug: str, text: str, audience: Audience = Audience.CUSTOMER, **facts: object) -> list[Finding]:
    return [each for each in check(text, "en", audience, facts_from({**WHEN, **facts})) if each.slug == slug]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("We have been patient, but YOU ARE NOT the only customer here.", "shouting"),
        ("I have ALREADY answered this TWICE.", "shouting"),
        ("You want it by tomorrow?!", "marks"),
        ("You are an idiot.", "insult"),
        ("I am sick and tired of your mails.", ""),
    ],
)
def test_ada_is_told_how_her_anger_shows(text: str, kind: str) -> None:
    (finding,) = found("heat", text)
    assert finding.kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "Do NOT switch the router off while it updates.",
        "Your printer is an HP ENVY 5530 USB, and it is covered.",
        "Thank you so much!!!",
        "I understand that you are fed up with waiting, and I am sorry.",
    ],
)
def test_a_stressed_word_a_name_and_thanks_are_no_anger(text: str) -> None:
    assert not found("heat", text)


def test_contempt_is_found_whoever_reads_it() -> None:
    for audience in Audience:
        assert found("contempt", "Our customers are stupid.", audience)
        assert not found("contempt", "Our customers are not stupid.", audience)


def test_a_vague_time_is_a_warning_only_where_the_customer_asked_when() -> None:
    text = "The refund should reach you in due course."
    (plain,) = found("vague", text)
    (asked,) = found("vague", text, inbound="When do I get my money?")
    assert (plain.severity, asked.severity) == (Severity.SUGGESTION, Severity.WARNING)
    assert not found("vague", text + " That is by Friday, 13 March.", inbound="When do I get my money?")


def test_a_step_of_someones_passes_where_a_person_is_named_beside_it() -> None:
    assert found("no-owner", "Someone will be in touch tomorrow.")
    assert not found("no-owner", "Someone will be in touch tomorrow. I will see to it myself.")


def test_an_open_matter_needs_a_time_of_the_next_word_from_us() -> None:
    assert found("missing-next-update", "We are still looking into the failed export.")
    assert not found("missing-next-update", "We are still looking into it. You will hear from me by Thursday at 15:00.")
    assert not found("missing-next-update", "We are still looking into it. Please send us the log file.")
    assert found("missing-next-update", "You paid on 2 March. We are still looking into it. Sorry for the trouble.")


def test_an_empty_assurance_passes_where_anything_concrete_stands() -> None:
    assert found("evasive", "We take this very seriously.")
    assert not found("evasive", "We take this very seriously. The lock was replaced on 3 March 2026.")
    assert found("evasive", "Your order is late due to unforeseen circumstances.")
    assert not found("evasive", "Your order is late due to unforeseen circumstances: our cutter broke.")


@pytest.mark.parametrize("text", ["A" * 50_000, "YOU " * 12_000, "!?" * 25_000, "we will " * 6_000, "请等" * 25_000])
def test_hostile_text_is_read_without_delay(text: str) -> None:
    found = check(text, "en", Audience.PUBLIC)
    assert all(0 <= each.start < each.end <= len(text) for each in found)
