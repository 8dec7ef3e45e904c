"""What comes in, or was read, although it was erased in the meantime: nothing of it is kept.

The doors file and read through these. What is erased locks its conversations first; so do these, and look again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from evenhand.record.conversations import actions as conversations
from evenhand.record.conversations.incoming import Arrived
from evenhand.record.conversations.models import Conversation, Message, Raw, Rereading
from evenhand.record.customers.ours import Ours
from evenhand.record.erasing.extent import in_batches
from evenhand.record.erasing.models import Tombstone
from evenhand.record.erasing.wiping_messages import message_id_hash, wipe_raws
from evenhand.record.protection.restrictions import arrivals


@transaction.atomic
def file_arrivals(
    batch: Sequence[Arrived], *, ours: Ours, actor: str, at: datetime, second_look: bool = False
) -> conversations.Filed:
    """File these messages, but for those that were erased: by their identity, or by their Message-ID."""
    erased = _erased(batch)
    if not erased:
        return arrivals.file_arrivals(batch, ours=ours, actor=actor, at=at, second_look=second_look)
    fresh = [item for item in batch if item.identity not in erased]
    filed = arrivals.file_arrivals(fresh, ours=ours, actor=actor, at=at, second_look=second_look)
    raws = {item.raw_id for item in batch if item.identity in erased}
    for part in in_batches(sorted(raws)):
        wipe_raws(part)
        Raw.objects.filter(pk__in=part).update(state=Raw.State.FILED)
    return replace(filed, duplicates=filed.duplicates + len(batch) - len(fresh))


@transaction.atomic
def keep_reading(
    message: Message, body: dict[str, Any], *, actor: str, at: datetime, second_look: bool = False
) -> None:
    """Keep a reading of one message and offer its promises, unless it was erased while it was read."""
    if not _gone([message.pk]):
        arrivals.keep_reading(message, body, actor=actor, at=at, second_look=second_look)


@transaction.atomic
def keep_parse(message: Message, arrived: Arrived, *, actor: str, at: datetime) -> bool:
    """Keep a better parse; not (False) if the message was erased while it was parsed."""
    if _gone([message.pk]):
        return False
    conversations.keep_parse(message, arrived, actor=actor, at=at)
    return True


@transaction.atomic
def keep_batch(
    pk: int, found: Mapping[int, dict[str, Any] | None], *, after: int, at: datetime, second_look: bool = False
) -> Rereading:
    """Keep a batch of readings by a newer reader, without those of messages that were erased meanwhile."""
    gone = _gone(list(found))
    left = {message: None if message in gone else body for message, body in found.items()}
    return arrivals.keep_batch(pk, left, after=after, at=at, second_look=second_look)


def _gone(message_ids: Sequence[int]) -> set[int]:
    """Which of these were erased; the others cannot be until the transaction ends."""
    of_these = Conversation.objects.filter(messages__in=message_ids).order_by("pk")
    list(Conversation.objects.select_for_update().filter(pk__in=of_these.values("pk")).order_by("pk").values_list("pk"))
    return set(Tombstone.objects.filter(message__in=message_ids).values_list("message_id", flat=True))


def _erased(batch: Sequence[Arrived]) -> set[str]:
    """The identities of those that were erased."""
    if not Tombstone.objects.exists():
        return set()
    hashes = {item.identity: message_id_hash(item.message_id[:255]) for item in batch if item.message_id}
    by_identity = Tombstone.objects.filter(message__identity__in=[item.identity for item in batch])
    by_message_id = Tombstone.objects.filter(message_id_sha256__in=set(hashes.values()))
    known = set(by_message_id.values_list("message_id_sha256", flat=True))
    again = {identity for identity, digest in hashes.items() if digest in known}
    return again | set(by_identity.values_list("message__identity", flat=True))
