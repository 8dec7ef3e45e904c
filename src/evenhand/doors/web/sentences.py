"""Refusals of the people app as sentences: what happened and what to do."""

from __future__ import annotations

from datetime import timedelta
from math import ceil

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from evenhand.record.people.errors import PeopleError, TooManyTries

SENTENCES: dict[str, str | Promise] = {
    "wrong-sign-in": _("This address and password do not belong together. Check both and try again."),
    "wrong-password": _("This is not your present password."),
    "wrong-code": _("This code does not fit. Codes change every 30 seconds; type the one that is shown now."),
    "code-used-before": _("This code was used already. Wait for the next one."),
    "second-factor-on": _("The second step is already on."),
    "second-factor-off": _("The second step is off."),
    "link-unknown": _("This link is not known here. It may have been cut off when it was copied."),
    "link-used": _("This link was used already; each one works once."),
    "link-expired": _("This link has expired. Ask an administrator for a new one."),
    "link-withdrawn": _("This invitation was withdrawn. Ask whoever invited you."),
    "email-taken": _("A member with this mail address is here already, or was."),
    "already-left": _("This member has left."),
    "last-administrator": _("Somebody has to stay administrator. Give the role to somebody else first."),
    "authority-whom": _("Choose to whom you give it: a role or one member."),
    "authority-own": _("Nobody gives authority to themselves. Ask somebody else who may."),
    "authority-kind": _("Choose what they may give."),
    "authority-amount": _("Write an amount above nought with its currency of three letters, such as 200 EUR."),
    "authority-percent": _("Only a discount has a percentage, above 0 and at most 100."),
    "week-wrong": _("These hours do not fit: they overlap, or no day has any. Nothing was changed."),
    "too-many-holidays": _("That is more holidays than the desk keeps. Nothing was added."),
    "key-name": _("Write what the key is for."),
    "key-scopes": _("Choose what the key may do."),
    "key-expiry": _("That time has passed. Choose a later one."),
    "too-many-keys": _("You have fifty keys. Revoke those that nobody uses first."),
    "team-name-taken": _("There is a team of this name already."),
}


def sentence(error: PeopleError) -> str:
    """The sentence for a refusal, in the active language."""
    if isinstance(error, TooManyTries):
        return _wait_sentence(error.wait)
    return str(SENTENCES[error.code])


def _wait_sentence(wait: timedelta) -> str:
    seconds = max(1, ceil(wait.total_seconds()))
    if seconds < 90:
        return ngettext(
            "Too many tries. Wait %(number)s second, then try again.",
            "Too many tries. Wait %(number)s seconds, then try again.",
            seconds,
        ) % {"number": seconds}
    minutes = ceil(seconds / 60)
    return ngettext(
        "Too many tries. Wait %(number)s minute, then try again.",
        "Too many tries. Wait %(number)s minutes, then try again.",
        minutes,
    ) % {"number": minutes}
