"""Why something about an incident could not be done, as a sentence that says what to do instead."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenhand.doors.web.conversation.refusals import also

SENTENCES: dict[str, str | Promise] = {
    "report-axes": _("This could not be recorded as it was. Nothing was sent; look at your answers and send it again."),
    "report-future": _("That time has not come yet. Say when it happened."),
    "report-words": _("These words do not stand in the message like that. Copy them from it, or leave it empty."),
    "report-erased": _(
        "What it said was erased while you wrote. What had been filled in from it was taken out: write down what you "
        "remember, and send it again."
    ),
    "report-long": _("This is longer than 20,000 characters. Nothing was sent; shorten it and send it again."),
    "report-many": _("More than 10,000 passages are quoted. Leave the earlier ones out."),
    "report-left": _("Your account here has ended. Tell somebody at the firm what happened."),
    "amends-kind": _("Choose how they made it good."),
    "amends-words": _("Choose the message in which they did it, or say in a few words what they said."),
    "amends-message": _("That message was not written by the other side of this incident."),
}

refusal = also(SENTENCES)
