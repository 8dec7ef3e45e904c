"""What a rule is: a small class whose docstring is its page, its examples and its ready phrases."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from evenhand.knowledge.drafting.draft import Audience, Draft, Match
from evenhand.knowledge.drafting.finding import Finding, Safety, Severity
from evenhand.knowledge.language.document import Sentence

EVERYBODY = frozenset(Audience)
OUTSIDE = frozenset({Audience.CUSTOMER, Audience.PUBLIC})
TO_CUSTOMER = frozenset({Audience.CUSTOMER})


class Rule(ABC):
    """A rule of the draft check. It sees the draft and the facts in it, never a database, network or clock.

    `messages` has an English sentence for each kind of finding, with the names of its values in braces; "{match}" is
    the words found. Its translations stand in `<rule>.toml` beside the rule, its phrases in `<rule>.tsv`.
    """

    code: ClassVar[str]
    slug: ClassVar[str]
    severity: ClassVar[Severity]
    audiences: ClassVar[frozenset[Audience]] = OUTSIDE
    since: ClassVar[str] = "0.2"
    messages: ClassVar[Mapping[str, str]]

    @abstractmethod
    def check(self, draft: Draft) -> Iterator[Finding]:
        """The findings in a draft, in any order."""

    def finding(
        self,
        start: int,
        end: int,
        kind: str = "",
        values: Mapping[str, str] | None = None,
        *,
        severity: Severity | None = None,
        replacement: str | None = None,
        safety: Safety | None = None,
        phrase: str = "",
    ) -> Finding:
        """A finding of this rule at these code points of the draft; a replacement asks unless it is said to be safe."""
        return Finding(
            code=self.code,
            slug=self.slug,
            severity=severity or self.severity,
            start=start,
            end=end,
            kind=kind,
            values=values or {},
            replacement=replacement,
            safety=safety or (Safety.SHOW if replacement is None else Safety.ASK),
            phrase=phrase or kind,
        )

    def of_sentence(self, sentence: Sentence) -> Finding:
        """A suggestion about a whole sentence that sounds like what the rule means."""
        start = sentence.start + len(sentence.text) - len(sentence.text.lstrip())
        kind = next(iter(self.messages))
        return self.finding(start, start + len(sentence.text.strip()), kind, severity=Severity.SUGGESTION)


class PhraseRule(Rule):
    """A rule that finds its phrases; `stands` may let one pass for what is around it.

    Phrases of one kind in one sentence make one finding, from the first to the last, unless they can be replaced.
    """

    def check(self, draft: Draft) -> Iterator[Finding]:
        """A finding for each sentence in which a phrase stands."""
        standing = [match for match in draft.matches(self.slug) if self.stands(draft, match)]
        for match in joined(standing):
            yield self.finding(match.start, match.end, match.cue.kind, replacement=match.cue.replacement)

    def stands(self, draft: Draft, match: Match) -> bool:
        """Whether the phrase is one for this rule, in this place."""
        del draft, match
        return True


class SentenceRule(PhraseRule):
    """A rule that finds its phrases and says one thing of a sentence: what the first phrase in it means."""

    def check(self, draft: Draft) -> Iterator[Finding]:
        """A finding for each sentence in which a phrase stands, from the first phrase to the last of its kind."""
        told: set[int] = set()
        for match in joined([match for match in draft.matches(self.slug) if self.stands(draft, match)]):
            if match.sentence not in told:
                told.add(match.sentence)
                yield self.told(draft, match)

    def told(self, draft: Draft, match: Match) -> Finding:
        """What is said of a sentence."""
        del draft
        return self.finding(match.start, match.end, match.cue.kind)


def joined(matches: Sequence[Match]) -> list[Match]:
    """Neighbours of one kind in one sentence as one; what has a replacement stays by itself."""
    found: list[Match] = []
    for match in matches:
        if found and _belong(found[-1], match):
            found[-1] = found[-1]._replace(end=match.end)
        else:
            found.append(match)
    return found


def _belong(first: Match, second: Match) -> bool:
    same = (first.sentence, first.cue.kind) == (second.sentence, second.cue.kind)
    return same and first.cue.replacement is None and second.cue.replacement is None
