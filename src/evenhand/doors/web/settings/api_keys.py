"""Keys under which programs act as a member: made, shown once, revoked; administrators revoke those of others."""

from __future__ import annotations

from datetime import timedelta

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from evenhand.doors import clock
from evenhand.doors.web.guard import member_of, signed_in
from evenhand.doors.web.sentences import sentence
from evenhand.doors.web.settings.security import knows_password
from evenhand.record.people import actions, queries
from evenhand.record.people.access import api_key_for, may
from evenhand.record.people.errors import PeopleError
from evenhand.record.people.models import ApiKey, Member

TAB = "settings-api-keys"
SCOPES: dict[str, tuple[str | Promise, str | Promise]] = {
    ApiKey.Scope.READ: (_("Read"), _("Looks at what you may see.")),
    ApiKey.Scope.WRITE: (_("Write"), _("Records promises and writes notes in your name.")),
    ApiKey.Scope.CHECK: (_("Check drafts"), _("Has drafts checked before they are sent.")),
}
LIFETIMES = (("30", _("30 days")), ("90", _("90 days")), ("365", _("a year")), ("0", _("until somebody revokes it")))


def scope_choices() -> list[tuple[str, SafeString]]:
    """Each scope with what it lets a program do."""
    return [
        (str(scope), format_html('<span class="choice">{}</span> <span class="help">{}</span>', name, does))
        for scope, (name, does) in SCOPES.items()
    ]


class KeyForm(forms.Form):
    """A key to be made."""

    name = forms.CharField(
        label=_("What it is for"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"), choices=scope_choices, widget=forms.CheckboxSelectMultiple, initial=["read"]
    )
    lifetime = forms.ChoiceField(label=_("It works for"), choices=LIFETIMES, initial="90")
    password = forms.CharField(
        label=_("Present password"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


@require_http_methods(["GET", "POST"])
@signed_in
def show(request: HttpRequest) -> HttpResponse:
    """One's own keys, and everybody's for administrators; a POST makes one, which is shown this once."""
    member = member_of(request)
    form = KeyForm(request.POST or None)
    secret = ""
    if request.method == "POST" and form.is_valid() and knows_password(request, member, form):
        secret = _made(form, member)
    context = {
        "tab": TAB,
        "form": KeyForm() if secret else form,
        "secret": secret,
        "address": request.build_absolute_uri("/api/v1/me"),
        "server": request.build_absolute_uri("/").rstrip("/"),
        "checks_alone": bool(secret) and form.cleaned_data["scopes"] == [ApiKey.Scope.CHECK],
        "now": clock.now(),
        "mine": [(key, scope_names(key)) for key in queries.api_keys_of(member)],
        "others": _of_others(member),
    }
    return render(request, "settings/api_keys.html", context)


@require_POST
@signed_in
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """The key stops working."""
    member = member_of(request)
    actions.revoke_key(api_key_for(member, pk), by=member, at=clock.now())
    messages.success(request, gettext("The key is revoked and opens nothing any more."))
    return redirect(TAB)


def scope_names(key: ApiKey) -> list[str]:
    """What a key may do, in words."""
    return [str(SCOPES[scope][0]) for scope in key.scopes if scope in SCOPES]


def _made(form: KeyForm, member: Member) -> str:
    """The secret of a new key; empty where it was refused, with the reason in the form."""
    now, days = clock.now(), int(form.cleaned_data["lifetime"])
    ends = now + timedelta(days=days) if days else None
    wanted = actions.NewKey(form.cleaned_data["name"], form.cleaned_data["scopes"], ends)
    try:
        return actions.make_key(wanted, by=member, at=now)[1]
    except PeopleError as error:
        form.add_error("name", sentence(error))
        return ""


def _of_others(member: Member) -> list[tuple[ApiKey, list[str]]]:
    if not may(member, "manage_members"):
        return []
    return [(key, scope_names(key)) for key in queries.api_keys_of_others(member)]
