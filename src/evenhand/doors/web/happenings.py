"""Entries of the ledger about people, as words."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenhand.doors.web.words import ROLES, role_name
from evenhand.record.people.queries import Happening

_SENTENCES: dict[str, str | Promise] = {
    "member.joined": _("Joined."),
    "member.left": _("Left."),
    "member.profile-set": _("Changed their own settings."),
    "member.password-changed": _("Changed the password."),
    "member.reset-made": _("A link for a new password was made."),
    "member.password-reset": _("Set a new password by link."),
    "member.second-factor-set": _("Switched the second step on."),
    "member.second-factor-removed": _("The second step was switched off."),
    "member.recovery-codes-made": _("Made new recovery codes."),
    "member.recovery-code-used": _("Used a recovery code."),
    "member.file-asked": _("Asked for a file of what is held on them."),
    "member.file-made": _("A file of what is held on them was made."),
    "member.file-taken": _("Took out what is held on them."),
    "member.file-ended": _("A file of what is held on them was removed."),
    "role.granted": _("Was given the role %(role)s."),
    "role.revoked": _("No longer has the role %(role)s."),
}


def words_for(happening: Happening) -> str:
    """The sentence for an entry about a member; the bare kind where there is none."""
    sentence = str(_SENTENCES.get(happening.kind, happening.kind))
    role = str(happening.body.get("role", ""))
    return sentence % {"role": role_name(role) if role in ROLES else role} if role else sentence
