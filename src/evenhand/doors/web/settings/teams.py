"""Teams: who shares a queue."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from evenhand.doors import clock
from evenhand.doors.web.guard import allowed, member_of
from evenhand.doors.web.sentences import sentence
from evenhand.doors.web.settings.forms import TeamForm
from evenhand.record.people import actions, queries
from evenhand.record.people.access import team_for
from evenhand.record.people.errors import PeopleError

TAB = "settings-teams"


@require_http_methods(["GET", "POST"])
@allowed("manage_members")
def teams(request: HttpRequest) -> HttpResponse:
    """All teams with their people; a POST makes one more."""
    form = TeamForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.create_team(form.cleaned_data["name"], by=member_of(request), at=clock.now())
        except PeopleError as error:
            form.add_error("name", sentence(error))
        else:
            messages.success(request, gettext("The team is there. Its people are chosen on each member's page."))
            return redirect(TAB)
    return render(request, "settings/teams.html", {"teams": queries.teams(), "form": form, "tab": TAB})


@require_POST
@allowed("manage_members")
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Another name for a team."""
    by = member_of(request)
    team, form = team_for(by, pk), TeamForm(request.POST)
    if form.is_valid():
        try:
            actions.rename_team(team, form.cleaned_data["name"], by=by, at=clock.now())
        except PeopleError as error:
            messages.error(request, sentence(error))
        else:
            messages.success(request, gettext("The team is now called %(name)s.") % {"name": team.name})
    else:
        messages.error(request, gettext("A team needs a name."))
    return redirect(TAB)
