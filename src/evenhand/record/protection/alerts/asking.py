"""Who is asked to answer: the chain of an incident or a request, which follows from the rows alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import Q

from evenhand.record.people.models import Member, Role
from evenhand.record.protection.models import Alert, Incident, Reporter, Request, Route


def next_asked(about: Incident | Request) -> Member | None:
    """The next person who was not asked yet and is here; None where everybody was, or nobody is left."""
    return next(may_be_asked(about), None)


def may_be_asked(about: Incident | Request) -> Iterator[Member]:
    """Everybody of the chain who was not asked yet, in its order."""
    asked = set(about.alerts.values_list("member_id", flat=True))
    return (one for one in chain(about) if one.pk not in asked)


def with_nobody_left(abouts: Sequence[Incident | Request]) -> list[Incident | Request]:
    """Those of them that nobody can be asked about any more; as many queries for many as for few of one team."""
    incidents = [one.pk for one in abouts if isinstance(one, Incident)]
    requests = [one.pk for one in abouts if isinstance(one, Request)]
    given: dict[tuple[bool, int], set[int | None]] = {}
    for row in Alert.objects.filter(Q(incident__in=incidents) | Q(request__in=requests)):
        key = (True, row.incident_id) if row.incident_id is not None else (False, row.request_id or 0)
        given.setdefault(key, set()).add(row.member_id)
    for incident, member in _nobody_asks_these(incidents):
        given.setdefault((True, incident), set()).add(member)
    can_be_asked: dict[tuple[str, bool, int | None], set[int]] = {}
    left = []
    for about in abouts:
        is_incident = isinstance(about, Incident)
        kind = (about.route, is_incident, about.team_id if isinstance(about, Incident) else about.member_id)
        if kind not in can_be_asked:
            can_be_asked[kind] = {member.pk for member in _in_order(about)}
        own = None if isinstance(about, Incident) else about.member_id
        if not can_be_asked[kind] - given.get((is_incident, about.pk), set()) - {own}:
            left.append(about)
    return left


def whoever_asked(about: Incident | Request) -> Member | None:
    """Who reported it or asks for it, to whom an answer goes. For letters to them alone, never for a page."""
    number = _whoever_asks(about)
    return None if number is None else Member.objects.filter(pk=number).first()


def chain(about: Incident | Request) -> Iterator[Member]:
    """Everybody who can be asked, in order, but for whoever asks, and for whoever of us wrote what is reported.

    By the line: leads of the team it happened in, managers, administrators. By the second route: whoever looks after
    wellbeing, then administrators, never the line.
    """
    given = {_whoever_asks(about)}
    if isinstance(about, Incident):
        given |= {member for _incident, member in _nobody_asks_these([about.pk])}
    for member in _in_order(about):
        if member.pk not in given:
            given.add(member.pk)
            yield member


def _in_order(about: Incident | Request) -> Iterator[Member]:
    if about.route == Route.SECOND:
        yield from _holding(Role.WELLBEING)
    else:
        for team in _teams(about):
            yield from _holding(Role.LEAD, team=team)
        yield from _holding(Role.MANAGER)
    yield from _holding(Role.ADMINISTRATOR)


def _holding(role: str, team: int | None = None) -> Iterator[Member]:
    rows = Member.objects.filter(left_at=None, grants__role=role)
    rows = rows.filter(memberships__team=team) if team is not None else rows
    yield from rows.order_by("joined_at", "pk").distinct()


def _teams(about: Incident | Request) -> list[int]:
    if isinstance(about, Incident):
        return [about.team_id] if about.team_id else []
    return sorted(about.member.team_ids())


def _nobody_asks_these(incidents: Sequence[int]) -> Iterator[tuple[int, int | None]]:
    """Who is not asked about which of these incidents: whoever reported, and whoever of us wrote what was reported."""
    yield from Reporter.objects.filter(incident__in=incidents).values_list("incident_id", "member_id")
    yield from Incident.objects.filter(pk__in=incidents).order_by().values_list("pk", "message__author")


def _whoever_asks(about: Incident | Request) -> int | None:
    if isinstance(about, Request):
        return about.member_id
    return Reporter.objects.filter(incident=about).values_list("member_id", flat=True).first()
