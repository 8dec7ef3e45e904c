"""What was done with a conversation, as sentences: who, what, when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from evenhand.doors.web import dates
from evenhand.record.conversations.queries_thread import Happening

SENTENCES = {
    "taken": _("%(who)s took it."),
    "assigned": _("%(who)s gave it to %(to)s."),
    "given-back": _("%(who)s gave it back to the queue."),
    "closed": _("%(who)s closed it."),
    "reopened": _("%(who)s opened it again."),
    "reopened-by-message": _("A new message opened it again."),
    "snoozed": _("%(who)s put it aside until %(until)s."),
    "asked-to-open": _("%(who)s asked to open the hidden words of %(sent)s."),
    "opened": _("%(who)s opened the hidden words of %(sent)s."),
}


@dataclass(frozen=True, slots=True)
class Done:
    """One thing that was done."""

    sentence: str
    at: datetime


def sentences_of(happenings: Iterable[Happening], *, now: datetime) -> list[Done]:
    """The sentences in the order of what happened."""
    return [Done(_sentence(happening, now), happening.at) for happening in happenings]


def _sentence(happening: Happening, now: datetime) -> str:
    here = timezone.localtime(now)
    detail = {
        name: dates.moment(timezone.localtime(value), here) if isinstance(value, datetime) else value
        for name, value in happening.detail.items()
    }
    who = happening.by or gettext("Somebody who has left")
    return str(SENTENCES[happening.kind]) % {"to": gettext("somebody who has left"), **_known(detail), "who": who}


def _known(detail: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in detail.items() if value is not None}
