"""Whom a page about a measure is about, and the incident it rests on: by its address, or chosen on the page."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from evenhand.doors import clock
from evenhand.doors.web.typed import typed
from evenhand.record.people.models import Member
from evenhand.record.protection.incidents.access import incident_for
from evenhand.record.protection.incidents.looking import note_look
from evenhand.record.protection.models import Incident
from evenhand.record.protection.restrictions.access import find_whom, whom_for
from evenhand.record.protection.restrictions.whom import Whom


@dataclass(frozen=True, slots=True)
class About:
    """Whom, which incident (None for none), the address's part that says both, and the page it began on."""

    whom: Whom
    incident: Incident | None
    query: str
    back: str


def about_of(request: HttpRequest, member: Member) -> About | HttpResponse:
    """By the address; where it names nobody, the page on which somebody is chosen. Raises NotFound."""
    pk = _number(request, "incident")
    incident = incident_for(member, pk) if pk is not None else None
    if incident is not None:
        note_look(incident, by=member, at=clock.now())
    contact, customer = _number(request, "contact"), _number(request, "customer")
    if contact is None and customer is None and incident is not None:
        contact, customer = incident.contact_id, incident.customer_id
    if contact is None and customer is None:
        return _choose(request, member, pk)
    whom = whom_for(member, contact=contact) if contact is not None else whom_for(member, customer=customer)
    back = reverse("incident", args=[pk]) if pk is not None else ""
    return About(whom, incident, _query(whom, pk), back)


def _choose(request: HttpRequest, member: Member, incident: int | None) -> HttpResponse:
    said = typed(request.GET, "who", most=254)
    found = find_whom(member, said)
    if found is not None:
        return redirect(f"{request.path}?{_query(found, incident)}")
    return render(request, "restrictions/whom.html", {"said": said, "incident": incident})


def _query(whom: Whom, incident: int | None) -> str:
    named = {"contact": whom.contact.pk} if whom.contact else {"customer": whom.customer.pk if whom.customer else 0}
    return urlencode(named | ({"incident": incident} if incident else {}))


def _number(request: HttpRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 18 else None
