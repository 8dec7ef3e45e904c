"""A customer who writes again brings back what was closed or put aside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from evenhand.record.conversations.models import Assignment, Closure, Conversation, Message, Snooze
from evenhand.record.ledger import actions as ledger
from evenhand.record.people.models import Member


def wake_up(messages: Sequence[Message], *, actor: str, at: datetime) -> None:
    """Reopen the conversations in which a customer wrote and end their snoozes. Call inside a transaction.

    Automatic mail wakes nothing, nor does another copy of a message that is on record (a variant), nor what is kept
    apart.
    """
    asked = {message.conversation_id for message in messages if _asks(message)}
    asleep = Conversation.objects.select_for_update().filter(pk__in=asked)
    closed = sorted(asleep.exclude(closed_at=None).values_list("pk", flat=True))
    snoozed = sorted(asleep.exclude(snoozed_until=None).values_list("pk", flat=True))
    if not closed and not snoozed:
        return
    Closure.objects.filter(conversation_id__in=closed, reopened_at=None).update(reopened_at=at)
    Snooze.objects.filter(conversation_id__in=snoozed, ended_at=None).update(ended_at=at)
    Conversation.objects.filter(pk__in=[*closed, *snoozed]).update(closed_at=None, snoozed_until=None)
    facts = [ledger.Fact("conversation.reopened", f"conversation:{pk}", {"by": "customer"}) for pk in closed]
    facts += [ledger.Fact("conversation.woken", f"conversation:{pk}", {"by": "customer"}) for pk in snoozed]
    ledger.append_all(facts, actor=actor, at=at)
    free_from_leavers(closed, by=None, actor=actor, at=at)


def _asks(message: Message) -> bool:
    is_theirs = message.direction == Message.Direction.INBOUND and message.variant_of_id is None
    return is_theirs and not message.automatic and not message.apart


def free_from_leavers(conversation_ids: Iterable[int], *, by: Member | None, actor: str, at: datetime) -> None:
    """Give conversations whose owner left while they were closed back to the queue, where somebody sees them."""
    mine = Conversation.objects.filter(pk__in=list(conversation_ids), owner__left_at__isnull=False)
    for pk in sorted(mine.values_list("pk", flat=True)):
        Assignment.objects.create(conversation_id=pk, member=None, by=by, at=at)
        Conversation.objects.filter(pk=pk).update(owner=None)
        ledger.append(kind="conversation.assigned", actor=actor, at=at, subject=f"conversation:{pk}", body={"to": None})
