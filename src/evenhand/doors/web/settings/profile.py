"""A member's own name, language, time zone and theme."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from evenhand.doors import clock
from evenhand.doors.web.guard import member_of, signed_in
from evenhand.doors.web.settings.forms import ProfileForm
from evenhand.record.people import actions


@require_http_methods(["GET", "POST"])
@signed_in
def show(request: HttpRequest) -> HttpResponse:
    """The profile page; the answer after saving is in the language just chosen."""
    member = member_of(request)
    initial = {name: getattr(member, name) for name in ProfileForm.base_fields}
    form = ProfileForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.set_profile(member, actions.Profile(**form.cleaned_data), at=clock.now())
        with translation.override(member.language):
            messages.success(request, gettext("Your settings are saved."))
        return redirect("settings")
    return render(request, "settings/profile.html", {"form": form, "tab": "settings"})
