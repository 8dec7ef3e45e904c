"""The form of a report: three questions that people answer, and all that can be known beforehand."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from evenhand.doors.web.incidents.words import CHANNELS, SEVERITIES
from evenhand.record.protection.incidents.reporting import LONGEST
from evenhand.record.protection.models import Demand, Fault, Manner, Severity

GRAVE = frozenset({Severity.ABUSE, Severity.THREAT, Severity.BLOW})
FOLLOWS = {
    Manner.ACCEPTABLE: Severity.DISCONTENT,
    Manner.BORDERLINE: Severity.AGGRESSION,
    Manner.UNACCEPTABLE: Severity.ABUSE,
}
"""How grave it was where nobody says so: it follows from whether the manner was acceptable."""


def _words(label: Any, *, rows: int, help_text: Any = "") -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=False, max_length=LONGEST, widget=area, help_text=help_text)


def _line(label: Any, most: int, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=most, help_text=help_text)


class ReportForm(forms.Form):
    """Both axes and our fault are asked; how grave it was follows from them where it is left open."""

    demand = forms.ChoiceField(
        label=_("Was what they asked for fair?"),
        choices=(
            (Demand.FAIR, pgettext_lazy("what was asked for", "It was fair")),
            (Demand.UNCLEAR, pgettext_lazy("what was asked for", "Borderline")),
            (Demand.UNFAIR, pgettext_lazy("what was asked for", "It was not fair")),
        ),
        widget=forms.RadioSelect,
    )
    manner = forms.ChoiceField(
        label=_("Was the way they asked acceptable?"),
        choices=(
            (Manner.ACCEPTABLE, pgettext_lazy("how it was asked for", "It was acceptable")),
            (Manner.BORDERLINE, pgettext_lazy("how it was asked for", "Borderline")),
            (Manner.UNACCEPTABLE, pgettext_lazy("how it was asked for", "It was not acceptable")),
        ),
        widget=forms.RadioSelect,
    )
    ours = forms.ChoiceField(
        label=_("Is any of it our fault?"),
        choices=(
            (Fault.NO, pgettext_lazy("fault", "No")),
            (Fault.UNCLEAR, pgettext_lazy("fault", "Not clear yet")),
            (Fault.YES, pgettext_lazy("fault", "Yes, at least in part")),
        ),
        widget=forms.RadioSelect,
    )
    severity = forms.ChoiceField(
        label=_("How bad was it?"), choices=tuple(SEVERITIES.items()), required=False, widget=forms.RadioSelect
    )
    line = _words(_("Do you want to add anything?"), rows=2)
    missed = _words(
        _("Words of the message that should be quoted, too"),
        rows=2,
        help_text=_("Copy them from the message as they stand there, one passage a line."),
    )
    quoted = forms.Field(required=False)
    earlier = forms.BooleanField(required=False)
    occurred_at = forms.DateTimeField(
        label=_("When it happened"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    channel = forms.ChoiceField(label=_("How you met"), choices=())
    place = _line(_("Where it happened"), 200, _("A room, a shop, a street. For mail and calls it may stay empty."))
    who = _line(_("Who it was"), 200, _("A name, a number, or what you remember."))
    customer = _line(_("Which customer"), 200)
    joined = _line(_("Who of us was with you"), 500)
    asked = _words(_("What they asked for"), rows=2)
    answered = _words(_("What was answered"), rows=2)
    is_named = forms.BooleanField(
        label=_("Show my name with the report"),
        required=False,
        help_text=_("Otherwise others see your role alone. Nothing in a report counts as a figure about your work."),
    )
    second = forms.BooleanField(
        label=_("My lead or manager is part of the problem"),
        required=False,
        help_text=_("Then it goes to whoever looks after wellbeing, and leads and managers cannot see it."),
    )
    once = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, channel: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = dict(CHANNELS) | ({channel: channel} if channel and channel not in CHANNELS else {})
        self.fields["channel"].choices = tuple(known.items())  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Says where two answers do not fit together, and how grave it was where that was left open."""
        told = super().clean() or {}
        if told.get("manner") == Manner.ACCEPTABLE and told.get("severity") in GRAVE:
            self.add_error(
                "severity", gettext("You say that the way they asked was acceptable. Look at these two answers again.")
            )
        elif told.get("manner") and not told.get("severity"):
            told["severity"] = FOLLOWS[told["manner"]]
        return told
