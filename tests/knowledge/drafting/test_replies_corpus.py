"""The labelled replies that the draft check is measured on: their shape, and that no slug is missing."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

REPLIES = Path(__file__).resolve().parents[3] / "corpus" / "replies"
VARIETIES = ("en", "zh-Hant", "yue", "zh-Hans", "fi")
SLUGS = frozenset(
    """absolute-guarantee promise-without-date unchecked-promise promise-before-owed-input contradicts-record
    beyond-authority refusal-without-reason refusal-without-alternative blaming-customer proving-oneself-right sarcasm
    heat contempt dismissive admits-liability-before-facts unbacked-claim no-owner missing-next-update
    unanswered-question vague evasive internal-leak wrong-language unfair-restriction forced-apology""".split()
)
# What a rule can only know from the facts: without its key the label could not be found by anybody.
NEEDED = {
    "beyond-authority": "authority",
    "unchecked-promise": "capability_checks",
    "promise-before-owed-input": "owed_inputs",
    "unanswered-question": "inbound",
    "wrong-language": "customer_language",
}
LISTS = {
    "owed_inputs": {"what", "since"},
    "minutes": {"text", "agreed_on"},
    "open_commitments": {"what", "due"},
    "capability_checks": {"what", "by", "until"},
}
NAMES = {"other_customers", "notes"}
WORDS = {"customer_language", "sent_at", "inbound", "customer"}


def replies(variety: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (REPLIES / f"{variety}.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("variety", VARIETIES)
def test_every_line_has_the_shape(variety: str) -> None:
    for row in replies(variety):
        assert set(row) == {"id", "lang", "audience", "text", "facts", "expect"}, row["id"]
        assert row["id"].startswith(f"{variety}-"), row["id"]
        assert row["lang"] in VARIETIES, row["id"]
        assert row["audience"] in {"customer", "internal", "public"}, row["id"]
        check_facts(row["facts"], row["id"])


@pytest.mark.parametrize("variety", VARIETIES)
def test_labels_quote_the_text_and_stand_on_facts(variety: str) -> None:
    for row in replies(variety):
        assert len(row["expect"]) <= 4, row["id"]
        for label in row["expect"]:
            assert set(label) == {"slug", "match"}, row["id"]
            assert label["slug"] in SLUGS, row["id"]
            assert label["match"], row["id"]
            assert label["match"] in row["text"], (row["id"], label["match"])
            assert NEEDED.get(label["slug"], "") in {"", *row["facts"]}, (row["id"], label["slug"])


@pytest.mark.parametrize("variety", VARIETIES)
def test_sixty_different_replies_and_half_of_them_clean(variety: str) -> None:
    rows = replies(variety)
    assert len({row["id"] for row in rows}) == 60
    assert len({row["text"] for row in rows}) == 60
    assert sum(not row["expect"] for row in rows) == 30


@pytest.mark.parametrize("variety", VARIETIES)
def test_every_slug_occurs_and_most_twice(variety: str) -> None:
    counts = Counter(label["slug"] for row in replies(variety) for label in row["expect"])
    assert set(counts) == SLUGS
    assert sum(count > 1 for count in counts.values()) > len(SLUGS) / 2


@pytest.mark.parametrize("variety", VARIETIES)
def test_the_wrong_language_is_another_than_the_customers(variety: str) -> None:
    for row in replies(variety):
        if "wrong-language" in {label["slug"] for label in row["expect"]}:
            assert row["facts"]["customer_language"] != row["lang"], row["id"]


def check_facts(facts: dict[str, Any], name: str) -> None:
    assert set(facts) <= {*LISTS, *NAMES, *WORDS, "authority"}, name
    for key, fields in LISTS.items():
        assert all(set(entry) == fields for entry in facts.get(key, [])), (name, key)
    assert all(isinstance(word, str) for key in NAMES for word in facts.get(key, [])), name
    assert all(isinstance(facts[key], str) for key in WORDS & set(facts)), name
    assert set(facts.get("authority", {})) <= {"refund_max", "discount_max_percent"}, name
    if "sent_at" in facts:
        assert datetime.fromisoformat(facts["sent_at"]).year == 2026, name
