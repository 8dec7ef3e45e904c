"""Our own replies in which the desk quoted what is erased: the quotation goes, our words stay."""

from __future__ import annotations

import hashlib

from evenhand.record.conversations.indexing import write_terms
from evenhand.record.conversations.models import Message
from evenhand.record.conversations.quoting import quoted_lines
from evenhand.record.erasing.extent import Extent, in_batches
from evenhand.record.erasing.wiping_messages import wipe_copies
from evenhand.record.erasing.wiping_outbox import forget_threads
from evenhand.record.outbox.models import Letter
from evenhand.record.outbox.replies import key_of

GONE = "> …"


def wipe_quotes(extent: Extent) -> None:
    """Call before the messages are wiped: what they said tells where it is quoted."""
    for conversation in extent.touched():
        ours = Message.objects.filter(conversation=conversation, author__isnull=False, direction="outbound")
        replies = [reply for reply in ours if reply.pk not in extent.messages]
        if not replies:
            continue
        forget_threads([reply.pk for reply in replies])
        for text in _erased_in(extent, conversation):
            for reply in replies:
                _take_out(reply, quoted_lines(text))


def _erased_in(extent: Extent, conversation: int) -> list[str]:
    found: list[str] = []
    for part in in_batches(extent.messages):
        query = Message.objects.filter(pk__in=part, conversation=conversation).exclude(text="")
        found += query.values_list("text", flat=True)
    return found


def _take_out(reply: Message, lines: str) -> None:
    """The letter too, if it has not left yet, so that what is erased is not sent."""
    if not lines or lines not in reply.text:
        return
    reply.text = reply.text.replace(lines, GONE)
    Message.objects.filter(pk=reply.pk).update(text=reply.text)
    wipe_copies([reply.pk])
    write_terms([(reply.pk, f"{reply.sender_name}\n{reply.text[:20_000]}")])
    text = f"{reply.text}\n"
    digest = hashlib.sha256(text.encode()).hexdigest()
    Letter.objects.filter(key=key_of(reply.pk)).exclude(text="").update(text=text, sha256=digest)
