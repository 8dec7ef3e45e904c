"""The next word that we owe on an open problem: set, replaced, withdrawn, and met by what we write."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from evenhand.record.agreements.actions.commitments import due_within_reach
from evenhand.record.agreements.models import Update
from evenhand.record.conversations.actions import NotPossible
from evenhand.record.conversations.models import Conversation, Message
from evenhand.record.ledger import actions as ledger
from evenhand.record.people.models import Member


@transaction.atomic
def set_next_update(conversation: Conversation, due_at: datetime, *, by: Member, at: datetime) -> Update:
    """Owe the next word by `due_at`; one owed before is replaced. Raises NotPossible "past", "due-far", "closed"."""
    if due_within_reach(due_at, at=at) <= at:
        raise NotPossible("past")
    row = Conversation.objects.select_for_update().get(pk=conversation.pk)
    if row.closed_at is not None:
        raise NotPossible("closed")
    owed = Update.objects.filter(conversation=row, ended_at=None).first()
    if owed is not None and owed.due_at == due_at:
        return owed
    Update.objects.filter(conversation=row, ended_at=None).update(ended_at=at)
    update = Update.objects.create(conversation=row, due_at=due_at, set_by=by, set_at=at)
    _note("update.set", update, by.actor, at, due=due_at.isoformat(), replaces=owed.pk if owed else None)
    return update


@transaction.atomic
def withdraw_update(conversation: Conversation, *, by: Member, at: datetime) -> None:
    """No update is owed any more. Raises NotPossible "no-update"."""
    row = Conversation.objects.select_for_update().get(pk=conversation.pk)
    owed = Update.objects.filter(conversation=row, ended_at=None).first()
    if owed is None:
        raise NotPossible("no-update")
    Update.objects.filter(pk=owed.pk).update(ended_at=at, withdrawn_by=by)
    _note("update.withdrawn", owed, by.actor, at)


@transaction.atomic
def meet_updates(message_ids: Iterable[int], *, actor: str, at: datetime) -> int:
    """End the updates that these messages give: ours, sent after the update was owed. Returns how many.

    Automatic mail and further copies of a message give none. Running it twice does no harm.
    """
    owed = {row.conversation_id: row for row in Update.objects.select_for_update().filter(ended_at=None)}
    if not owed:
        return 0
    sent = Message.objects.filter(
        pk__in=list(message_ids), conversation__in=owed.keys(), direction=Message.Direction.OUTBOUND,
        automatic=False, variant_of=None,
    )  # fmt: skip
    met = 0
    for message in sent.order_by("at", "pk"):
        row = owed.get(message.conversation_id)
        if row is None or message.at < row.set_at:
            continue
        Update.objects.filter(pk=row.pk).update(ended_at=at, met_by=message)
        _note("update.met", row, actor, at, message=message.pk, in_time=message.at <= row.due_at)
        del owed[message.conversation_id]
        met += 1
    return met


def _note(kind: str, update: Update, actor: str, at: datetime, **body: Any) -> None:
    body = {"conversation": update.conversation_id, **body}
    ledger.append(kind=kind, actor=actor, at=at, subject=f"update:{update.pk}", body=body)
