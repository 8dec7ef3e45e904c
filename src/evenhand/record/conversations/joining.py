"""Making one conversation of two that a message shows to be the same thread."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from evenhand.record.conversations.models import (
    Assignment,
    Closure,
    Conversation,
    Draft,
    Message,
    Snooze,
    ThreadKey,
)
from evenhand.record.ledger import actions as ledger


def join_threads(pairs: Iterable[tuple[int, int]], *, actor: str, at: datetime) -> None:
    """Move everything of the second conversation of each pair to the first. Call inside a transaction."""
    for keep, gone in pairs:
        if keep == gone:
            continue
        for model in (Message, ThreadKey, Assignment, Closure, Snooze):
            model._default_manager.filter(conversation_id=gone).update(conversation_id=keep)
        writers = Draft.objects.filter(conversation_id=keep).values_list("member_id", flat=True)
        Draft.objects.filter(conversation_id=gone).exclude(member_id__in=list(writers)).update(conversation_id=keep)
        Conversation.objects.filter(pk=gone).delete()
        ledger.append(
            kind="conversation.joined", actor=actor, at=at, subject=f"conversation:{keep}", body={"joined": gone}
        )
