"""A customer's conversations and changes in one line of time, month by month."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from evenhand.doors.web.customers.months import month_of
from evenhand.doors.web.inbox.lines import Line
from evenhand.record.customers.models import CustomerChange

SENTENCES = {
    "rename": _("%(who)s renamed %(from)s to %(to)s."),
    "merge": _("%(who)s merged %(name)s into this customer."),
    "split": _("%(who)s made this customer out of another one."),
    "team": _("%(who)s gave the customer to another team."),
}


@dataclass(frozen=True, slots=True)
class Event:
    """A conversation (`line`) or a change (`sentence`) at a time."""

    at: datetime
    line: Line | None = None
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class MonthOfEvents:
    """What happened in one month, newest first."""

    label: str
    events: Sequence[Event]


def timeline_of(lines: Iterable[Line], changes: Iterable[CustomerChange]) -> list[MonthOfEvents]:
    """Both in one order, newest first, under the names of their months."""
    events = [Event(line.row.last_at, line=line) for line in lines]
    events += [Event(change.at, sentence=_sentence(change)) for change in changes]
    events.sort(key=lambda event: event.at, reverse=True)
    months: dict[str, list[Event]] = {}
    for event in events:
        months.setdefault(month_of(timezone.localtime(event.at)), []).append(event)
    return [MonthOfEvents(label, found) for label, found in months.items()]


def _sentence(change: CustomerChange) -> str:
    who = change.by.name if change.by else gettext("Somebody who has left")
    detail = {name: str(value) for name, value in change.detail.items()}
    return str(SENTENCES[change.kind]) % {"from": "", "to": "", **detail, "who": who, "name": change.customer.name}
