"""Our own replies coming in again, from a folder of sent mail or as a copy to a colleague."""

from __future__ import annotations

from collections.abc import Sequence

from evenhand.record.conversations.incoming import Arrived
from evenhand.record.conversations.models import Message, Raw


def without_copies(batch: Sequence[Arrived]) -> list[Arrived]:
    """What is no copy of a reply that a member wrote here. The first copy becomes the original of that reply.

    Only the same Message-ID with the same words and no file is a copy: whoever got our mail knows its Message-ID, and
    must not make what they write disappear under it. Call inside the transaction that files the batch.
    """
    ids = {item.message_id[:255] for item in batch if item.message_id}
    written = Message.objects.filter(message_id__in=ids, author__isnull=False, direction=Message.Direction.OUTBOUND)
    ours = {message.message_id: message for message in written.only("pk", "message_id", "text", "raw")}
    if not ours:
        return list(batch)
    left = []
    for item in batch:
        message = ours.get(item.message_id[:255])
        if message is not None and _is_copy(item, message):
            _keep_original(item, message)
        else:
            left.append(item)
    return left


def _is_copy(item: Arrived, message: Message) -> bool:
    return not item.files and bool(message.text) and item.text.split() == message.text.split()


def _keep_original(item: Arrived, message: Message) -> None:
    """Bytes that no message leads to would escape an erasure, so those of further copies go."""
    if message.raw_id is None:
        message.raw_id = item.raw_id
        Message.objects.filter(pk=message.pk).update(raw=item.raw_id)
    elif message.raw_id != item.raw_id:
        Raw.objects.filter(pk=item.raw_id).update(data=b"", origin="")
