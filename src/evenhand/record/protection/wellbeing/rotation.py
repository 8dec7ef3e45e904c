"""When somebody has had enough for a day, and who else could answer."""

from __future__ import annotations

from datetime import datetime

from evenhand.record.conversations.models import Conversation
from evenhand.record.people.models import Member
from evenhand.record.people.queries import who_serve
from evenhand.record.protection.wellbeing.exposure import DAY, least_exposed, own_exposure

MANY_MESSAGES = 5
"""So many harsh messages in 24 hours are many.

A judgement, not a finding: we know of no study and no law that sets a number. Abuse is rare at a desk, so five in a day
is no ordinary day; a lower number would speak of rest so often that nobody listens.
"""
MANY_OPENED = 3
"""So many of them opened in 24 hours are many: whoever opens hidden words reads the attack itself."""
MOST_NAMED = 3


def has_had_enough(member: Member, at: datetime) -> bool:
    """Whether the last 24 hours brought this member many harsh messages. For the member themselves alone."""
    found = own_exposure(member, at, length=DAY)
    return found.day >= MANY_MESSAGES or found.opened_day >= MANY_OPENED


def who_could_take_over(member: Member, conversation: Conversation | None, at: datetime) -> list[Member]:
    """Colleagues who serve in the conversation's team (else in the member's own), those first who had least to read."""
    serving = who_serve().exclude(pk=member.pk)
    teams = [conversation.team_id] if conversation and conversation.team_id else sorted(member.team_ids())
    if teams:
        serving = serving.filter(memberships__team__in=teams)
    return least_exposed(serving.distinct(), at)[:MOST_NAMED]
