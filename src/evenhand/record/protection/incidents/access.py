"""Who may see an incident, and the only way to obtain one, or what hangs on it, on a member's behalf.

Whoever reported sees their own. Of those told by the line, managers see all and leads those of their teams; a report by
the second route is seen by none of them. Whoever looks after wellbeing sees all, and so does anybody who was asked to
answer. Nobody else does. This module and the reporter's own pages alone read `Reporter`.
"""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from evenhand.record.people.access import may
from evenhand.record.people.errors import or_not_found
from evenhand.record.people.models import Member
from evenhand.record.protection.models import Alert, Incident, Reporter, Request, Route

REPORTER = "reporter"
"""How the ledger names whoever reported an incident, so that it does not give them away."""


def seen_by(member: Member) -> Q:
    """The condition "may be seen by this member" on an incident."""
    if not member.is_active:
        return Q(pk__in=())
    allowed = Q(_is_own(member)) | Q(Exists(Alert.objects.filter(incident=OuterRef("pk"), member=member)))
    if may(member, "see_all_incidents"):
        return Q()
    if may(member, "see_line_incidents"):
        return allowed | Q(route=Route.LINE)
    if may(member, "see_team_incidents"):
        return allowed | Q(route=Route.LINE, team__in=member.team_ids())
    return allowed


def incidents_for(member: Member) -> QuerySet[Incident]:
    """The incidents this member may see."""
    return Incident.objects.filter(seen_by(member))


def incident_for(member: Member, pk: int) -> Incident:
    """One incident with what it names. Raises NotFound, also where it may not be seen."""
    rows = incidents_for(member).select_related("customer", "contact", "conversation", "message", "team")
    return or_not_found(rows.filter(pk=pk).first())


def reported_by(member: Member) -> QuerySet[Incident]:
    """The incidents this member reported: for themselves alone."""
    return Incident.objects.filter(_is_own(member))


def is_reporter(member: Member, incident: Incident) -> bool:
    """Whether this member reported it: for their own pages, and for how they are named in the ledger."""
    return Reporter.objects.filter(incident=incident, member=member).exists()


def reporter_shown(incident: Incident) -> tuple[str, str]:
    """How the reporter is shown: the role, and the name where they chose to be named (else empty)."""
    row = Reporter.objects.select_related("member").filter(incident=incident).first()
    if row is None:
        return "", ""
    return row.role, row.member.name if row.is_named and row.member else ""


def actor_on(incident: Incident, member: Member) -> str:
    """How the ledger names this member in an entry about this incident."""
    return REPORTER if is_reporter(member, incident) else member.actor


def name_on(incident: Incident, member: Member) -> str:
    """How pages, packs and letters name a member who did something about this incident: empty for the reporter."""
    return "" if is_reporter(member, incident) else member.name


def alert_for(member: Member, pk: int) -> Alert:
    """An alert that this member was asked to answer. Raises NotFound."""
    rows = Alert.objects.filter(member=member).select_related("incident", "request__member", "request__conversation")
    return or_not_found(rows.filter(pk=pk).first() if member.is_active else None)


def requests_for(member: Member) -> QuerySet[Request]:
    """The requests of one's own, and those that this member was asked to answer."""
    if not member.is_active:
        return Request.objects.none()
    return Request.objects.filter(
        Q(member=member) | Exists(Alert.objects.filter(request=OuterRef("pk"), member=member))
    )


def request_for(member: Member, pk: int) -> Request:
    """One of them. Raises NotFound."""
    return or_not_found(requests_for(member).select_related("member", "conversation").filter(pk=pk).first())


def _is_own(member: Member) -> Exists:
    return Exists(Reporter.objects.filter(incident=OuterRef("pk"), member=member))
