"""Members as an administrator sees them: inviting, roles and teams, lost passwords and telephones, leaving."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from evenhand.doors import clock
from evenhand.doors.web.guard import allowed, member_of
from evenhand.doors.web.sentences import sentence
from evenhand.doors.web.settings import link_letters, tables
from evenhand.doors.web.settings.forms import InviteForm, LeaveForm, MemberForm
from evenhand.doors.web.tables import csv_answer, wants_csv
from evenhand.record.people import actions, queries
from evenhand.record.people.access import invitation_for, member_for
from evenhand.record.people.errors import PeopleError
from evenhand.record.people.models import Member, Team
from evenhand.record.protection.alerts import leaving

TAB = "settings-members"


@require_http_methods(["GET", "POST"])
@allowed("manage_members")
def members(request: HttpRequest) -> HttpResponseBase:
    """Everybody, and the form that invites one more; a POST sends the link by mail or shows it this once."""
    if wants_csv(request):
        return csv_answer(request, "members", tables.MEMBERS, queries.members())
    form = InviteForm(request.POST or None, initial={"language": queries.workspace().language})
    if request.method == "POST" and form.is_valid():
        try:
            return _invited(request, form)
        except PeopleError as error:
            form.add_error("email", sentence(error))
    now = clock.now()
    context = {"form": form, "members": queries.members(), "invitations": queries.open_invitations(now), "tab": TAB}
    return render(request, "settings/members.html", context)


@require_POST
@allowed("manage_members")
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw an open invitation."""
    member = member_of(request)
    actions.withdraw_invitation(invitation_for(member, pk), by=member, at=clock.now())
    messages.success(request, gettext("The invitation is withdrawn; its link no longer works."))
    return redirect(TAB)


@require_http_methods(["GET", "POST"])
@allowed("manage_members")
def member(request: HttpRequest, pk: int) -> HttpResponse:
    """One member; a POST sets roles and teams."""
    by, shown = member_of(request), member_for(member_of(request), pk)
    initial = {"roles": list(shown.roles()), "teams": [str(team_id) for team_id in shown.team_ids()]}
    form = MemberForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            teams = Team.objects.filter(pk__in=form.cleaned_data["teams"])
            actions.place_member(shown, form.cleaned_data["roles"], teams, by=by, at=clock.now())
        except PeopleError as error:
            form.add_error("roles", sentence(error))
        else:
            messages.success(request, gettext("Roles and teams of %(name)s are saved.") % {"name": shown.name})
            return redirect("settings-member", pk)
    return _page(request, shown, form, LeaveForm(leaving=shown))


@require_POST
@allowed("manage_members")
def reset(request: HttpRequest, pk: int) -> HttpResponse:
    """A reset link, sent by mail or shown this once."""
    by, shown = member_of(request), member_for(member_of(request), pk)
    try:
        link = link_letters.reset(shown, _link_to(request, "password-reset"), by=by, at=clock.now())
    except PeopleError as error:
        messages.error(request, sentence(error))
        return redirect("settings-member", pk)
    context = {"link": link, "name": shown.name, "email": shown.email, "kind": "reset", "tab": TAB}
    return render(request, "settings/link.html", context)


@require_POST
@allowed("manage_members")
def second_step_off(request: HttpRequest, pk: int) -> HttpResponse:
    """For a member whose telephone is lost."""
    by, shown = member_of(request), member_for(member_of(request), pk)
    actions.remove_second_factor(shown, by=by, at=clock.now())
    messages.success(
        request, gettext("The second step of %(name)s is off; the password alone lets them in.") % {"name": shown.name}
    )
    return redirect("settings-member", pk)


@require_POST
@allowed("manage_members")
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """The member leaves; their open conversations go to a successor or back to the queue."""
    by, shown = member_of(request), member_for(member_of(request), pk)
    form = LeaveForm(request.POST, leaving=shown)
    if form.is_valid():
        successor = Member.objects.filter(pk=form.cleaned_data["successor"] or 0).first()
        try:
            leaving.member_leaves(shown, successor, by=by, at=clock.now())
        except PeopleError as error:
            form.add_error(None, sentence(error))
        else:
            messages.success(request, gettext("%(name)s has left and is signed out.") % {"name": shown.name})
            return redirect(TAB)
    return _page(request, shown, MemberForm(initial={"roles": list(shown.roles())}), form)


def _invited(request: HttpRequest, form: InviteForm) -> HttpResponse:
    wanted = form.cleaned_data
    team = Team.objects.filter(pk=wanted["team"] or 0).first()
    invited = actions.Invited(wanted["email"], wanted["name"], wanted["language"], wanted["roles"], team)
    link_to = _link_to(request, "invitation")
    invitation, link = link_letters.invite(invited, link_to, by=member_of(request), at=clock.now())
    name = invitation.name or invitation.email
    context = {"link": link, "name": name, "email": invitation.email, "kind": "invitation", "tab": TAB}
    return render(request, "settings/link.html", context)


def _link_to(request: HttpRequest, page: str) -> link_letters.LinkTo:
    return lambda token: request.build_absolute_uri(reverse(page, args=[token]))


def _page(request: HttpRequest, shown: Member, form: MemberForm, leave_form: LeaveForm) -> HttpResponse:
    context = {
        "shown": shown,
        "form": form,
        "leave_form": leave_form,
        "second_step": queries.second_step_of(shown),
        "history": queries.history_of(shown),
        "tab": TAB,
    }
    return render(request, "settings/member.html", context)
