"""The forms of keeping: a rule, what a file holds, the day of a procedure."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from evenhand.doors.web.keeping.words import CLASSES


class RuleForm(forms.Form):
    """Which class, for how long, and how long before anything goes it is said."""

    kind = forms.ChoiceField(
        label=_("What"), choices=[("", _("Choose")), *((code, name) for code, (name, _help) in CLASSES.items())]
    )
    months = forms.IntegerField(
        label=_("Months"),
        required=False,
        min_value=1,
        max_value=600,
        help_text=_("Empty: kept without an end."),
    )
    warn_days = forms.IntegerField(
        label=_("Days of warning before anything goes"),
        min_value=7,
        max_value=90,
        initial=14,
        help_text=_("7 to 90."),
    )
    reason = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Which law, contract or audit it follows."),
    )


class OwnFileForm(forms.Form):
    """In which language one's own file is made."""

    language = forms.ChoiceField(label=_("Language of the pages"), choices=settings.LANGUAGES)


class ContactFileForm(OwnFileForm):
    """What goes into the file of a person at a customer."""

    notes = forms.BooleanField(
        label=_("With our internal notes"),
        required=False,
        initial=True,
        help_text=_("They speak of this person, too. Read them before you hand the file over."),
    )
    incidents = forms.BooleanField(
        label=_("With incidents"),
        required=False,
        initial=True,
        help_text=_("Leave them out only where handing them over would put somebody in danger; say so to the person."),
    )


class ProcedureForm(forms.Form):
    """The day on which it was gone through with the people who work here."""

    held_on = forms.DateField(label=_("Held on"), widget=forms.DateInput(attrs={"type": "date"}))
