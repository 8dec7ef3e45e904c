"""What the record refuses, as problems: the status, and the sentence that the pages use too."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# What was sent is wrong (422) stands apart from what it meets (409): sent again later, the latter may pass.
SENTENCES: dict[str, tuple[int, str | Promise]] = {
    "empty": (422, _("There is nothing written yet. Nothing was changed.")),
    "member-left": (422, _("That colleague has left. Choose somebody else.")),
    "promise-empty": (422, _("Write what was promised.")),
    "promise-words": (422, _("These words do not stand in that message. Copy them from it exactly.")),
    "why": (422, _("Write why, in a few words: somebody will ask one day.")),
    "proof": (422, _("That message belongs to another customer and proves nothing here.")),
    "ended": (409, _("This promise has ended already. If that was a mistake, open it again first.")),
    "broken": (409, _("It is recorded as broken already.")),
}
OTHERWISE = (409, _("That was not possible. Nothing was changed; reload the page and try again."))
