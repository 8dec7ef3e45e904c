"""Words of what the employer did, for packs. Codes in, words out, in the active language."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from evenhand.record.people.models import Role
from evenhand.record.protection.models import (
    ActKind,
    Answer,
    Appeal,
    EmployerLetter,
    Merit,
    Request,
    Restriction,
    Review,
)

Words = Mapping[str, str | Promise]

REPORTERS: Words = {
    Role.AGENT: pgettext_lazy("whoever reported", "an agent"),
    Role.LEAD: pgettext_lazy("whoever reported", "a team lead"),
    Role.MANAGER: pgettext_lazy("whoever reported", "a manager"),
    Role.FINANCE: pgettext_lazy("whoever reported", "somebody from finance"),
    Role.WELLBEING: pgettext_lazy("whoever reported", "somebody from wellbeing"),
    Role.ADMINISTRATOR: pgettext_lazy("whoever reported", "an administrator"),
}
DECISIONS: Words = {
    Answer.Decision.BACKED: pgettext_lazy("decision", "to back whoever reported it"),
    Answer.Decision.TAKE_OVER: pgettext_lazy("decision", "somebody else takes over"),
    Answer.Decision.SPEAK: pgettext_lazy("decision", "to speak with the customer"),
    Answer.Decision.WARN: pgettext_lazy("decision", "a warning"),
    Answer.Decision.RESTRICT: pgettext_lazy("decision", "a restriction"),
    Answer.Decision.AUTHORITIES: pgettext_lazy("decision", "to go to the authorities"),
    Answer.Decision.FIX: pgettext_lazy("decision", "to put right what we did wrong"),
    Answer.Decision.GRANTED: pgettext_lazy("decision", "granted"),
    Answer.Decision.NOTHING: pgettext_lazy("decision", "nothing further"),
}
ACTS: Words = {
    ActKind.PAUSE: pgettext_lazy("act", "took a pause"),
    ActKind.ANSWER_LATER: pgettext_lazy("act", "put the answer off"),
    ActKind.HAND_OVER: pgettext_lazy("act", "handed the conversation over"),
    ActKind.WARN: pgettext_lazy("act", "warned"),
    ActKind.END: pgettext_lazy("act", "ended the conversation"),
    ActKind.REFUSE: pgettext_lazy("act", "refused"),
    ActKind.REFUND: pgettext_lazy("act", "gave a refund"),
}
ALLOWED: Words = {
    ActKind.PAUSE: _("Put it aside for two hours"),
    ActKind.ANSWER_LATER: _("Answer later"),
    ActKind.HAND_OVER: _("Hand it over"),
    ActKind.WARN: _("Warn them"),
    ActKind.END: _("End the conversation"),
    ActKind.REFUSE: _("Refuse what they ask"),
    ActKind.REFUND: _("Give money back"),
}
"""What a policy allows; ACTS are what somebody did."""
SUPPORT: Words = {
    Request.Kind.STOP: pgettext_lazy("support", "to stop serving this customer"),
    Request.Kind.SWITCH: pgettext_lazy("support", "that somebody else takes over"),
    Request.Kind.REST: pgettext_lazy("support", "a rest"),
    Request.Kind.TALK: pgettext_lazy("support", "somebody to talk to"),
    Request.Kind.LEGAL: pgettext_lazy("support", "support for legal steps"),
}
STANDINGS: Words = {
    Merit.Standing.NOTHING: _("We owe nothing."),
    Merit.Standing.SETTLED: _("What we owed is settled."),
    Merit.Standing.PLANNED: _("What we owe is planned."),
    Merit.Standing.OPEN: _("What we owe is open."),
}
RESTRICTIONS: Words = {
    Restriction.Kind.ONE_CHANNEL: pgettext_lazy("restriction", "one channel only"),
    Restriction.Kind.ONE_CONTACT: pgettext_lazy("restriction", "one contact person only"),
    Restriction.Kind.SET_HOURS: pgettext_lazy("restriction", "set hours only"),
    Restriction.Kind.NO_ABUSE: pgettext_lazy("restriction", "no reply to abusive messages"),
    Restriction.Kind.END: pgettext_lazy("restriction", "we serve them no longer"),
}
REVIEWS: Words = {
    Review.Outcome.KEPT: pgettext_lazy("review", "it stays"),
    Review.Outcome.LIFTED: pgettext_lazy("review", "it is lifted"),
}
APPEALS: Words = {
    Appeal.Outcome.GRANTED: pgettext_lazy("appeal", "granted"),
    Appeal.Outcome.IN_PART: pgettext_lazy("appeal", "granted in part"),
    Appeal.Outcome.REFUSED: pgettext_lazy("appeal", "refused"),
}
FIRM_LETTERS: Words = {
    EmployerLetter.Kind.ASK: _("The customer’s firm was asked for facts or help."),
    EmployerLetter.Kind.TELL: _("The customer’s firm was told what applies."),
}
LANGUAGES = {"en": "en", "fi": "fi", "zh-hant": "zh-Hant", "zh-hans": "zh-Hans", "yue": "zh-Hant-HK"}
"""The languages of pages and of what people wrote, as HTML names them; Cantonese has Hong Kong's glyphs."""


def reporter_word(role: str) -> str:
    """The reporter, shown by role alone."""
    return str(REPORTERS.get(role) or gettext("somebody here"))


def word(words: Words, code: str) -> str:
    """The word for a code; the code itself where there is none."""
    return str(words.get(code, code))


def html_language(code: str) -> str:
    """A language as HTML names it; empty for one that is not known."""
    return LANGUAGES.get(code.lower(), "")
