"""Why something about a pack could not be done, as a sentence that says what to do instead."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenhand.doors.web.conversation.refusals import also
from evenhand.doors.web.incidents import refusals

SENTENCES: dict[str, str | Promise] = {
    "pack-right": _("Managers and whoever looks after wellbeing take incidents out of the desk. Ask one of them."),
    "pack-reason": _("Say in a few sentences what the pack is for."),
    "pack-language": _("Choose one of the languages of the desk."),
    "pack-four-eyes": _("You asked for this pack, so somebody else has to approve it."),
    "pack-decided": _("This was decided already. Nothing was changed."),
    "pack-waiting": _("This pack has not been approved, so there is no file yet."),
    "pack-name": _("Say who was given it, in at most 200 characters."),
}

refusal = also(SENTENCES, refusals.refusal)
