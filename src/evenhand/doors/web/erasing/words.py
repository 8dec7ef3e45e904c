"""Legal bases, states and refusals of erasing as words."""

from __future__ import annotations

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from evenhand.doors.web import dates
from evenhand.doors.web.conversation.refusals import OTHERWISE
from evenhand.record.erasing import what_stands
from evenhand.record.erasing.extent import Extent
from evenhand.record.erasing.models import MinuteTombstone, Tombstone
from evenhand.record.ledger.models import Erasure

BASES: dict[str, str | Promise] = {
    Erasure.Basis.CONSENT_WITHDRAWN: _("consent was withdrawn"),
    Erasure.Basis.OBJECTION: _("the person objected"),
    Erasure.Basis.UNLAWFUL: _("it should not have been kept"),
    Erasure.Basis.LEGAL_DUTY: _("the law demands it"),
    Erasure.Basis.RETENTION: _("the time for keeping it is over"),
    Erasure.Basis.OTHER: _("another legal basis"),
}
REFUSALS: dict[str, str | Promise] = {
    "held": _("A legal hold keeps this conversation as it is. Nothing was erased; end the hold first."),
    "taken": _("Somebody has asked for this already. It waits for a second member."),
    "erased": _("There is nothing left to erase here."),
    "gone": _("This is no longer there; the request was taken back, or it was joined with another conversation."),
    "four-eyes": _("Whoever asked cannot approve. A second member has to say yes."),
    "approved": _("Somebody else has approved this already."),
    "basis": _("Choose the legal basis."),
    "empty": _("Say in a few words what the hold is for."),
}
STANDS: dict[str, str | Promise] = {
    what_stands.PACK: _("An evidence pack was asked for or made of an incident whose words go with this."),
    what_stands.OPEN_RESTRICTION: _("A restriction that stands rests on this: without the words nobody can review it."),
    what_stands.OPEN_ALERT: _("An alert about this still waits for an answer."),
    what_stands.OPEN_APPEAL: _("An appeal about this is not decided yet."),
}


def refusal(code: str) -> str:
    """Why it could not be done, and what to do."""
    return str(REFUSALS.get(code, OTHERWISE))


def stands_in_words(extent: Extent) -> list[str]:
    """What to think of before it is erased."""
    return [str(STANDS[code]) for code in what_stands.what_stands(extent)]


def basis_in_words(code: str) -> str:
    """The legal basis."""
    return str(BASES.get(code, code))


def in_place_of(stone: Tombstone | MinuteTombstone) -> str:
    """The sentence that stands where the words of a message or a minute were."""
    day = dates.calendar_day(timezone.localtime(stone.at))
    if stone.erasure is None:
        return gettext("The content was erased on %(day)s.") % {"day": day}
    basis = basis_in_words(stone.erasure.basis)
    return gettext("The content was erased on %(day)s: %(basis)s.") % {"day": day, "basis": basis}
