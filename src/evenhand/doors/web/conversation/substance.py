"""What stands above a hidden message: what they want, by when, what they say happened, in their words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from evenhand.doors.web import readings as words
from evenhand.doors.web.conversation.statements import due_in_words
from evenhand.knowledge.language.substance import GAP, Range
from evenhand.record.conversations.models import Message, Reading
from evenhand.record.protection.wellbeing.substance import HARSH, substance_in

FACTS: words.Words = {
    "fault": _("Our fault, they say"),
    "promise": _("A promise they name"),
    "figure": _("Figures"),
    "date": _("A date"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing in their words: `label` says in ours what it is; between each two `pieces` of theirs is a gap."""

    label: str
    pieces: Sequence[str]


@dataclass(frozen=True, slots=True)
class Group:
    """The lines under one head."""

    head: str
    lines: Sequence[Line]
    is_time: bool = False


def substance_shown(
    message: Message, reading: Reading | None, hidden: Sequence[Range], now: datetime
) -> Sequence[Group] | None:
    """What is set apart from the attack, empty where nothing can be answered.

    None for a message in which nobody is attacked, or that has no words left.
    """
    if reading is None or message.manner not in HARSH or not hidden or not message.text:
        return None
    found = substance_in(message, reading, hidden)
    wants = [_line(words.word(words.ASKS, want.kind), want.text) for want in found.wants]
    times = [_line(due_in_words(time.due, now), time.text) for time in found.times]
    facts = [_line(words.word(FACTS, fact.kind), fact.text) for fact in found.facts]
    groups = (
        Group(gettext("What they want"), wants),
        Group(gettext("By when"), times, is_time=True),
        Group(gettext("What they say happened"), facts),
    )
    return [group for group in groups if group.lines]


def _line(label: str, text: str) -> Line:
    return Line(label, text.split(GAP))
