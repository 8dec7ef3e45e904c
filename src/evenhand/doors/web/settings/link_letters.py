"""Links that let somebody in, by mail where the desk has a mail server; else they are shown once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from evenhand.record.outbox import letters
from evenhand.record.outbox.addressing import BadAddress
from evenhand.record.people import actions, queries
from evenhand.record.people.models import Invitation, Member

LinkTo = Callable[[str], str]


@transaction.atomic
def invite(invited: actions.Invited, link_to: LinkTo, *, by: Member, at: datetime) -> tuple[Invitation, str]:
    """Invite somebody; the link to hand over, or "" where a letter takes it. Raises PeopleError."""
    invitation, token = actions.invite(invited, by=by, at=at)
    link = link_to(token)
    with translation.override(invited.language):
        named = {"firm": queries.workspace().name, "who": by.name, "link": link, "name": invitation.name}
        subject = gettext("%(who)s invites you to the desk of %(firm)s") % named
        text = gettext(
            "Good day,\n\n%(who)s invites you to the desk on which %(firm)s answers its customers. Choose your "
            "password here; the link works once, within seven days:\n\n%(link)s\n"
        )
    about = f"invitation:{invitation.pk}"
    return invitation, "" if _posted(invitation.email, subject, text % named, about, by=by, at=at) else link


@transaction.atomic
def reset(member: Member, link_to: LinkTo, *, by: Member, at: datetime) -> str:
    """A new password for somebody; the link to hand over, or "" where a letter takes it. Raises PeopleError."""
    link = link_to(actions.make_reset(member, by=by, at=at))
    with translation.override(member.language):
        named = {"firm": queries.workspace().name, "who": by.name, "link": link}
        subject = gettext("A new password for the desk of %(firm)s") % named
        text = gettext(
            "Good day,\n\n%(who)s had this link made for you. Choose a new password here; it works once, within a day:"
            "\n\n%(link)s\n\nIf you did not ask for it, tell %(who)s, and do not open it.\n"
        )
    return "" if _posted(member.email, subject, text % named, f"reset:{member.pk}", by=by, at=at) else link


def _posted(to: str, subject: str, text: str, about: str, *, by: Member, at: datetime) -> bool:
    """Whether a letter takes it. One about the same that is still here, and no longer works, is not sent any more."""
    if not letters.is_configured():
        return False
    letters.withdraw(about, at=at)
    try:
        letters.post(to, subject, text, at, about=about, by=by.actor, is_secret=True)
    except BadAddress:
        return False
    return True
