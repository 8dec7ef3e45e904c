"""Forms about minutes, and what a new one begins with."""

from __future__ import annotations

from decimal import Decimal

from django import forms
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from evenhand.doors.web.amounts import amount_in
from evenhand.doors.web.tongues import ENDONYMS
from evenhand.record.agreements.models import Change, Party
from evenhand.record.conversations.actions import NotPossible

LANGUAGES = tuple(ENDONYMS.items())


def template_in(language: str) -> str:
    """The headings of a minute, in its own language."""
    with translation.override(language):
        heads = (
            gettext("Present:"),
            gettext("What was decided:"),
            gettext("Who does what by when:"),
            gettext("Open questions:"),
        )
    return "\n\n".join(f"{head}\n- " for head in heads)


def amount_of(words: str) -> Decimal | None:
    """An amount as people type it ("1 200,50"); None for nothing. Raises NotPossible "bad-value"."""
    try:
        return amount_in(words)
    except ValueError as error:
        raise NotPossible("bad-value") from error


def _text_area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class NewMinuteForm(forms.Form):
    """A minute to be opened."""

    title = forms.CharField(label=_("Title"), max_length=200, widget=forms.TextInput(attrs={"autofocus": True}))
    language = forms.ChoiceField(
        label=_("Language of the text"),
        choices=LANGUAGES,
        help_text=_("The pages and letters to each person are in their own language."),
    )
    text = forms.CharField(
        label=_("Text"),
        widget=_text_area(18),
        help_text=_("Write it here or paste it. It can be changed until you send it; after that it never changes."),
    )


class TheirsForm(forms.Form):
    """Somebody at the customer who must agree."""

    name = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    email = forms.CharField(
        label=_("Mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    language = forms.ChoiceField(label=_("Language of letter and page"), choices=LANGUAGES)


class ChangeForm(forms.Form):
    """A change of what was agreed: the new text, why, and what it does. "None" has to be written as a word."""

    text = forms.CharField(label=_("The text as it should be"), widget=_text_area(14))
    asked_by = forms.ChoiceField(
        label=_("Who asks for the change"), choices=((Party.THEM, _("The customer")), (Party.US, _("We")))
    )
    why = forms.CharField(label=_("Why"), max_length=10_000, widget=_text_area(2))
    time_impact = forms.CharField(
        label=_("What it does to the time"),
        max_length=10_000,
        widget=_text_area(2),
        help_text=_("Where it does nothing, write that: everyone who agrees should have read it."),
    )
    money_impact = forms.CharField(label=_("What it does to the money"), max_length=10_000, widget=_text_area(2))
    scope_impact = forms.CharField(label=_("What it does to the scope"), max_length=10_000, widget=_text_area(2))
    amount = forms.CharField(label=_("Amount, where it is known"), max_length=20, required=False)
    currency = forms.CharField(label=_("Currency"), max_length=3, required=False, initial="EUR")


def as_initial(change: Change, text: str) -> dict[str, object]:
    """What a change's form begins with when an earlier one is mended."""
    names = ("asked_by", "why", "time_impact", "money_impact", "scope_impact", "amount", "currency")
    return {"text": text} | {name: getattr(change, name) for name in names}
