"""Every rule speaks on the command line in every variety, at the code points at which it speaks by itself."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from click.testing import CliRunner

from evenhand.doors.cli.check import check
from evenhand.knowledge.drafting.catalogue import catalogue
from evenhand.knowledge.drafting.check import check as by_itself
from evenhand.knowledge.drafting.draft import Audience
from evenhand.knowledge.drafting.facts_reading import facts_from
from evenhand.knowledge.drafting.page import Example, page_of
from evenhand.knowledge.drafting.rule import Rule
from evenhand.knowledge.language.shape import VARIETIES


def bad_examples(rule: type[Rule]) -> Iterator[tuple[str, Example]]:
    """The drafts that a rule finds fault with, by a name; each after an emoji."""
    for number, one in enumerate(page_of(rule).examples):
        if one.is_bad:
            yield f"{rule.slug}/{number}", one._replace(text=f"😀 {one.text}")


@pytest.mark.parametrize("audience", list(Audience), ids=lambda each: each.value)
def test_every_rule_speaks_here_as_it_does_by_itself(audience: Audience) -> None:
    rules = [rule for rule in catalogue() if audience in rule.audiences]
    drafts = {name: one for rule in rules for name, one in bad_examples(type(rule))}
    rows = [
        {"id": name, "text": one.text, "lang": one.variety, "facts": dict(one.facts)} for name, one in drafts.items()
    ]
    sent = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    result = CliRunner().invoke(check, ["--jsonl", "--audience", audience.value], input=sent)
    assert result.exit_code == 1, result.output
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    said = {each["id"]: [(one["slug"], one["start"], one["end"]) for one in each["findings"]] for each in answers}
    heard = set()
    for name, one in drafts.items():
        expected = by_itself(one.text, one.variety, audience, facts_from(dict(one.facts)))
        assert said[name] == [(each.slug, each.start, each.end) for each in expected]
        heard.update((each.slug, one.variety) for each in expected)
    assert heard >= {(rule.slug, variety) for rule in rules for variety in VARIETIES}
