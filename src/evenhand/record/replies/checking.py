"""The draft check for a reply: the rules that the firm has not switched off, and what its writer lets stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast
from zoneinfo import ZoneInfo

from evenhand.knowledge.drafting.check import CHECKED_AT_MOST, check_draft, for_audience
from evenhand.knowledge.drafting.draft import Audience, Draft, draft_of
from evenhand.knowledge.drafting.facts_reading import facts_from
from evenhand.knowledge.drafting.finding import Finding, Severity
from evenhand.knowledge.drafting.heated import is_hot
from evenhand.knowledge.language.shape import Variety
from evenhand.record.conversations.models import Conversation
from evenhand.record.people.models import Member
from evenhand.record.people.queries import workspace
from evenhand.record.replies.house_rules import house_books
from evenhand.record.replies.models import Standing
from evenhand.record.replies.queries import slugs_off, standing_in_draft


@dataclass(frozen=True, slots=True)
class Checked:
    """A reply that was checked; offsets are code points of `text`.

    `findings` are what is left, errors first and each kind in the order of the text. `stands` are those that the
    writer lets stand, `unused` decisions of theirs that match nothing any more. `is_cut`: only the beginning was read.
    """

    text: str
    language: Variety
    findings: Sequence[Finding]
    stands: Sequence[tuple[Standing, Finding]]
    unused: Sequence[Standing]
    is_hot: bool
    is_cut: bool

    @property
    def errors(self) -> list[str]:
        """The slugs of the errors left."""
        return [finding.slug for finding in self.findings if finding.severity is Severity.ERROR]

    @property
    def used(self) -> list[Standing]:
        """The decisions that match something, each once."""
        return list({row.pk: row for row, _ in self.stands}.values())


def check_reply(conversation: Conversation, text: str, member: Member, facts: Mapping[str, Any]) -> Checked:
    """Check what a member writes to a customer. `facts` are those of the draft check, as JSON values.

    Lines may end as browsers send them; offsets count each end as one. Raises FactsError.
    """
    words = plain(text)
    if not words.strip():
        return Checked(words, "und", (), (), (), is_hot=False, is_cut=False)
    draft = _draft(words, conversation, facts)
    off = slugs_off()
    found = check_draft(draft, (*for_audience(Audience.CUSTOMER, off), *house_books(off)))
    rows = standing_in_draft(conversation, member)
    stands = [(row, finding) for finding in found if (row := _standing(finding, words, rows)) is not None]
    standing = {id(finding) for _, finding in stands}
    left = sorted((each for each in found if id(each) not in standing), key=lambda each: -each.severity.rank)
    used = {row.pk for row, _ in stands}
    return Checked(
        text=words,
        language=draft.language,
        findings=left,
        stands=stands,
        unused=[row for row in rows if row.pk not in used],
        is_hot=is_hot(draft, found),
        is_cut=len(words) > CHECKED_AT_MOST,
    )


def plain(text: str) -> str:
    """The text of a form with one character for the end of a line, and without NUL."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


def words_of(finding: Finding, text: str) -> str:
    """The words of the draft that a finding is about."""
    return text[finding.start : finding.end]


def _draft(text: str, conversation: Conversation, facts: Mapping[str, Any]) -> Draft:
    """The draft, in the customer's language where its own cannot be told."""
    known = facts_from(dict(facts), ZoneInfo(workspace().timezone or "UTC"))
    draft = draft_of(text[:CHECKED_AT_MOST], facts=known)
    if draft.language == "und" and conversation.language not in ("", "und"):
        return replace(draft, language=cast(Variety, conversation.language))
    return draft


def _standing(finding: Finding, text: str, rows: Sequence[Standing]) -> Standing | None:
    said = words_of(finding, text)
    return next((row for row in rows if row.slug == finding.slug and row.words in ("", said)), None)
