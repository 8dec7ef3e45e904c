"""Drafts checked by programs: the same findings as on the command line, with the record's facts where wanted."""

from __future__ import annotations

import json

import builders
import promises
import pytest
from builders import START, ada, bo, cy, petra
from click.testing import CliRunner
from programs import Program, program_of

from evenhand.doors import clock
from evenhand.doors.api.resources import check as resource
from evenhand.doors.cli.check import check
from evenhand.knowledge.drafting.catalogue import catalogue
from evenhand.knowledge.drafting.check import CHECKED_AT_MOST
from evenhand.knowledge.drafting.check import check as by_itself
from evenhand.knowledge.drafting.draft import draft_of
from evenhand.knowledge.drafting.facts import NOTHING_KNOWN, Facts
from evenhand.knowledge.drafting.facts_reading import facts_from
from evenhand.knowledge.drafting.page import page_of
from evenhand.record.ledger.models import Entry
from evenhand.record.replies.actions.rules import switch_off

pytestmark = pytest.mark.django_db
PROMISE = "I guarantee this will never happen again. 😀 We will send you the report."


@pytest.fixture
def program(monkeypatch: pytest.MonkeyPatch) -> Program:
    """A program of Ada's that may check and nothing else."""
    monkeypatch.setattr(clock, "now", lambda: START)
    return program_of(ada(), "check")


def slugs(findings: list[dict[str, object]]) -> list[object]:
    """The rules that found something, in order."""
    return [finding["slug"] for finding in findings]


def test_the_findings_are_those_of_the_command_line(program: Program):
    printed = CliRunner().invoke(check, ["-", "--output", "json"], input=PROMISE).stdout
    answer = program.post("/check", {"text": PROMISE})
    assert answer.status == 200
    assert answer.body == {"language": "en", "findings": json.loads(printed)["-"]}
    assert slugs(answer.body["findings"]) == ["absolute-guarantee", "promise-without-date"]
    for finding in answer.body["findings"]:
        assert PROMISE[finding["start"] : finding["end"]] == finding["match"]


def test_a_clean_draft_and_an_empty_one(program: Program):
    for text in ("Thank you for your message.", "", " \n", "\0\u202e\ufeff"):
        assert program.post("/check", {"text": text}).body["findings"] == []


@pytest.mark.parametrize(("language", "text"), [
    ("fi", "Takaamme, ettei tämä enää koskaan toistu."),
    ("zh-Hant", "我們保證這種情況絕對不會再發生。"),
    ("zh-Hans", "我们保证这种情况绝对不会再发生。"),
])  # fmt: skip
def test_the_language_is_found_or_named(program: Program, language: str, text: str):
    found = program.post("/check", {"text": text}).body
    assert found["language"] == language
    assert found == program.post("/check", {"text": text, "lang": language}).body
    assert "absolute-guarantee" in slugs(found["findings"])


def test_messages_speak_the_language_of_the_member_unless_another_is_named():
    eeva = program_of(builders.somebody("Eeva Salo", ["agent"], language="fi"), "check")
    taiwan = program_of(builders.somebody("陳怡君", ["agent"], language="zh-hant"), "check")
    said = [
        asking.post("/check", body).body["findings"][0]["message"]
        for asking, body in (
            (eeva, {"text": PROMISE}), (eeva, {"text": PROMISE, "ui_lang": "en"}),
            (taiwan, {"text": PROMISE}), (eeva, {"text": PROMISE, "ui_lang": "zh-Hant"}),
        )
    ]  # fmt: skip
    assert said[2] == said[3]
    assert len(set(said)) == 3


def test_levels_and_ignores(program: Program):
    errors = program.post("/check", {"text": PROMISE, "min_level": "error"}).body["findings"]
    assert slugs(errors) == ["absolute-guarantee"]
    left = program.post("/check", {"text": PROMISE, "ignore": ["absolute-guarantee", "P101", "P101", "heat"]})
    assert slugs(left.body["findings"]) == ["unused-ignore"]


def test_a_rule_that_the_firm_switched_off_says_nothing(program: Program):
    switch_off("absolute-guarantee", "Our lawyers want it so.", by=bo(), at=START)
    assert slugs(program.post("/check", {"text": PROMISE}).body["findings"]) == ["promise-without-date"]


def test_several_drafts_are_answered_in_order_and_share_what_is_said_once(program: Program):
    drafts = [{"id": "a", "text": PROMISE}, {"text": PROMISE, "ignore": []}, {"id": 3, "text": "Thank you."}]
    answer = program.post("/check", {"drafts": drafts, "ignore": ["P101"], "min_level": "warning"}).body["drafts"]
    assert [each.get("id") for each in answer] == ["a", None, 3]
    assert [len(each["findings"]) for each in answer] == [1, 2, 0]
    assert set(answer[1]) == {"language", "findings"}


def test_a_long_draft_is_read_as_far_as_it_is_said(program: Program):
    answer = program.post("/check", {"text": "Thank you. " * 95_000 + PROMISE})
    assert answer.status == 200
    assert answer.body["checked_to"] == CHECKED_AT_MOST
    assert answer.body["findings"] == []
    assert program.post("/check", {"text": "x" * (2 * 1024 * 1024)}).code == "too-large"


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> list[Facts]:
    """The facts that each draft is checked with, in order; rules and what they make of them have tests of their own."""
    heard: list[Facts] = []

    def listen(text: str, language: object, audience: object, facts: Facts) -> object:
        heard.append(facts)
        return draft_of(text, language, audience, facts)

    monkeypatch.setattr(resource, "draft_of", listen)
    return heard


def test_facts_that_are_sent_are_heard(program: Program, known: list[Facts]):
    program.post("/check", {"text": "x", "facts": {"inbound": "Where is it?", "minutes": []}})
    program.post("/check", {"text": "x"})
    assert known == [Facts(inbound="Where is it?", minutes=()), NOTHING_KNOWN]


@pytest.mark.parametrize(("sent", "path"), [
    ({"text": "x", "facts": {"moon": 1}}, "$.facts.moon"),
    ({"text": "x", "facts": []}, "$.facts"),
    ({"text": "x", "facts": {"minutes": [{"text": 3}]}}, "$.facts.minutes[0].text"),
    ({"text": "x", "facts": {"authority": {"discount_max_percent": "many"}}}, "$.facts.authority.discount_max_percent"),
    ({"drafts": [{"text": "x"}, {"text": "x", "facts": {"sent_at": "soon"}}]}, "$.drafts[1].facts.sent_at"),
    ({"drafts": [{"text": "x"}] * 101}, "$.drafts"),
    ({"drafts": [{}]}, "$.drafts[0].text"),
    ({"text": "x", "drafts": []}, "$"),
    ({}, "$"),
    ({"text": "x", "lang": "sv"}, "$.lang"),
    ({"text": "x", "ui_lang": "yue"}, "$.ui_lang"),
    ({"text": "x", "min_level": "shouting"}, "$.min_level"),
    ({"text": "x", "ignore": "P101"}, "$.ignore"),
    ({"text": "x", "language": "en"}, "$.language"),
])  # fmt: skip
def test_every_place_that_is_wrong_is_named(program: Program, sent: object, path: str):
    answer = program.post("/check", sent)
    assert answer.code == "invalid"
    assert [error["path"] for error in answer.body["errors"]] == [path]
    assert answer.body["errors"][0]["message"]


def test_the_record_stands_in_for_facts_that_are_not_sent(program: Program, known: list[Facts]):
    conversation = promises.desk()
    promises.commitment(conversation, "Send the list", party="them")
    body = {"text": "x", "conversation": conversation.pk}
    program.post("/check", body)
    program.post("/check", body | {"facts": {"owed_inputs": []}})
    program.post("/check", {"drafts": [body, {"text": "x"}]})
    program.post("/check", {"drafts": [{"text": "x"}], "conversation": conversation.pk})
    assert [facts.owed_inputs and facts.owed_inputs[0].what for facts in known] == [
        "Send the list", (), "Send the list", None, "Send the list",
    ]  # fmt: skip
    assert known[1].sent_at == known[0].sent_at == START
    assert known[1].minutes == ()
    assert (known[0].notes, known[3].notes) == ((), None)


def test_a_conversation_of_another_team_is_not_there(program: Program):
    conversation = promises.desk()
    body = {"text": "Thank you.", "conversation": conversation.pk}
    assert program.post("/check", body).status == 200
    assert program_of(cy(), "check").post("/check", body).code == "not-found"
    assert program_of(petra(), "check").post("/check", body).code == "role"
    assert program_of(petra(), "check").post("/check", {"text": "Thank you."}).status == 200


def test_only_a_key_for_checking_checks_and_nothing_is_kept(program: Program):
    assert program_of(ada(), "read", "write").post("/check", {"text": "x"}).code == "scope"
    assert program.get("/me").status == 200
    before = Entry.objects.count()
    program.post("/check", {"text": PROMISE})
    assert Entry.objects.count() == before


def test_every_rule_speaks_here_as_it_does_by_itself(program: Program):
    heard: set[str] = set()
    for rule in catalogue():
        audience = min(rule.audiences, key=lambda each: each.value)
        examples = [one for one in page_of(type(rule)).examples if one.is_bad]
        drafts = [{"text": one.text, "lang": one.variety, "facts": dict(one.facts)} for one in examples]
        answer = program.post("/check", {"audience": audience.value, "drafts": drafts}).body["drafts"]
        for one, each in zip(examples, answer, strict=True):
            expected = by_itself(one.text, one.variety, audience, facts_from(dict(one.facts)))
            assert slugs(each["findings"]) == [finding.slug for finding in expected]
            heard.update(finding.slug for finding in expected)
    assert {rule.slug for rule in catalogue()} == heard
