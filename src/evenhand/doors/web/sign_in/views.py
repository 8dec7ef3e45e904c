"""Signing in, the second step, signing out, and the language of the pages before that."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from evenhand.doors import clock
from evenhand.doors.addresses import address_of
from evenhand.doors.web.rail import home_of
from evenhand.doors.web.sentences import sentence
from evenhand.doors.web.sign_in.forms import CodeForm, SignInForm
from evenhand.doors.web.tongues import ENDONYMS
from evenhand.record.people import actions
from evenhand.record.people.errors import PeopleError
from evenhand.record.people.models import Member

BACKEND = "django.contrib.auth.backends.ModelBackend"
HALFWAY = "signing_in"
HALFWAY_LASTS = timedelta(minutes=10)
YEAR = 365 * 24 * 60 * 60


@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The first step. Whoever is in already goes on to the desk."""
    if isinstance(request.user, Member):
        return redirect(_next(request) or home_of(request.user))
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            member = actions.check_password(
                form.cleaned_data["email"], form.cleaned_data["password"], address=address_of(request), at=clock.now()
            )
        except PeopleError as error:
            form.add_error("password", sentence(error))
        else:
            return _first_step_done(request, member)
    return render(request, "sign_in/sign_in.html", {"form": form, "next": _next(request)})


@require_http_methods(["GET", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """The second step, for ten minutes after the first."""
    member = _halfway(request)
    if member is None:
        return redirect("sign-in")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _judge_code(request, member, form.cleaned_data["code"])
        except PeopleError as error:
            form.add_error("code", sentence(error))
        else:
            return _enter(request, member, second_step=True)
    return render(request, "sign_in/code.html", {"form": form, "next": _next(request)})


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends this session; the sign-in page keeps the member's language."""
    language = request.user.language if isinstance(request.user, Member) else ""
    logout(request)
    response = redirect("sign-in")
    if language:
        _remember_language(response, language)
    return response


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Remembers the language of the pages in this browser; back to where the choice was made."""
    response = redirect(_next(request) or "/")
    if request.POST.get("language") in ENDONYMS:
        _remember_language(response, request.POST["language"])
    return response


@require_GET
def forgotten(request: HttpRequest) -> HttpResponse:
    """Says how one gets a new password: from an administrator, by link. Gives nothing away about who works here."""
    return render(request, "sign_in/forgotten.html")


def arrive(request: HttpRequest, member: Member) -> HttpResponse:
    """Start the session of somebody who has just joined."""
    return _enter(request, member, second_step=False)


def _enter(request: HttpRequest, member: Member, *, second_step: bool) -> HttpResponse:
    """Start the session (with a new key) and go where the member wanted to go."""
    wanted = _next(request)
    login(request, member, backend=BACKEND)
    request.session.pop(HALFWAY, None)
    actions.record_sign_in(member, address=address_of(request), at=clock.now(), second_step=second_step)
    response = redirect(wanted or home_of(member))
    _remember_language(response, member.language)
    return response


def _first_step_done(request: HttpRequest, member: Member) -> HttpResponse:
    if not actions.has_second_factor(member):
        return _enter(request, member, second_step=False)
    wanted = _next(request)
    request.session.cycle_key()
    request.session[HALFWAY] = {
        "member": member.pk,
        "password": member.get_session_auth_hash(),
        "at": datetime.now(UTC).timestamp(),
        "next": wanted,
    }
    return redirect("sign-in-code")


def _halfway(request: HttpRequest) -> Member | None:
    """Who has done the first step, a short while ago and with the password that holds now."""
    noted = request.session.get(HALFWAY)
    if not noted or datetime.now(UTC).timestamp() - noted["at"] > HALFWAY_LASTS.total_seconds():
        return None
    member = Member.objects.filter(pk=noted["member"], left_at=None).first()
    same = member is not None and constant_time_compare(noted["password"], member.get_session_auth_hash())
    return member if same else None


def _judge_code(request: HttpRequest, member: Member, given: str) -> None:
    now = clock.now()
    trial = actions.begin_try(member.email, address=address_of(request), at=now)
    actions.pass_second_step(member, given, at=now, code_at=datetime.now(UTC))
    trial.delete()


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or request.session.get(HALFWAY, {}).get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    # A path, since anything else could be taken for the name of a page.
    return wanted if safe and wanted.startswith("/") else ""


def _remember_language(response: HttpResponse, code: str) -> None:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, code, max_age=YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )
