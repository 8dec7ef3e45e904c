"""How people are named on the pages of an incident: whoever reported it never by name unless they chose so."""

from __future__ import annotations

from django.utils.translation import gettext

from evenhand.doors.web.templatetags.desk import person
from evenhand.doors.web.words import role_name
from evenhand.record.people.models import Member, Role
from evenhand.record.protection.incidents.access import is_reporter, reporter_shown
from evenhand.record.protection.models import Incident


def reporter_words(incident: Incident) -> str:
    """Who reported it: by name where they chose that, else by role."""
    role, name = reporter_shown(incident)
    word = role_name(role) if role in Role.values else ""
    if name:
        return gettext("%(name)s (%(role)s)") % {"name": name, "role": word} if word else name
    return gettext("somebody here: %(role)s") % {"role": word} if word else gettext("somebody here")


def who_did(incident: Incident, member: Member | None) -> str:
    """The name of whoever did something about an incident; of the reporter, that it was they."""
    if member is not None and is_reporter(member, incident):
        return whoever_reported()
    return person(member)


def whoever_reported() -> str:
    """How somebody is named who must not be."""
    return gettext("whoever reported it")
