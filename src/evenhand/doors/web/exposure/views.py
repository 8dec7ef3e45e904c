"""How much abuse somebody has had to read: for themselves, and for whoever looks after wellbeing."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from evenhand.doors import clock
from evenhand.doors.web.exposure.words import periods_of
from evenhand.doors.web.guard import member_of, signed_in
from evenhand.record.people.access import may
from evenhand.record.protection.wellbeing import exposure
from evenhand.record.protection.wellbeing.team_exposure import team_exposures


@require_safe
@never_cache
@signed_in
def show(request: HttpRequest) -> HttpResponse:
    """One's own figures; everybody's by name for the wellbeing role, which is recorded; teams of five for managers."""
    member, now = member_of(request), clock.now()
    context: dict[str, Any] = {"serves": may(member, "see_conversations")}
    if context["serves"]:
        own = exposure.own_exposure(member, now)
        context |= {"own": own, "periods": periods_of(own)}
    if may(member, "see_team_exposure"):
        context |= {"sees_teams": True, "teams": team_exposures(member, now)}
    if may(member, "see_exposure"):
        exposure.note_exposure_seen(by=member, at=now)
        context |= {"sees_everybody": True, "everybody": exposure.exposure_of_all(member, now)}
    if context["serves"] or "everybody" in context:
        context["seen_by"] = exposure.who_saw()
    return render(request, "exposure/page.html", context)
