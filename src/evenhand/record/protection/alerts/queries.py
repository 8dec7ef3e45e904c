"""What waits for an answer: from one member, and from nobody any more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from evenhand.record.people.access import may
from evenhand.record.people.models import Member
from evenhand.record.protection.alerts.alerting import About, about_of
from evenhand.record.protection.alerts.asking import with_nobody_left
from evenhand.record.protection.alerts.escalating import asked_of_nobody, in_vain
from evenhand.record.protection.incidents.access import incidents_for
from evenhand.record.protection.models import Alert, Answer, Incident, Request


@dataclass(frozen=True, slots=True)
class Standing:
    """Something that nobody answered and nobody is left to be asked about, since when; `may_open` says who sees it."""

    about: About
    since: datetime
    may_open: bool


def waiting_for(member: Member) -> QuerySet[Alert]:
    """What this member was asked and nobody has answered, the earliest due first.

    Also where it went on to somebody else because they did not answer in time: they still may.
    """
    unanswered = Q(ended_at=None) | Q(end=Alert.End.UNANSWERED)
    rows = Alert.objects.filter(unanswered, ~_answered("incident"), ~_answered("request"), member=member)
    rows = rows.exclude(request__withdrawn_at__isnull=False)
    return rows.select_related("incident", "request__member", "request__conversation").order_by("due_at", "pk")


def left_standing(member: Member, *, at: datetime) -> list[Standing]:
    """What waits in vain with nobody left to ask, for administrators and for those who may see it themselves."""
    late = in_vain(at=at).select_related("incident", "request__member").order_by("due_at")
    found: list[tuple[About, datetime]] = [(about_of(row), row.due_at) for row in late]
    found += [(about, about.reported_at if isinstance(about, Incident) else about.at) for about in asked_of_nobody()]
    if not found:
        return []
    seen = _seen(member, [about for about, _since in found])
    left = {(type(about), about.pk) for about in with_nobody_left([about for about, _since in found])}
    is_administrator = may(member, "manage_workspace")
    return [
        Standing(about, since, (type(about), about.pk) in seen)
        for about, since in found
        if (is_administrator or (type(about), about.pk) in seen) and (type(about), about.pk) in left
    ]


def count_standing(*, at: datetime) -> int:
    """How many alerts wait past their time, and how many incidents and requests nobody could be asked about."""
    return in_vain(at=at).count() + len(asked_of_nobody())


def _seen(member: Member, abouts: list[About]) -> set[tuple[type, int]]:
    numbers = [about.pk for about in abouts if isinstance(about, Incident)]
    incidents = incidents_for(member).filter(pk__in=numbers).values_list("pk", flat=True)
    asked = set(Alert.objects.filter(member=member, request__isnull=False).values_list("request_id", flat=True))
    own = {one.pk for one in abouts if isinstance(one, Request) and (one.member_id == member.pk or one.pk in asked)}
    return {(Incident, pk) for pk in incidents} | {(Request, pk) for pk in own}


def _answered(what: str) -> Exists:
    return Exists(Answer.objects.filter(**{f"alert__{what}": OuterRef(what)}))
