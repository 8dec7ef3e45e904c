"""How the demo's members take a conversation and how they are done with it."""

from __future__ import annotations

from datetime import datetime

from evenhand.record.agreements.actions.commitments import set_aside
from evenhand.record.agreements.models import Suggestion
from evenhand.record.conversations import actions
from evenhand.record.conversations.models import Conversation
from evenhand.record.people.models import Member


def take(conversation: Conversation, member: Member, *, at: datetime) -> None:
    """Move it to the member's team and make it theirs."""
    membership = member.memberships.select_related("team").first()
    if membership is not None:
        actions.move_to_team(conversation, membership.team, by=member, at=at)
    actions.assign(conversation, member, by=member, at=at)


def finish(conversation: Conversation, *, by: Member, at: datetime) -> None:
    """Close it; what the reading still offers there was no promise."""
    for suggestion in Suggestion.objects.filter(message__conversation=conversation, settled_at=None):
        set_aside(suggestion, by=by, at=at)
    actions.close(conversation, by=by, at=at)
