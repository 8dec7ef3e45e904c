"""Forms about merits, warnings and restrictions. What may be decided is told by the actions, not here."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from evenhand.doors.web import dates
from evenhand.doors.web.incidents.words import DEMANDS, FAULTS
from evenhand.doors.web.restrictions import words
from evenhand.record.people.queries import who_serve, workspace

_Given = TypeVar("_Given")
TONGUES = (("en", "English"), ("fi", "suomi"), ("zh-Hant", "繁體中文"), ("zh-Hans", "简体中文"))


def day_input() -> forms.DateInput:
    """A day as browsers ask for it."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def text_area(rows: int) -> forms.Textarea:
    """A field for several lines."""
    return forms.Textarea(attrs={"rows": rows})


def start_of(day: date) -> datetime:
    """The first instant of a day where the firm is."""
    return datetime.combine(day, time(), ZoneInfo(workspace().timezone or "UTC"))


def end_of(day: date | None) -> datetime | None:
    """The first instant after a day where the firm is; None for no day."""
    return start_of(day + timedelta(days=1)) if day else None


class WithTongues(forms.Form):
    """A letter in one language or two."""

    language = forms.ChoiceField(label=_("Language of the letter"), choices=TONGUES)
    second = forms.ChoiceField(
        label=_("The same below in a second language"),
        choices=(("", _("No second language")), *TONGUES),
        required=False,
    )


class MeritForm(forms.Form):
    """What a complaint is worth."""

    asked = forms.CharField(label=_("What they asked for"), widget=text_area(3))
    demand = forms.ChoiceField(
        label=_("Was it fair to ask for that?"), choices=tuple(DEMANDS.items()), widget=forms.RadioSelect
    )
    ours = forms.ChoiceField(
        label=_("Is any of it our fault?"), choices=tuple(FAULTS.items()), widget=forms.RadioSelect
    )
    standing = forms.ChoiceField(
        label=_("What do we owe them?"), choices=tuple(words.STANDINGS.items()), widget=forms.RadioSelect
    )
    owed = forms.CharField(
        label=_("What we owe or owed, in words"),
        widget=text_area(2),
        required=False,
        help_text=_("What is planned stands in the letters, in these very words."),
    )
    planned_for = forms.DateField(label=_("Planned for"), widget=day_input(), required=False)
    commitment = forms.ChoiceField(label=_("Or by this promise of ours"), required=False)
    reason = forms.CharField(label=_("Why we see it so"), widget=text_area(2), required=False)

    def __init__(self, *args: Any, promises: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["commitment"].choices = [("", "—"), *promises]  # type: ignore[attr-defined]


class WarningForm(WithTongues):
    """What they are warned of; `happened` is not asked where an incident says it."""

    happened = forms.DateField(label=_("When it happened"), widget=day_input())

    reason = forms.CharField(
        label=_("What happened, as the letter tells it"),
        widget=text_area(3),
        help_text=_("Sober and short, without names of colleagues. They read these words."),
    )
    field_order = ("happened", "reason", "language", "second")


class RestrictionForm(WithTongues):
    """What is to apply, why and how long."""

    kind = forms.ChoiceField(label=_("What is to apply"), widget=forms.RadioSelect)
    channel = forms.ChoiceField(label=_("The channel that is left"), required=False)
    member = forms.ChoiceField(label=_("The colleague who answers them"), required=False)
    days = forms.MultipleChoiceField(
        label=_("The days that are left"), required=False, widget=forms.CheckboxSelectMultiple
    )
    starts = forms.TimeField(
        label=_("The hours begin at"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    ends = forms.TimeField(
        label=_("The hours end at"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    happened = forms.DateField(label=_("When it happened"), widget=day_input())
    reason = forms.CharField(
        label=_("The reason, as the letter tells it"),
        widget=text_area(3),
        help_text=_("Sober and short, without names of colleagues. They read these words."),
    )
    from_day = forms.DateField(label=_("Begins on"), widget=day_input())
    until_day = forms.DateField(
        label=_("Until the end of"),
        widget=day_input(),
        required=False,
        help_text=_("Better short. It can be extended."),
    )
    review_day = forms.DateField(label=_("To be looked at again on"), widget=day_input())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: dict[str, list[tuple[Any, Any]]] = {
            "kind": list(words.KINDS.items()),
            "channel": [("", "—"), *words.CHANNELS.items()],
            "member": [("", "—"), *who_serve().values_list("pk", "name")],
            "days": list(enumerate(dates.weekdays())),
        }
        for name, found in choices.items():
            self.fields[name].choices = found  # type: ignore[attr-defined]

    def of_kind(self, kind: str, given: _Given, otherwise: _Given) -> _Given:
        """What was given for a kind, where that is the one that was chosen: what is hidden does not count."""
        return given if self.cleaned_data["kind"] == kind else otherwise

    def week(self) -> list[list[list[str]]]:
        """The hours that are left, by weekday; empty where none were chosen."""
        starts, ends = self.cleaned_data.get("starts"), self.cleaned_data.get("ends")
        chosen = set(self.cleaned_data["days"])
        if not chosen or starts is None or ends is None:
            return []
        shift = [f"{starts:%H:%M}", f"{ends:%H:%M}"]
        return [[list(shift)] if str(day) in chosen else [] for day in range(7)]


class ReasonForm(forms.Form):
    """A turn with nothing but a reason."""

    reason = forms.CharField(
        label=_("The reason, as the letter tells it"), widget=text_area(3), help_text=_("They read these words.")
    )


class ReviewForm(ReasonForm):
    """What comes of looking at it again."""

    outcome = forms.ChoiceField(
        label=_("What comes of it"),
        choices=(("kept", _("It is still needed")), ("lifted", _("It is lifted"))),
        widget=forms.RadioSelect,
    )
    review_day = forms.DateField(
        label=_("To be looked at again on"), widget=day_input(), required=False, help_text=_("Only where it goes on.")
    )
    field_order = ("outcome", "reason", "review_day")


class ExtendForm(ReasonForm):
    """Until when it lasts now."""

    until_day = forms.DateField(
        label=_("Until the end of"), widget=day_input(), required=False, help_text=_("Left empty, it has no end.")
    )
    review_day = forms.DateField(label=_("To be looked at again on"), widget=day_input())


class DecisionForm(forms.Form):
    """What an appeal comes to."""

    outcome = forms.ChoiceField(
        label=_("What comes of it"), choices=tuple(words.OUTCOMES.items()), widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("The reason, as the letter tells it"), widget=text_area(3), help_text=_("They read these words.")
    )
    changes = forms.CharField(
        label=_("What changes for them, where it is in part"), widget=text_area(2), required=False
    )
    until_day = forms.DateField(label=_("Then it lasts until the end of"), widget=day_input(), required=False)


class EmployerForm(WithTongues):
    """What the firm is asked or told."""

    kind = forms.ChoiceField(
        label=_("What is this letter for?"), choices=tuple(words.EMPLOYER.items()), widget=forms.RadioSelect
    )
    addressee = forms.CharField(label=_("Whom the letter speaks to, by name"), max_length=120, required=False)
    happened = forms.DateField(label=_("When it happened"), widget=day_input())
    reason = forms.CharField(
        label=_("What happened, as the letter tells it"),
        widget=text_area(3),
        help_text=_("What is on record and nothing else. It is about a person’s work."),
    )
    asks = forms.CharField(label=_("What you ask them for"), widget=text_area(2), required=False)
    answer_day = forms.DateField(label=_("You hope for an answer by"), widget=day_input(), required=False)
    field_order = ("kind", "addressee", "happened", "reason", "asks", "answer_day", "language", "second")


class LetterForm(forms.Form):
    """The letter as it goes."""

    to = forms.CharField(label=_("To"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    subject = forms.CharField(label=_("Subject"), max_length=250)
    text = forms.CharField(label=_("Text"), widget=text_area(24))
