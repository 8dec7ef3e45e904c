"""Words of incidents: how grave, both axes, whose fault, which way, how it was made good. Codes in, words out."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from evenhand.record.protection.models import Amends, Demand, Fault, Manner, Route, Severity

Words = Mapping[str, str | Promise]

SEVERITIES: Words = {
    Severity.DISCONTENT: pgettext_lazy("severity", "Discontent"),
    Severity.AGGRESSION: pgettext_lazy("severity", "Aggression"),
    Severity.ABUSE: pgettext_lazy("severity", "Abuse"),
    Severity.THREAT: pgettext_lazy("severity", "Threat"),
    Severity.BLOW: pgettext_lazy("severity", "A blow"),
}
SEVERITIES_MEAN: Words = {
    Severity.DISCONTENT: _("displeased and sharp, and nobody was attacked"),
    Severity.AGGRESSION: _("shouting, swearing, hounding"),
    Severity.ABUSE: _("insults, contempt, an attack on a person"),
    Severity.THREAT: _("somebody was threatened, followed or exposed, or was told they would be"),
    Severity.BLOW: _("somebody was hit, pushed or grabbed, or something was thrown at them"),
}
DEMANDS: Words = {
    Demand.FAIR: pgettext_lazy("what was asked for", "fair"),
    Demand.UNCLEAR: pgettext_lazy("what was asked for", "borderline"),
    Demand.UNFAIR: pgettext_lazy("what was asked for", "not fair"),
}
MANNERS: Words = {
    Manner.ACCEPTABLE: pgettext_lazy("how it was asked for", "acceptable"),
    Manner.BORDERLINE: pgettext_lazy("how it was asked for", "borderline"),
    Manner.UNACCEPTABLE: pgettext_lazy("how it was asked for", "not acceptable"),
}
FAULTS: Words = {
    Fault.NO: pgettext_lazy("fault", "not ours"),
    Fault.UNCLEAR: pgettext_lazy("fault", "not clear yet"),
    Fault.YES: pgettext_lazy("fault", "ours, at least in part"),
}
ROUTES: Words = {
    Route.LINE: _("To the team’s lead and the managers."),
    Route.SECOND: _("To whoever looks after wellbeing. Leads and managers cannot see it."),
}
AMENDS: Words = {
    Amends.Kind.APOLOGY: _("They apologised."),
    Amends.Kind.TAKEN_BACK: _("They took back what they had said."),
    Amends.Kind.OTHER: _("They made it good in another way."),
}
CHANNELS: Words = {
    "mail": pgettext_lazy("channel", "Mail"),
    "phone": pgettext_lazy("channel", "On the phone"),
    "meeting": pgettext_lazy("channel", "Face to face"),
    "chat": pgettext_lazy("channel", "Chat"),
    "video": pgettext_lazy("channel", "Video call"),
    "other": pgettext_lazy("channel", "Elsewhere"),
}
TONES: Mapping[str, str] = {
    Severity.DISCONTENT: "slate",
    Severity.AGGRESSION: "amber",
    Severity.ABUSE: "brick",
    Severity.THREAT: "brick",
    Severity.BLOW: "brick",
}
"""The colour of a badge that bears a severity; the word always stands in it."""


def severity_word(code: str) -> str:
    """How grave the manner was: "Abuse"."""
    return _word(SEVERITIES, code)


def demand_word(code: str) -> str:
    """Whether what was asked for was fair: "not fair"."""
    return _word(DEMANDS, code)


def manner_word(code: str) -> str:
    """Whether it was asked for in an acceptable way: "borderline"."""
    return _word(MANNERS, code)


def fault_word(code: str) -> str:
    """Whose fault it is: "ours, at least in part"."""
    return _word(FAULTS, code)


def channel_word(code: str) -> str:
    """How they met: "On the phone"; the code itself for a channel that we have no word for."""
    return _word(CHANNELS, code)


def amends_word(code: str) -> str:
    """How it was made good, as a sentence."""
    return _word(AMENDS, code)


def route_sentence(code: str) -> str:
    """Who was told."""
    return _word(ROUTES, code)


def _word(words: Words, code: str) -> str:
    return str(words.get(code, code))
