"""Questions about incidents: the latest one may see, what is quoted, who looked, what was made good."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from evenhand.record.customers.models import Contact, Customer
from evenhand.record.people.models import Member
from evenhand.record.protection.incidents.access import incidents_for, is_reporter, reported_by
from evenhand.record.protection.models import Alert, Amends, Answer, Incident, Look, Quotation, Route

PAGE = 25


@dataclass(frozen=True, slots=True)
class Quoted:
    """A page of the words an incident rests on: `number` counts from 1, `pages` is how many there are."""

    rows: list[Quotation]
    total: int
    number: int
    pages: int


def latest(member: Member, *, before: int | None = None, most: int = PAGE) -> list[Incident]:
    """The incidents this member may see, the latest reported first; those after one of them for a later page."""
    return _page(incidents_for(member), before, most)


def own_reports(member: Member, *, before: int | None = None, most: int = PAGE) -> list[Incident]:
    """What this member reported: for themselves alone."""
    return _page(reported_by(member), before, most)


def of_customer(member: Member, customer: Customer, *, most: int = PAGE) -> list[Incident]:
    """The incidents of a customer that this member may see, the latest first."""
    return _page(incidents_for(member).filter(customer=customer), None, most)


def quoted(incident: Incident, number: int = 1) -> Quoted:
    """One page of what is quoted, the newest message first; the nearest page for a number that is none."""
    rows = Quotation.objects.filter(incident=incident)
    total = rows.count()
    pages = max(1, -(-total // PAGE))
    number = min(max(1, number), pages)
    ordered = rows.select_related("message").defer("message__html", "message__text")
    start = (number - 1) * PAGE
    return Quoted(list(ordered.order_by("-sent_at", "-number", "start")[start : start + PAGE]), total, number, pages)


def attacks_beside(incident: Incident, numbers: set[int]) -> dict[int, list[Quotation]]:
    """The attacks that are quoted of these messages, by the message's id: other quotations may overlap them."""
    found: dict[int, list[Quotation]] = {}
    for row in Quotation.objects.filter(incident=incident, number__in=numbers, is_attack=True):
        found.setdefault(row.number, []).append(row)
    return found


def opened_by(member: Member, incident: Incident, *, since: datetime) -> set[int]:
    """The quotations whose hidden words this member opened since a time."""
    who = Q(is_reporter=True) if is_reporter(member, incident) else Q(member=member)
    looks = Look.objects.filter(who, incident=incident, what=Look.What.REVEAL, at__gte=since)
    return {pk for pk in looks.values_list("quotation_id", flat=True) if pk is not None}


def looks_at(incident: Incident, *, most: int) -> list[Look]:
    """Who looked, the latest first; the reporter's own looks name nobody."""
    return list(Look.objects.filter(incident=incident).select_related("member", "quotation")[:most])


def waiting_alert(incident: Incident) -> Alert | None:
    """The latest alert that still waits for an answer; None where it was answered or nobody could be asked."""
    return Alert.objects.filter(incident=incident, ended_at=None).select_related("member").order_by("-made_at").first()


def waiting_alerts(incidents: Sequence[Incident]) -> dict[int, Alert]:
    """For each of these incidents the latest alert that still waits, by the incident's id; one query."""
    rows = Alert.objects.filter(incident__in=incidents, ended_at=None).order_by("made_at")
    return {row.incident_id: row for row in rows if row.incident_id is not None}


def answered_among(incidents: Sequence[Incident]) -> set[int]:
    """Which of these incidents somebody has answered; one query."""
    rows = Answer.objects.filter(alert__incident__in=incidents).values_list("alert__incident", flat=True)
    return {pk for pk in rows if pk is not None}


def amends_of(incident: Incident) -> list[Amends]:
    """What was made good, in order."""
    return list(Amends.objects.filter(incident=incident).select_related("by", "message__conversation"))


def amends_by(member: Member, contact: Contact | None, *, most: int = 5) -> list[Amends]:
    """How a contact made good before, the latest first: for the next report, and the next answer.

    That somebody apologised is told to whoever serves them; of what was reported by the second route, or may be seen
    by nobody else, nothing is.
    """
    if contact is None:
        return []
    seen = Q(incident__route=Route.LINE) | Q(incident__in=incidents_for(member))
    return list(Amends.objects.filter(seen, incident__contact=contact).order_by("-at", "-pk")[:most])


def _page(rows: QuerySet[Incident], before: int | None, most: int) -> list[Incident]:
    last = rows.filter(pk=before).first() if before is not None else None
    if last is not None:
        same = Q(reported_at=last.reported_at, pk__lt=last.pk)
        rows = rows.filter(Q(reported_at__lt=last.reported_at) | same)
    return list(rows.select_related("customer", "contact", "team").order_by("-reported_at", "-pk")[:most])
