"""A member leaves: what they saw to goes on with somebody, or back to whoever has the conversation."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from evenhand.record.agreements.actions.commitments import note
from evenhand.record.agreements.models import Commitment
from evenhand.record.conversations import actions as conversations
from evenhand.record.people.models import Member


@transaction.atomic
def member_leaves(member: Member, successor: Member | None, *, by: Member, at: datetime) -> int:
    """Hand over open promises and conversations and end the membership; returns how many conversations moved.

    Without a successor a promise is seen to by whoever has its conversation. Raises NotPossible("successor").
    """
    moved = conversations.member_leaves(member, successor, by=by, at=at)
    for row in Commitment.objects.select_for_update().filter(owner=member, ended_at=None):
        Commitment.objects.filter(pk=row.pk).update(owner=successor)
        note("commitment.owner-set", row, by=by, at=at, owner=successor.actor if successor else None)
    return moved
