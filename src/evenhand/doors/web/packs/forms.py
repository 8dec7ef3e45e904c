"""What is asked for with a pack, and who was given it."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from evenhand.record.protection.packs import LONGEST


class AskForm(forms.Form):
    """What it is for, in which language, and whether people who took no part are named."""

    reason = forms.CharField(
        label=_("What is it for?"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For whoever approves it, for example: the police asked for it."),
    )
    language = forms.ChoiceField(label=_("Language of its pages"), choices=settings.LANGUAGES)
    names = forms.BooleanField(
        label=_("With the names of people who took no part, and the mails as they came"),
        required=False,
        initial=True,
        help_text=_("Without it they are called person 1, person 2, and the mails stay here."),
    )


class RecipientForm(forms.Form):
    """Who was given the file."""

    name = forms.CharField(label=_("Who was given it?"), max_length=200)
