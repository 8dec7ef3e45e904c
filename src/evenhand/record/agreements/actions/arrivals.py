"""What comes in, with what it means for promises: filed or read and its promises offered, or neither.

Conversations know nothing of agreements, so the doors file and read through these. One transaction around both, and
not a job after it: a promise that is offered a minute late is offered late on the very day it falls due, and a job for
every batch would make an import wait for its own tail. The cost is a few queries a batch, whatever its size.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from evenhand.record.agreements.actions.suggestions import offer, realign
from evenhand.record.agreements.actions.updates import meet_updates
from evenhand.record.agreements.models import Update
from evenhand.record.conversations import actions as conversations
from evenhand.record.conversations.incoming import Arrived
from evenhand.record.conversations.models import Conversation, Message, Reading, Rereading
from evenhand.record.customers.ours import Ours
from evenhand.record.outbox import letters, replies
from evenhand.record.outbox.models import Letter
from evenhand.record.outbox.replies import Outcome
from evenhand.record.people.models import Member


@transaction.atomic
def file_arrivals(
    batch: Sequence[Arrived], *, ours: Ours, actor: str, at: datetime, second_look: bool = False
) -> conversations.Filed:
    """File messages, offer the promises read in them, and end the updates that they give."""
    filed = conversations.file_messages(batch, ours=ours, actor=actor, at=at, second_look=second_look)
    if not filed.messages:
        return filed
    promising = {item.identity: item.reading for item in batch if item.reading and item.reading.get("commitments")}
    if promising:
        ids = Message.objects.filter(identity__in=promising.keys()).values_list("pk", "identity")
        offer({pk: promising[identity] for pk, identity in ids}, at=at)
    if Update.objects.filter(ended_at=None).exists():
        ids_of_all = Message.objects.filter(identity__in=[item.identity for item in batch])
        meet_updates(ids_of_all.values_list("pk", flat=True), actor=actor, at=at)
    return filed


@transaction.atomic
def keep_reading(
    message: Message, body: dict[str, Any], *, actor: str, at: datetime, second_look: bool = False
) -> Reading:
    """Keep a reading of one message and offer its promises."""
    reading = conversations.keep_reading(message, body, actor=actor, at=at, second_look=second_look)
    offer({message.pk: body}, at=at)
    return reading


@transaction.atomic
def keep_batch(
    pk: int, found: Mapping[int, dict[str, Any] | None], *, after: int, at: datetime, second_look: bool = False
) -> Rereading:
    """Keep a batch of readings by a newer reader and offer their promises; nothing if another worker had it."""
    row = conversations.keep_batch(pk, found, after=after, at=at, second_look=second_look)
    if row.cursor != after:
        there = set(Message.objects.filter(pk__in=found.keys()).values_list("pk", flat=True))
        offer({pk: body for pk, body in found.items() if body is not None and pk in there}, at=at)
    return row


@transaction.atomic
def mark_sent(conversation: Conversation, text: str, *, by: Member, at: datetime) -> Message:
    """Record a reply that a member has sent; it gives the update owed. Raises NotPossible("empty")."""
    message = conversations.mark_sent(conversation, text, by=by, at=at)
    meet_updates([message.pk], actor=by.actor, at=at)
    return message


@transaction.atomic
def keep_outcome(letter: Letter, outcome: Outcome, *, at: datetime) -> None:
    """Note what the mail server said of a letter. A reply is sent, and gives the update owed, once somebody has it."""
    nobody_had_it = not replies.somebody_has(letter)
    replies.keep_outcome(letter, outcome, at=at)
    if letter.is_reply and nobody_had_it and outcome.taken:
        message = conversations.reply_left(letter, at=at)
        if message is not None and message.author is not None:
            meet_updates([message.pk], actor=message.author.actor, at=at)
    if outcome.later:
        return
    refusals = [*outcome.refused.values(), *replies.refusals(letter)]
    if refusals:
        letters.mark_refused(letter, refusals[0], at=at)
    else:
        letters.mark_sent(letter, at=at)


@transaction.atomic
def sent_by_hand(message: Message, *, by: Member, at: datetime) -> None:
    """A member sent it by their own mail; it gives the update owed. Raises NotPossible: see the conversations' own."""
    conversations.sent_by_hand(message, by=by, at=at)
    meet_updates([message.pk], actor=by.actor, at=at)


def recompute_directions(
    *, actor: str, at: datetime, progress: Callable[[int, int], None] = lambda _done, _all: None
) -> int:
    """Tell inbound from outbound anew, and with it whose word the waiting suggestions are; how many changed."""
    changed = conversations.recompute_directions(actor=actor, at=at, progress=progress)
    with transaction.atomic():
        realign()
    return changed
