"""What the writer, or the workspace, has decided to let stand; an ignore that matches nothing is itself a finding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from evenhand.knowledge.drafting.draft import Audience, Draft
from evenhand.knowledge.drafting.finding import Finding, Severity
from evenhand.knowledge.drafting.rule import Rule


class Ignore(NamedTuple):
    """A rule by slug or code, and the words it may say nothing about ("" for the whole draft)."""

    name: str
    words: str = ""


class UnusedIgnore(Rule):
    """An ignore that matches nothing.

    ## What it does
    Names what was to be ignored in this draft and was not found in it.

    ## Why it matters
    An ignore that no longer applies hides the next finding of its kind, which nobody has looked at.

    ## Example
    The draft was changed, and the promise that was to stand is gone from it.

    ## Use instead
    Take the ignore back.
    """

    code = "I101"
    slug = "unused-ignore"
    severity = Severity.SUGGESTION
    audiences = frozenset(Audience)
    messages = {"": "“{ignored}” was to be ignored here, but nothing like it was found. Take the ignore back."}

    def check(self, draft: Draft) -> Iterator[Finding]:
        """Nothing: what is unused is known only after the other rules."""
        del draft
        yield from ()


def let_stand(
    findings: Sequence[Finding], text: str, ignores: Sequence[Ignore]
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """The findings left, with one for each ignore that matched none, and those that were ignored."""
    used: set[Ignore] = set()
    kept: list[Finding] = []
    ignored: list[Finding] = []
    for finding in findings:
        matching = [each for each in ignores if _matches(each, finding, text)]
        used.update(matching)
        (ignored if matching else kept).append(finding)
    unused = [UnusedIgnore().finding(0, 0, values={"ignored": each.name}) for each in ignores if each not in used]
    return (*kept, *unused), tuple(ignored)


def _matches(ignore: Ignore, finding: Finding, text: str) -> bool:
    if ignore.name not in (finding.slug, finding.code):
        return False
    return not ignore.words or ignore.words == text[finding.start : finding.end]
