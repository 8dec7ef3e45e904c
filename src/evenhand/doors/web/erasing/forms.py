"""Asking to erase: the legal basis and why."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from evenhand.doors.web.erasing.words import BASES


class AskForm(forms.Form):
    """The legal basis, and the reason in words that name nobody."""

    basis = forms.ChoiceField(label=_("Legal basis"), choices=[("", _("Choose")), *BASES.items()], widget=forms.Select)
    reason = forms.CharField(
        label=_("Why"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Name no person and quote nothing: these words stay on record."),
    )
