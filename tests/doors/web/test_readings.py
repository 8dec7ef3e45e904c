"""Every code that a reader or a parser can give has words, in every language of the desk."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from django.utils import translation

import evenhand.doors.connectors.mail as mail_readers
from evenhand.doors.web import readings as words
from evenhand.knowledge.language.masking import ALWAYS, WHEN_HARSH
from evenhand.knowledge.language.shape import KINDS
from evenhand.knowledge.language.signals.reasons import REASONS

LANGUAGES = ("en", "fi", "zh-hant", "zh-hans")


def test_every_reason_has_a_sentence() -> None:
    assert set(words.REASONS) >= REASONS


def test_every_kind_has_words_and_every_quoting_reason_exists() -> None:
    assert set(words.KINDS) == set(KINDS)
    assert set(words.KINDS) >= WHEN_HARSH
    assert frozenset().union(*words.QUOTED_BY.values()) >= ALWAYS
    assert set(words.QUOTED_BY) <= REASONS
    assert frozenset().union(*words.QUOTED_BY.values()) <= set(KINDS)


def test_every_problem_that_the_mail_readers_note_has_words() -> None:
    noted = set()
    for path in Path(mail_readers.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) == "_note":
                noted |= {arg.value for arg in node.args if isinstance(arg, ast.Constant)}
    assert noted >= {"cut", "too-deep", "too-many-parts"}
    assert noted <= set(words.PROBLEMS)


def test_a_problem_with_a_detail_is_told_without_it() -> None:
    assert (
        words.problem("unknown-charset:x-odd")
        == "It names an encoding that is not known; some characters may be wrong."
    )


def test_a_code_without_words_is_not_swallowed() -> None:
    assert words.reason("brand-new-reason") == "brand-new-reason"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_hidden_is_named_in_each_language(language: str) -> None:
    with translation.override(language):
        named = words.hidden_kind(["insult", "contempt", "insult"])
        assert named.count(words.word(words.KINDS, "insult")) == 1
        assert words.word(words.KINDS, "contempt") in named
        assert words.hidden_kind([])


def test_a_calm_message_says_that_nothing_pushes() -> None:
    said = words.temperature_sentence(0, "calm", has_reasons=False)
    assert said == "This message is calm: 0 on a scale from 0 to 4. Nothing in it pushes."


def test_fault_is_what_they_say_never_what_is() -> None:
    assert words.fault_sentence({"claimed": True}).endswith("people decide.")
    assert words.fault_sentence({}) == "They do not say that the fault is ours."
