"""Holding conversations still while something in them is erased, and asking whether a legal hold keeps them."""

from __future__ import annotations

from collections.abc import Sequence

from evenhand.record.conversations.models import Conversation
from evenhand.record.erasing.extent import Extent, in_batches
from evenhand.record.erasing.models import Hold


def lock(conversations: Sequence[int]) -> None:
    """Until the transaction ends no hold can be set on these, and nothing be filed into them."""
    for ids in in_batches(conversations):
        list(Conversation.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk"))


def is_held(extent: Extent) -> bool:
    """Whether a hold keeps any of the conversations that this reaches."""
    return any(
        Hold.objects.filter(conversation__in=ids, ended_at=None).exists() for ids in in_batches(extent.reached())
    )
