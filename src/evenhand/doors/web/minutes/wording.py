"""Words for how minutes stand."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

STATES: dict[str, str | Promise] = {
    "draft": pgettext_lazy("state of a minute", "not sent yet"),
    "waiting": pgettext_lazy("state of a minute", "waiting for answers"),
    "agreed": pgettext_lazy("state of a minute", "agreed, in force"),
    "refused": pgettext_lazy("state of a minute", "not agreed"),
    "withdrawn": pgettext_lazy("state of a minute", "withdrawn"),
    "superseded": pgettext_lazy("state of a minute", "replaced by a later version"),
}
# Which colour goes with the word; see .badge in parts.css.
COLOURS = {"waiting": "amber", "agreed": "pine", "superseded": "slate"}

HOW: dict[str, str | Promise] = {
    "mailbox": _("confirmed by the holder of the mailbox, by personal link"),
    "code": _("confirmed by the holder of the mailbox, by personal link and a code told by another way"),
    "member": _("confirmed signed in at this desk"),
    "hand": _("confirmed by a link that one of us handed over, so no mailbox stands behind it"),
}


def state_word(state: str) -> str:
    """The words for a state of a version."""
    return str(STATES[state])


def how_words(how: str) -> str:
    """How we know who answered."""
    return str(HOW[how])
