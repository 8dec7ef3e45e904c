"""Classes, rules and refusals of retention as words."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from evenhand.doors.web.conversation.refusals import OTHERWISE
from evenhand.record.erasing.models import Handout, RetentionClass, RetentionRule

Word = str | Promise
CLASSES: dict[str, tuple[Word, Word]] = {
    RetentionClass.CONVERSATIONS: (
        _("Closed conversations"),
        _(
            "Counted from the last message or the closing. One on which an incident rests, or in which a promise is"
            " open, stays until that is over."
        ),
    ),
    RetentionClass.INCIDENTS: (
        _("Incidents"),
        _("Counted from the report. One that waits for an answer, or on which a restriction rests, stays."),
    ),
    RetentionClass.MEASURES: (
        _("Warnings and restrictions that have ended"),
        _("Counted from the end; a warning ends after a year at most. With them go reviews, appeals and letters."),
    ),
    RetentionClass.REQUESTS: (
        _("What members asked for and did to stay safe"),
        _("Counted from the day. The words go; that it was asked for, and answered, stays."),
    ),
    RetentionClass.LOOKS: (
        _("Who looked at incidents"),
        _("Counted from the look. The ledger keeps that there was one."),
    ),
    RetentionClass.PACKS: (
        _("Why packs were made, and for whom"),
        _("Counted from the day. The hash of each pack stays, so that it can still be verified."),
    ),
}
GONE: dict[str, Word] = {
    Handout.Why.TIME: _("Its three days are over, and the file was deleted. Have it made again if you need it."),
    Handout.Why.REMOVED: _("You removed the file. Have it made again if you need it."),
    Handout.Why.ERASED: _(
        "Something was erased after the file was made, so the file was deleted, in case it still held it."
        " Have it made again: what was erased will not be in it."
    ),
    Handout.Why.MISSING: _("The file no longer lies on the server. Have it made again."),
    Handout.Why.RIGHT: _("The file was not made: you may no longer see what it would be about."),
    Handout.Why.TOO_LARGE: _("The file was not made: it would be larger than a pack can be. Leave the mails out."),
}
"""Why a file is gone, and what to do."""
REFUSALS: dict[str, Word] = {
    "retention-class": _("Choose what the rule is for."),
    "retention-months": _("Choose 1 to 600 months, or leave the field empty to keep it without an end."),
    "retention-warn": _("The warning stands 7 to 90 days before anything goes."),
    "retention-same": _("That is the rule already."),
    "retention-asked": _("A rule for this waits for a second member already. Approve or refuse that one first."),
    "four-eyes": _("Whoever asked cannot approve. A second member has to say yes."),
    "approved": _("Somebody else has approved this already."),
    "refused": _("This was refused, or taken back."),
    "procedure-future": _("The day lies in the future. Record it once it was held."),
}


def refusal(code: str) -> str:
    """Why it could not be done, and what to do."""
    return str(REFUSALS.get(code, OTHERWISE))


def class_name(kind: str) -> str:
    """What a rule is for."""
    return str(CLASSES[kind][0])


def length(rule: RetentionRule | None) -> str:
    """How long a rule keeps."""
    if rule is None:
        return gettext("without an end: nobody has made a rule")
    if rule.months is None:
        return gettext("without an end")
    return ngettext("%(number)s month", "%(number)s months", rule.months) % {"number": rule.months}


def length_told(rule: RetentionRule | None) -> str:
    """The same for those outside, to whom it is one whether a rule says so or nobody made one."""
    return gettext("without an end") if rule is None else length(rule)
