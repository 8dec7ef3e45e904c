"""A member's own password, second step and recovery codes."""

from __future__ import annotations

from datetime import UTC, datetime

import segno
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from evenhand.doors import clock
from evenhand.doors.addresses import address_of
from evenhand.doors.web.guard import member_of, signed_in
from evenhand.doors.web.sentences import sentence
from evenhand.doors.web.settings.forms import ChangePasswordForm, ConfirmCodeForm, PasswordForm
from evenhand.record.people import actions, queries
from evenhand.record.people.actions.second_factor import address_for_authenticator
from evenhand.record.people.errors import PeopleError, TooManyTries, WrongSecret
from evenhand.record.people.models import Member

TAB = "settings-security"


@require_http_methods(["GET", "POST"])
@signed_in
def show(request: HttpRequest) -> HttpResponse:
    """The page; a POST changes the password and keeps this session alone."""
    member = member_of(request)
    form = ChangePasswordForm(request.POST or None, member=member)
    if request.method == "POST" and form.is_valid() and knows_password(request, member, form, "old_password"):
        actions.change_password(
            member, form.cleaned_data["old_password"], form.cleaned_data["new_password"], at=clock.now()
        )
        update_session_auth_hash(request, member)
        messages.success(request, gettext("Your password is changed. Other browsers are signed out."))
        return redirect(TAB)
    return _page(request, member, form, PasswordForm())


@require_http_methods(["GET", "POST"])
@signed_in
def second_step(request: HttpRequest) -> HttpResponse:
    """Switch the second step on: a QR code, then a first code, then the recovery codes."""
    member = member_of(request)
    form = ConfirmCodeForm(request.POST or None)
    try:
        factor = actions.begin_second_factor(member, at=clock.now())
        if request.method == "POST" and form.is_valid():
            codes = actions.confirm_second_factor(
                member, form.cleaned_data["code"], at=clock.now(), code_at=datetime.now(UTC)
            )
            return render(request, "settings/recovery_codes.html", {"codes": codes, "tab": TAB})
    except PeopleError as error:
        if error.code == "second-factor-on":
            return redirect(TAB)
        form.add_error("code", sentence(error))
    address = address_for_authenticator(factor, queries.workspace().name)
    shown = " ".join(factor.secret[start : start + 4] for start in range(0, len(factor.secret), 4))
    context = {"form": form, "drawing": _drawing(address), "secret": shown, "tab": TAB}
    return render(request, "settings/second_step.html", context)


@require_POST
@signed_in
def second_step_off(request: HttpRequest) -> HttpResponse:
    """Switch the second step off, with the present password."""
    member = member_of(request)
    form = PasswordForm(request.POST)
    if form.is_valid() and knows_password(request, member, form):
        actions.remove_second_factor(member, by=member, at=clock.now())
        messages.success(request, gettext("The second step is off."))
        return redirect(TAB)
    return _page(request, member, ChangePasswordForm(member=member), form)


@require_POST
@signed_in
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Ten new recovery codes, with the present password."""
    member = member_of(request)
    form = PasswordForm(request.POST)
    if form.is_valid() and knows_password(request, member, form):
        try:
            codes = actions.renew_recovery_codes(member, at=clock.now())
        except PeopleError as error:
            form.add_error("password", sentence(error))
        else:
            return render(request, "settings/recovery_codes.html", {"codes": codes, "tab": TAB})
    return _page(request, member, ChangePasswordForm(member=member), form)


def _page(request: HttpRequest, member: Member, form: ChangePasswordForm, confirm: PasswordForm) -> HttpResponse:
    context = {
        "form": form,
        "confirm": confirm,
        "second_step": queries.second_step_of(member),
        "codes_left": queries.recovery_codes_left(member),
        "sign_ins": queries.sign_ins_of(member),
        "tab": TAB,
    }
    return render(request, "settings/security.html", context)


def knows_password(request: HttpRequest, member: Member, form: Form, name: str = "password") -> bool:
    """Whether the field holds the present password; guesses are slowed down as at the sign-in page."""
    try:
        actions.check_password(member.email, form.cleaned_data[name], address=address_of(request), at=clock.now())
    except WrongSecret:
        form.add_error(name, sentence(WrongSecret("wrong-password")))
        return False
    except TooManyTries as error:
        form.add_error(name, sentence(error))
        return False
    return True


def _drawing(address: str) -> SafeString:
    """The QR code as SVG inside the page: dark on light in both themes, since readers need it so."""
    code = segno.make(address, error="m")
    return mark_safe(  # noqa: S308 - made here from the address alone
        code.svg_inline(scale=5, border=3, dark="#1e2124", light="#ffffff", omitsize=True)
    )
