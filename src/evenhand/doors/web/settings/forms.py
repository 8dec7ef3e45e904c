"""Forms of the settings."""

from __future__ import annotations

import zoneinfo
from functools import cache

from django import forms
from django.utils.translation import gettext_lazy as _

from evenhand.doors.web.tongues import ENDONYMS

THEMES = (("auto", _("As the device has it")), ("light", _("Light")), ("dark", _("Dark")))


@cache
def zones() -> tuple[tuple[str, str], ...]:
    """All time zones that people live in, by IANA name."""
    inhabited = ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
    names = sorted(name for name in zoneinfo.available_timezones() if name.split("/")[0] in inhabited)
    return (("UTC", "UTC"), *((name, name.replace("_", " ")) for name in names))


class ProfileForm(forms.Form):
    """What a member sets about themselves."""

    name = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    language = forms.ChoiceField(label=_("Language of the pages"), choices=tuple(ENDONYMS.items()))
    timezone = forms.ChoiceField(label=_("Time zone"), choices=zones)
    theme = forms.ChoiceField(label=_("Light or dark"), choices=THEMES)
