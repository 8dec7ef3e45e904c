"""The answer to whoever reported: this is not your fault, what you may do now, who was told, when you will hear."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext

from evenhand.doors.web.words import role_name
from evenhand.record.people.models import Member, Role
from evenhand.record.protection.incidents.queries import waiting_alert
from evenhand.record.protection.models import Incident, Route
from evenhand.record.protection.texts import compose, letter_language

_ASKED_AS = {
    Route.LINE: (Role.LEAD, Role.MANAGER, Role.ADMINISTRATOR),
    Route.SECOND: (Role.WELLBEING, Role.ADMINISTRATOR),
}


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer: what stands over it, and its paragraphs."""

    title: str
    paragraphs: list[str]


def reply_to_reporter(member: Member, incident: Incident) -> Reply:
    """The answer by how grave it was, in the reader's language, with times of their own zone."""
    alert = waiting_alert(incident)
    asked = alert.member if alert else None
    values = {
        "ours": incident.ours,
        "route": incident.route,
        "told": told_words(incident, asked) if asked else "",
        "due": alert.due_at if alert and asked else None,
    }
    language = letter_language(member.language)
    made = compose(f"to-reporter-{incident.severity}", language, values, zone=timezone.get_current_timezone())
    return Reply(made.subject, made.paragraphs())


def told_words(incident: Incident, asked: Member) -> str:
    """Whoever was asked, by name and the role they were asked in."""
    roles = asked.roles()
    role = next((role for role in _ASKED_AS[Route(incident.route)] if role in roles), "")
    return gettext("%(name)s (%(role)s)") % {"name": asked.name, "role": role_name(role)} if role else asked.name
