"""Forms for whoever comes in by a link."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from evenhand.doors.web.settings.forms import LANGUAGES, NewPasswordForm, zones
from evenhand.record.people.models import Member


class JoinForm(NewPasswordForm):
    """What an invited person says about themselves."""

    name = forms.CharField(
        label=_("Your name, as colleagues call you"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name", "autofocus": True}),
    )
    language = forms.ChoiceField(label=_("Language of the pages"), choices=LANGUAGES)
    timezone = forms.ChoiceField(
        label=_("Time zone"), choices=zones, widget=forms.Select(attrs={"data-guess-zone": True})
    )
    field_order: tuple[str, ...] = ("name", "language", "timezone", "new_password", "again")

    def _owner(self, cleaned: dict[str, Any]) -> Member | None:
        invited = self.member.email if self.member else ""
        return Member(name=cleaned.get("name", ""), email=cleaned.get("email") or invited)


class FirstJoinForm(JoinForm):
    """The first administrator also names the firm, and says whether they work with customers."""

    firm = forms.CharField(label=_("Name of your firm"), max_length=120)
    email = forms.EmailField(
        label=_("Your mail address"),
        help_text=_("You sign in with it."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    works_with_customers = forms.BooleanField(
        label=_("I work with customers myself"),
        required=False,
        initial=True,
        help_text=_("Gives you the manager's role too. An administrator alone reads no messages."),
    )
    field_order = (
        "firm", "name", "email", "language", "timezone", "works_with_customers", "new_password", "again",
    )  # fmt: skip
