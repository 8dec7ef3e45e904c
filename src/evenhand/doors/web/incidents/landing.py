"""Protection: the first page of it, and what one reported oneself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from evenhand.doors import clock
from evenhand.doors.web.alerts.waiting import alerts_waiting
from evenhand.doors.web.guard import member_of, signed_in
from evenhand.doors.web.incidents import words
from evenhand.doors.web.packs.beside import waiting_for
from evenhand.record.people.access import may
from evenhand.record.people.models import Member
from evenhand.record.protection.incidents.queries import PAGE, answered_among, latest, own_reports, waiting_alerts
from evenhand.record.protection.models import Incident

MOST_ON_LANDING = 10


@dataclass(frozen=True, slots=True)
class Line:
    """An incident in a list. `due` is when the one who is asked has to answer, None where nobody waits for that."""

    pk: int
    severity: str
    tone: str
    who: str
    customer: str
    occurred_at: datetime
    due: datetime | None
    is_answered: bool
    is_wiped: bool


@require_safe
@never_cache
@signed_in
def protection(request: HttpRequest) -> HttpResponse:
    """What waits, the latest incidents one may see, and the way to report something."""
    member = member_of(request)
    before = _number(request.GET.get("before", ""))
    most = PAGE if before else MOST_ON_LANDING
    context = {**_around(member), **_listed(latest(member, before=before, most=most), most)}
    context["packs_waiting"] = waiting_for(member)
    return render(request, "incidents/landing.html", context)


@require_safe
@never_cache
@signed_in
def mine(request: HttpRequest) -> HttpResponse:
    """What one reported oneself: for oneself alone."""
    before = _number(request.GET.get("before", ""))
    rows = own_reports(member_of(request), before=before)
    return render(request, "incidents/mine.html", _listed(rows, PAGE))


def lines_of_incidents(rows: list[Incident]) -> list[Line]:
    """Incidents as lines of a list, the words ready; two queries."""
    waiting, answered = waiting_alerts(rows), answered_among(rows)
    return [
        Line(
            pk=row.pk,
            severity=words.severity_word(row.severity),
            tone=words.TONES[row.severity],
            who=str(row.contact) if row.contact else row.who,
            customer=row.customer.name if row.customer else "",
            occurred_at=row.occurred_at,
            due=waiting[row.pk].due_at if row.pk in waiting else None,
            is_answered=row.pk in answered,
            is_wiped=row.wiped_at is not None,
        )
        for row in rows
    ]


def _listed(rows: list[Incident], most: int) -> dict[str, Any]:
    return {"incidents": lines_of_incidents(rows), "more": rows[-1].pk if len(rows) == most else None}


def _around(member: Member) -> dict[str, Any]:
    rights = ("see_team_incidents", "see_line_incidents", "see_all_incidents")
    return {
        "sees_others": any(may(member, right) for right in rights),
        "alerts": alerts_waiting(member, now=clock.now()),
        "sees_restrictions": may(member, "see_restrictions"),
    }


def _number(typed: str) -> int | None:
    return int(typed) if typed.isdecimal() and len(typed) < 18 else None
