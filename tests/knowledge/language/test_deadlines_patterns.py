"""The pattern files: every rule is tried wherever it could begin, and means something."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from beginnings import beginnings

from evenhand.knowledge.language import deadlines
from evenhand.knowledge.language.deadlines.find import grammar_of

VARIETIES = ("en", "fi", "zh-Hans", "yue", "und")
FILES = sorted(Path(deadlines.__file__).parent.glob("*.tsv"))


def rules_of(variety):
    return {rule.name: rule for rules in grammar_of(variety).rules.values() for rule in rules}.values()


@pytest.mark.parametrize("variety", VARIETIES)
def test_a_rule_names_every_beginning_that_its_matches_can_have(variety):
    for rule in rules_of(variety):
        for beginning in beginnings(rule.pattern, max(map(len, rule.starts))):
            assert beginning.startswith(rule.starts), f"{rule.name}: add {beginning!r} to its beginnings"


@pytest.mark.parametrize("variety", VARIETIES)
def test_no_pattern_repeats_without_a_bound(variety):
    for rule in rules_of(variety):
        bare = re.sub(r"\[[^\]]*\]", "C", re.sub(r"\\.", "x", rule.pattern))
        assert not re.search(r"[*+]|\{\d*,\}", bare), rule.name


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_names_are_used_once_and_rows_are_whole(file):
    rows = [line.split("\t") for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert all(len(row) == (3 if row[0] in ("let", "around") else 4) for row in rows)
    assert max(Counter(row[1] for row in rows).values()) == 1


def test_beginnings_are_worked_out_from_the_pattern():
    assert beginnings(r"(?:next )?fri(?:day)?\b", 3) == {"nex", "fri"}
    assert beginnings(r"(?<!x)\d{1,2}[ap]m", 3) == {"#"}
    assert beginnings(r"[周星]一?", 2) == {"周", "星"}
