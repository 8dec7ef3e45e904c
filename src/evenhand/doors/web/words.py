"""Words for the roles, and what each sees: shown wherever a role is given."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenhand.record.people.models import Role

ROLES: dict[str, tuple[str | Promise, str | Promise]] = {
    Role.AGENT: (_("Agent"), _("Answers customers; sees the conversations of their own teams.")),
    Role.LEAD: (_("Team lead"), _("As an agent, and hands out the work of their own teams.")),
    Role.MANAGER: (_("Manager"), _("Sees all conversations and customers, and answers for the people here.")),
    Role.FINANCE: (_("Finance"), _("Sees customers and figures, but reads no messages.")),
    Role.WELLBEING: (_("Wellbeing"), _("Looks after people here; reads no messages.")),
    Role.ADMINISTRATOR: (_("Administrator"), _("Looks after members and settings; reads no messages.")),
}

JOBS: dict[str, str | Promise] = {
    "alerts": _("Asking the next person where nobody answered in time"),
    "end-restrictions": _("Tidying restrictions whose time has passed"),
    "finish-import": _("Finishing an import that stopped"),
    "keep-erasures": _("Keeping the list of what was erased"),
    "ledger-checkpoint": _("Signing the head of the ledger"),
    "ledger-verify": _("Verifying the ledger"),
    "look-for-reader": _("Looking for messages that a newer reader has not read"),
    "make-handout": _("Making a file that a member takes out"),
    "read-again": _("Reading a message again"),
    "recompute-directions": _("Sorting messages by who wrote them"),
    "remind": _("Reminding members of what falls due"),
    "retention": _("Letting go what is not kept any longer"),
    "reread": _("Reading all messages again"),
    "scrub-erased": _("Cleaning the files of what was erased"),
    "send-letter": _("Sending a letter"),
    "second-look": _("Looking again at messages in doubt"),
    "sweep-handouts": _("Removing files whose time is over"),
    "tell-again": _("Telling somebody who wrote again what applies"),
    "tidy": _("Clearing away what is done"),
    "wake-snoozed": _("Bringing back conversations that were put aside"),
}


def job_name(name: str) -> str:
    """Words for a job; its own name where there are none."""
    return str(JOBS.get(name, name))


def role_name(role: str) -> str:
    """The word for a role."""
    return str(ROLES[role][0])


def role_names(roles: Iterable[str]) -> list[str]:
    """The words for several roles, in the order of the table."""
    held = set(roles)
    return [str(name) for role, (name, _sees) in ROLES.items() if role in held]
