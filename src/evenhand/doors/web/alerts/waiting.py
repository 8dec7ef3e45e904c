"""What waits for an answer, as lines of Today and of the first page of protection."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext

from evenhand.doors.web.alerts.words import request_word
from evenhand.doors.web.commitments.times import late_words
from evenhand.doors.web.incidents.words import TONES, severity_word
from evenhand.record.people.models import Member
from evenhand.record.protection.alerts.alerting import About, about_of
from evenhand.record.protection.alerts.delivering import note_shown
from evenhand.record.protection.alerts.queries import Standing, left_standing, waiting_for
from evenhand.record.protection.models import Alert, Incident


@dataclass(frozen=True, slots=True)
class AlertLine:
    """Something to answer: `went_on` says that it was not answered in time and somebody else is asked by now."""

    url: str
    what: str
    where: str
    tone: str
    due_at: datetime
    late: str
    went_on: bool


@dataclass(frozen=True, slots=True)
class StandingLine:
    """Something that nobody is left to be asked about; `url` is empty where this member may not open it."""

    url: str
    what: str
    since: datetime


@dataclass(frozen=True, slots=True)
class AlertsWaiting:
    """What waits for this member, and what waits for nobody any more."""

    lines: Sequence[AlertLine]
    standing: Sequence[StandingLine]

    def __len__(self) -> int:
        return len(self.lines) + len(self.standing)


def alerts_waiting(member: Member, *, now: datetime) -> AlertsWaiting:
    """Both, for one member. What stands on their page has been delivered: that is noted."""
    rows = list(waiting_for(member))
    note_shown(rows, by=member, at=now)
    own = {_named(about_of(row)) for row in rows}
    standing = [one for one in left_standing(member, at=now) if _named(one.about) not in own]
    return AlertsWaiting([_line(row, now) for row in rows], [_standing(one) for one in standing])


def _line(row: Alert, now: datetime) -> AlertLine:
    about = about_of(row)
    is_incident = isinstance(about, Incident)
    return AlertLine(
        url=reverse("alert", args=[row.pk]),
        what=severity_word(about.severity) if isinstance(about, Incident) else request_word(about.kind),
        where=gettext("A report waits for your answer") if is_incident else _asks(about),
        tone=TONES[about.severity] if isinstance(about, Incident) else "",
        due_at=row.due_at,
        late=late_words(row.due_at, now),
        went_on=row.ended_at is not None,
    )


def _asks(about: About) -> str:
    name = "" if isinstance(about, Incident) else about.member.name
    return gettext("%(name)s waits for your answer") % {"name": name}


def _standing(one: Standing) -> StandingLine:
    about = one.about
    if isinstance(about, Incident):
        what, page = gettext("Report %(number)s: %(severity)s"), "incident"
        what %= {"number": about.pk, "severity": severity_word(about.severity)}
    else:
        what, page = gettext("Request %(number)s: %(what)s"), "request"
        what %= {"number": about.pk, "what": request_word(about.kind)}
    return StandingLine(reverse(page, args=[about.pk]) if one.may_open else "", what, one.since)


def _named(about: About) -> tuple[str, int]:
    return type(about).__name__, about.pk
