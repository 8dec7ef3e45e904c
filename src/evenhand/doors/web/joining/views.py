"""Coming in by a link: an invitation, or a new password.

A link's token leaves the address at once: it moves into the session and the browser goes on to an address without it,
so that it stands in no history, log or Referer. Opening a link changes nothing; only the form does.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.http import require_http_methods, require_safe

from evenhand.doors import clock
from evenhand.doors.web.joining.forms import FirstJoinForm, JoinForm
from evenhand.doors.web.sentences import sentence
from evenhand.doors.web.settings.forms import NewPasswordForm
from evenhand.doors.web.sign_in.views import arrive
from evenhand.record.people import actions
from evenhand.record.people.errors import LinkRefused, PeopleError
from evenhand.record.people.models import Invitation, Member, Role

INVITED, RESETTING = "invitation_token", "reset_token"


@require_safe
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """An invitation's link: on to the page, in the language it was made for if none was chosen yet."""
    return _into_session(request, INVITED, token, actions.open_invitation) or redirect("join")


@require_http_methods(["GET", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """The page behind an invitation; a POST makes the member and signs them in."""
    token = request.session.get(INVITED, "")
    try:
        found = actions.open_invitation(token, at=clock.now())
        form = _join_form(request, found)
        if request.method == "POST" and form.is_valid():
            return _joined(request, found, token, form)
    except LinkRefused as error:
        return _refused(request, error)
    except PeopleError as error:
        form.add_error(None, sentence(error))
    return render(request, "joining/join.html", {"form": form, "invitation": found})


@require_safe
def password_reset(request: HttpRequest, token: str) -> HttpResponse:
    """A reset link: on to the page."""
    return _into_session(request, RESETTING, token, actions.open_reset) or redirect("new-password")


@require_http_methods(["GET", "POST"])
def new_password(request: HttpRequest) -> HttpResponse:
    """The page behind a reset link; a POST sets the password and leads to the sign-in page."""
    token = request.session.get(RESETTING, "")
    try:
        reset = actions.open_reset(token, at=clock.now())
        form = NewPasswordForm(request.POST or None, member=reset.member)
        if request.method == "POST" and form.is_valid():
            actions.use_reset(token, form.cleaned_data["new_password"], at=clock.now())
            del request.session[RESETTING]
            return render(request, "joining/password_is_set.html")
    except LinkRefused as error:
        return _refused(request, error)
    return render(request, "joining/new_password.html", {"form": form, "reset": reset})


def _into_session(request: HttpRequest, name: str, token: str, opens: Callable[..., object]) -> HttpResponse | None:
    """Keep the token for the page behind the link; a made-up one writes nothing, and the answer says so."""
    try:
        opens(token, at=clock.now())
    except LinkRefused as error:
        if error.code == "link-unknown":
            return _refused(request, error)
    request.session[name] = token
    return None


def _join_form(request: HttpRequest, found: Invitation) -> JoinForm:
    kind = JoinForm if found.email else FirstJoinForm
    initial = {"name": found.name, "language": translation.get_language() or found.language, "timezone": "UTC"}
    return kind(request.POST or None, initial=initial, member=Member(email=found.email))


def _joined(request: HttpRequest, found: Invitation, token: str, form: JoinForm) -> HttpResponse:
    wanted = form.cleaned_data
    person = actions.Person(wanted.get("email", ""), wanted["name"], wanted["language"], wanted["timezone"])
    now = clock.now()
    if found.email:
        member = actions.accept_invitation(token, person, wanted["new_password"], at=now)
    else:
        firm = actions.Firm(wanted["firm"], wanted["language"], wanted["timezone"], time(17))
        roles = [Role.MANAGER] if wanted["works_with_customers"] else []
        member = actions.open_desk(token, person, wanted["new_password"], firm, roles, at=now)
    del request.session[INVITED]
    return arrive(request, member)


def _refused(request: HttpRequest, error: LinkRefused) -> HttpResponse:
    context: dict[str, Any] = {"reason": sentence(error), "is_member": isinstance(request.user, Member)}
    return render(request, "joining/refused.html", context, status=410)
