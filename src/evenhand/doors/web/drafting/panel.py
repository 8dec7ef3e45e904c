"""What stands beside a reply while it is written, every word ready for the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from evenhand.doors.web.drafting import words
from evenhand.doors.web.tongues import html_lang
from evenhand.knowledge.drafting.finding import Finding
from evenhand.knowledge.drafting.words import message, suggestions
from evenhand.record.agreements import replying
from evenhand.record.conversations.models import Conversation
from evenhand.record.people.calendar import working_calendar
from evenhand.record.people.models import Member
from evenhand.record.replies.actions.pausing import pause_times
from evenhand.record.replies.checking import Checked, words_of
from evenhand.record.replies.models import Pause, Standing
from evenhand.record.replies.queries import pause_of

LONGEST_QUOTE = 80
_TELLING = 40  # characters: a sentence that has so many of the words has them all, or has cut them off itself
MOST_SHOWN = 40  # findings at once; the gravest come first


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding: `name` is how forms name it, `quote` its words where the sentence `why` does not have them.

    `replacement` is None where nothing can be put in place. `takes_out`: it leaves nothing but the end of the words.
    """

    name: str
    start: int
    end: int
    severity: str
    grave: str
    rule: str
    quote: str
    why: str
    replacement: str | None
    takes_out: bool
    phrases: Sequence[str]
    address: str


@dataclass(frozen=True, slots=True)
class Left:
    """Something that the writer lets stand, or let stand and that is gone from the text (`is_unused`)."""

    pk: int
    rule: str
    quote: str
    reason: str
    is_unused: bool


@dataclass(frozen=True, slots=True)
class Panel:
    """The findings of a draft with what can be done; `more` are not shown, `errors` are the slugs told of.

    `has_phrases`: some finding comes with words to write instead.
    """

    status: str
    lang: str
    findings: Sequence[Shown]
    more: int
    left: Sequence[Left]
    errors: str
    has_phrases: bool
    is_hot: bool
    is_cut: bool
    pause: Pause | None
    pause_is_over: bool
    pause_times: Sequence[tuple[str, datetime]]


def panel_for(member: Member, row: Conversation, text: str, *, now: datetime) -> Panel:
    """Check the text and say what was found."""
    return panel_of(member, row, replying.check(row, text, member, now=now), now=now)


def panel_of(member: Member, row: Conversation, checked: Checked, *, now: datetime) -> Panel:
    """What was found in a draft, in the language of the page."""
    pause = pause_of(row, member)
    empty = not checked.text.strip()
    shown = [_shown(finding, checked) for finding in checked.findings[:MOST_SHOWN]]
    return Panel(
        status=words.status_of(checked.findings, unused=len(checked.unused), is_empty=empty),
        lang=html_lang(checked.language),
        findings=shown,
        more=max(0, len(checked.findings) - MOST_SHOWN),
        left=[*(_left(one, True) for one in checked.unused), *(_left(one, False) for one in checked.used)],
        errors=" ".join(sorted(set(checked.errors))),
        has_phrases=any(each.phrases for each in shown),
        is_hot=checked.is_hot,
        is_cut=checked.is_cut,
        pause=pause,
        pause_is_over=pause is not None and pause.until <= now,
        pause_times=list(pause_times(now, working_calendar()).items()) if checked.is_hot else [],
    )


def named(finding: Finding) -> str:
    """How a form names a finding of the text that it sends along."""
    return f"{finding.slug}:{finding.start}:{finding.end}"


def _shown(finding: Finding, checked: Checked) -> Shown:
    said = " ".join(words_of(finding, checked.text).split())
    why = message(finding, checked.text, words.page_language())
    return Shown(
        name=named(finding),
        start=finding.start,
        end=finding.end,
        severity=finding.severity.value,
        grave=str(words.SEVERITIES[finding.severity]),
        rule=words.rule_name(finding.slug),
        quote="" if said[:_TELLING] in why else _short(said),
        why=why,
        replacement=finding.replacement,
        takes_out=_takes_out(said, finding.replacement),
        phrases=() if finding.replacement is not None else suggestions(finding, checked.language),
        address=f"{reverse('rule', args=[finding.slug])}?lang={checked.language}",
    )


def _takes_out(said: str, replacement: str | None) -> bool:
    """Whether what is put in place is the last of the words that stood there, or nothing."""
    if replacement is None or len(replacement) >= len(said):
        return False
    return not replacement or (replacement.isalpha() and said.lower().endswith(replacement.lower()))


def _left(row: Standing, is_unused: bool) -> Left:
    return Left(row.pk, words.rule_name(row.slug), _short(" ".join(row.words.split())), row.reason, is_unused)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_QUOTE else f"{text[: LONGEST_QUOTE - 1]}…"
