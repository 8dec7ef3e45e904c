"""The pages that serve duties, and what is counted for them, as words."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from evenhand.record.protection.duty_counts import Count

Word = str | Promise
PAGES: dict[str, tuple[Word, str]] = {
    "settings-protection": (_("What members may do alone"), ""),
    "incident-report": (_("Report an incident"), ""),
    "protection": (_("Protection"), ""),
    "incidents-mine": (_("What you reported"), ""),
    "restrictions": (_("Restrictions"), "see_restrictions"),
    "request-new": (_("Ask for something for yourself"), ""),
    "exposure": (_("What you had to read"), ""),
    "notice": (_("Notice for customers"), ""),
    "fact-sheet": (_("Fact sheet for those who work here"), ""),
    "subject-access": (_("What is held on you"), ""),
    "retention": (_("How long things are kept"), "set_protection"),
    "ledger": (_("Ledger"), "see_ledger"),
    "settings-draft-check": (_("Draft check"), "set_draft_check"),
}
"""Name of the address → words, and the right without which there is no link."""
COUNTED: dict[str, Word] = {
    "reports": _("Incidents reported"),
    "answered-in-time": _("Alerts answered in time"),
    "went-up": _("Alerts that went up unanswered"),
    "requests": _("Rest, change, talk or support asked for"),
    "requests-granted": _("Of what was asked for, granted"),
    "acts": _("Times somebody used what is allowed in advance"),
    "looks": _("Looks at incidents on record"),
    "merits": _("Complaints judged on their merit"),
    "warnings": _("Warnings"),
    "restrictions": _("Restrictions"),
    "reviews": _("Reviews of restrictions done by their day, of all that fell due"),
    "reviews-overdue": _("Reviews overdue today"),
    "appeals": _("Appeals decided"),
    "employer-letters": _("Letters to a customer’s firm"),
    "packs": _("Evidence packs made"),
    "files": _("Files given to people on what is held on them"),
    "erasures": _("Erasures done"),
}


def counted(count: Count) -> tuple[str, str]:
    """What was counted, and how many: "7", "7 of 9", or that they are few."""
    name = str(COUNTED[count.code])
    if count.is_few:
        return name, gettext("too few to be shown without pointing at somebody")
    if count.of is not None and count.of:
        return name, gettext("%(number)s of %(of)s") % {"number": count.number, "of": count.of}
    return name, str(count.number) if count.number else gettext("nothing recorded yet")
