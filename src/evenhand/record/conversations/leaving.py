"""A member leaves: open work goes to somebody, and the door closes, in one transaction."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from evenhand.record.conversations.working import NotPossible, hand_over
from evenhand.record.people import actions as people
from evenhand.record.people.models import Member


@transaction.atomic
def member_leaves(member: Member, successor: Member | None, *, by: Member, at: datetime) -> int:
    """Hand over open conversations (to the queue with None) and end the membership; returns how many moved.

    Raises NotPossible("successor") if the successor is the one who leaves, or has left.
    """
    if successor is not None and (successor.pk == member.pk or successor.left_at is not None):
        raise NotPossible("successor")
    moved = hand_over(member, successor, by=by, at=at)
    people.leave(member, by=by, at=at)
    return moved
