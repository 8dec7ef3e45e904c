"""Questions about what was erased, what was asked for, and what is held."""

from __future__ import annotations

from collections.abc import Sequence

from evenhand.record.agreements.models import Minute
from evenhand.record.conversations.models import Conversation
from evenhand.record.erasing.models import Hold, MinuteTombstone, Tombstone


def tombstones_of(message_ids: Sequence[int]) -> dict[int, Tombstone]:
    """What stands in the place of these messages' content, by message, with the erasure; one query."""
    rows = Tombstone.objects.filter(message__in=message_ids).select_related("erasure")
    return {row.message_id: row for row in rows}


def tombstone_of_minute(minute: Minute) -> MinuteTombstone | None:
    """What stands in the place of a minute's words, with the erasure; None where they were not erased."""
    return MinuteTombstone.objects.filter(minute=minute).select_related("erasure").first()


def hold_on(conversation: Conversation) -> Hold | None:
    """What keeps a conversation from being erased now."""
    return Hold.objects.filter(conversation=conversation, ended_at=None).select_related("by").first()
