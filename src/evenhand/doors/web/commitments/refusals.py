"""Why something about promises could not be done, as a sentence that says what to do instead."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenhand.doors.web.conversation.refusals import also

SENTENCES: dict[str, str | Promise] = {
    "promise-empty": _("Write what was promised."),
    "promise-party": _("Say whose promise it is: ours or theirs."),
    "promise-words": _("These words do not stand in that message. Copy them from it exactly."),
    "words-hidden": _("Its words are hidden. Open them in the message, then record the promise in your own words."),
    "settled": _("Somebody has settled this already. Reload the page to see how."),
    "ended": _("This promise has ended already. If that was a mistake, open it again first."),
    "not-ended": _("It is open; there is nothing to take back."),
    "broken": _("It is recorded as broken already."),
    "why": _("Write why, in a few words: somebody will ask one day."),
    "due-far": _("That is fifty years away or more. Look at the year."),
    "same-due": _("It is due then already."),
    "proof": _("That message belongs to another customer and proves nothing here."),
    "proof-not-ours": _("Choose the message of ours in this conversation in which we said that we wait."),
    "not-theirs": _("We can only wait for what they promised."),
    "waits-already": _("We wait for this already."),
    "wait-over": _("That wait is over already."),
    "arrival": _("Choose a message from them that came after we said that we wait."),
    "no-update": _("No update is owed here."),
    "owner-blind": _("They may not see this promise, so it would be forgotten. Choose somebody of its team."),
    "no-member": _("Choose a colleague."),
    "nothing-to-cite": _("Choose what to cite."),
    "check-empty": _("Write what we can do."),
    "check-hours": _("Write how many hours it takes: more than none."),
    "check-days": _("Choose both days: when it is ready, and until when this answer holds."),
    "withdrawn": _("This was withdrawn already."),
}

refusal = also(SENTENCES)
