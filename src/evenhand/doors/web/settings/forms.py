"""Forms of the settings."""

from __future__ import annotations

import zoneinfo
from functools import cache
from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from evenhand.doors.web.tongues import ENDONYMS
from evenhand.doors.web.words import ROLES
from evenhand.record.people import queries
from evenhand.record.people.models import Member

THEMES = (("auto", _("As the device has it")), ("light", _("Light")), ("dark", _("Dark")))
LANGUAGES = tuple(ENDONYMS.items())


@cache
def zones() -> tuple[tuple[str, str], ...]:
    """All time zones that people live in, by IANA name."""
    inhabited = ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
    names = sorted(name for name in zoneinfo.available_timezones() if name.split("/")[0] in inhabited)
    return (("UTC", "UTC"), *((name, name.replace("_", " ")) for name in names))


def role_choices() -> list[tuple[str, SafeString]]:
    """Each role with what it sees."""
    return [
        (str(role), format_html('<span class="choice">{}</span> <span class="help">{}</span>', name, sees))
        for role, (name, sees) in ROLES.items()
    ]


def team_choices() -> list[tuple[str, str]]:
    """The teams by name."""
    return [(str(team.pk), team.name) for team in queries.teams()]


class ProfileForm(forms.Form):
    """What a member sets about themselves."""

    name = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    language = forms.ChoiceField(label=_("Language of the pages"), choices=LANGUAGES)
    timezone = forms.ChoiceField(label=_("Time zone"), choices=zones)
    theme = forms.ChoiceField(label=_("Light or dark"), choices=THEMES)


class NewPasswordForm(forms.Form):
    """A new password, typed twice and held against the rules."""

    new_password = forms.CharField(
        label=_("New password"),
        strip=False,
        max_length=1000,
        help_text=_("At least ten characters, and none of the common ones. A few words in a row are easy to remember."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("The same once more"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, member: Member | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = member

    def clean(self) -> dict[str, Any]:
        """Holds the new password against the rules and against its repetition."""
        cleaned = super().clean() or {}
        new, again = cleaned.get("new_password"), cleaned.get("again")
        if new and again and new != again:
            self.add_error("again", _("The two do not match."))
        elif new:
            try:
                password_validation.validate_password(new, self._owner(cleaned))
            except forms.ValidationError as error:
                self.add_error("new_password", error)
        return cleaned

    def _owner(self, cleaned: dict[str, Any]) -> Member | None:
        del cleaned
        return self.member


class ChangePasswordForm(NewPasswordForm):
    """The present password and a new one."""

    old_password = forms.CharField(
        label=_("Present password"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ("old_password", "new_password", "again")


class ConfirmCodeForm(forms.Form):
    """The first code of a new authenticator."""

    code = forms.CharField(
        label=_("The six digits that the app shows now"),
        max_length=10,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "code-input", "autofocus": True}
        ),
    )


class PasswordForm(forms.Form):
    """The present password, before something that matters."""

    password = forms.CharField(
        label=_("Present password"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class InviteForm(forms.Form):
    """Who is invited, and as what."""

    email = forms.EmailField(label=_("Mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    name = forms.CharField(label=_("Name"), max_length=120, required=False)
    language = forms.ChoiceField(label=_("Language of the invitation page"), choices=LANGUAGES)
    team = forms.ChoiceField(label=_("Team"), required=False)
    roles = forms.MultipleChoiceField(
        label=_("Roles"), choices=role_choices, widget=forms.CheckboxSelectMultiple, initial=["agent"]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].choices = [("", _("No team")), *team_choices()]  # type: ignore[attr-defined]


class MemberForm(forms.Form):
    """A member's roles and teams."""

    roles = forms.MultipleChoiceField(
        label=_("Roles"), choices=role_choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    teams = forms.MultipleChoiceField(
        label=_("Teams"), choices=team_choices, widget=forms.CheckboxSelectMultiple, required=False
    )


class LeaveForm(forms.Form):
    """Who takes over the open conversations of a member who leaves."""

    successor = forms.ChoiceField(label=_("Their open conversations go to"), required=False)

    def __init__(self, *args: Any, leaving: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = queries.colleagues().exclude(pk=leaving.pk)
        choices = [("", _("the queue of each team")), *((str(one.pk), one.name) for one in others)]
        self.fields["successor"].choices = choices  # type: ignore[attr-defined]


class TeamForm(forms.Form):
    """A team's name."""

    name = forms.CharField(label=_("Name of the team"), max_length=80)


class FirmForm(forms.Form):
    """The firm's own settings."""

    name = forms.CharField(label=_("Name of the firm"), max_length=120)
    language = forms.ChoiceField(label=_("Usual language"), choices=LANGUAGES)
    timezone = forms.ChoiceField(label=_("Time zone"), choices=zones)
    end_of_business = forms.TimeField(
        label=_("End of business"),
        help_text=_("What a promise means by “today”: it is due at this time."),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )


class ApprovalLimitForm(forms.Form):
    """Above which value a personal link alone does not do to agree to a minute."""

    limit = forms.DecimalField(
        label=_("A link alone does up to"),
        required=False,
        min_value=0,
        max_digits=14,
        decimal_places=2,
        help_text=_(
            "For a minute worth more, or in another currency, a code told by another way or signing in is needed too."
        ),
    )
    currency = forms.RegexField(
        label=_("Currency"),
        regex="^[A-Za-z]{3}$",
        required=False,
        error_messages={"invalid": _("A currency has three letters, for example EUR.")},
    )

    def clean(self) -> dict[str, Any]:
        """A limit needs its currency."""
        cleaned = super().clean() or {}
        if cleaned.get("limit") is not None and not cleaned.get("currency") and "currency" not in self.errors:
            self.add_error("currency", _("A currency has three letters, for example EUR."))
        return cleaned


class OursForm(forms.Form):
    """The domains and addresses that are ours."""

    ours = forms.CharField(
        label=_("Domains and addresses that are yours"),
        required=False,
        help_text=_("One a line. Mail from these was written by you, all other mail by customers."),
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "spellcheck": "false"}),
    )
