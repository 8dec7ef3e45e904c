"""A member leaves: what they saw to goes on with somebody, or back to whoever has the conversation."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from evenhand.record.agreements.access.commitments import commitments_for
from evenhand.record.agreements.actions.commitments import note
from evenhand.record.agreements.models import Commitment
from evenhand.record.conversations import actions as conversations
from evenhand.record.people.models import Member


@transaction.atomic
def member_leaves(member: Member, successor: Member | None, *, by: Member, at: datetime) -> int:
    """Hand over open promises and conversations and end the membership; returns how many conversations moved.

    Without a successor, or where the successor may not see it, a promise is seen to by whoever has its conversation.
    Raises NotPossible("successor").
    """
    moved = conversations.member_leaves(member, successor, by=by, at=at)
    left = Commitment.objects.select_for_update().filter(owner=member, ended_at=None)
    seen = set(commitments_for(successor).filter(owner=member).values_list("pk", flat=True)) if successor else set()
    for row in left:
        owner = successor if row.pk in seen else None
        Commitment.objects.filter(pk=row.pk).update(owner=owner)
        note("commitment.owner-set", row, by=by, at=at, owner=owner.actor if owner else None)
    return moved
