"""Why something could not be done, as a sentence that says what to do instead."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, str | Promise] = {
    "empty": _("There is nothing written yet. Nothing was changed."),
    "past": _("That time has passed. Choose a later one."),
    "closed": _("It is closed. Open it again first."),
    "no-day": _("Choose a time or a day."),
    "member-left": _("That colleague has left. Choose somebody else."),
    "about": _("Choose what would be right."),
    "same": _("That is what the reading says already."),
    "comment": _("Say in a few words what is wrong."),
    "step": _("Ask to open the words first."),
    "no-customer": _("There is no customer of that name. Check how it is written."),
    "several-customers": _("Several customers have that name. Rename one of them first."),
    "merged": _("That customer was merged into another one."),
    "no-recipient": _("Say whom it goes to. Nothing was sent."),
    "too-many-recipients": _("A reply goes to 20 addresses at most. Nothing was sent."),
    "no-mail-server": _("The desk has no mail server. Copy the reply into your own mail and mark it as sent."),
    "not-unsent": _("It has left already, or somebody else has dealt with it. Nothing was changed."),
    "nobody": _("Choose at least one contact or domain."),
}
OTHERWISE = _("That was not possible. Nothing was changed; reload the page and try again.")


def refusal(code: str) -> str:
    """The sentence for a refused action."""
    return str(SENTENCES.get(code, OTHERWISE))


def also(sentences: Mapping[str, str | Promise], otherwise: Callable[[str], str] = refusal) -> Callable[[str], str]:
    """The sentence for a refused action of another page: its own, else those that its page stands on."""
    return lambda code: str(sentences[code]) if code in sentences else otherwise(code)
