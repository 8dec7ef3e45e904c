"""What goes along when a customer's record is taken out."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class ExportForm(forms.Form):
    """Language of the pages, and whether notes and original mails are in it."""

    language = forms.ChoiceField(label=_("Language of the pages"), choices=settings.LANGUAGES)
    notes = forms.BooleanField(
        label=_("With our internal notes"), required=False, help_text=_("Then do not hand it to the customer.")
    )
    originals = forms.BooleanField(
        label=_("With the mails as they came"), required=False, help_text=_("They hold the attachments, too.")
    )
