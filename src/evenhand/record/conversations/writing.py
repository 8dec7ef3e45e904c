"""What members write: notes, drafts, replies that they mark as sent."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from evenhand.record.conversations.indexing import write_terms
from evenhand.record.conversations.models import Conversation, Draft, Message
from evenhand.record.conversations.summaries import summarise
from evenhand.record.conversations.working import NotPossible
from evenhand.record.ledger import actions as ledger
from evenhand.record.outbox.actions import enqueue
from evenhand.record.people.models import Member


@transaction.atomic
def add_note(conversation: Conversation, text: str, *, by: Member, at: datetime) -> Message:
    """Write a note that only we see. Raises NotPossible("empty")."""
    return write_message(conversation, text, Message.Direction.NOTE, by=by, at=at)


@transaction.atomic
def mark_sent(conversation: Conversation, text: str, *, by: Member, at: datetime) -> Message:
    """Record a reply that was written here and sent by the member's own mail. Raises NotPossible("empty")."""
    message = write_message(conversation, text, Message.Direction.OUTBOUND, by=by, at=at)
    Draft.objects.filter(conversation=conversation, member=by).delete()
    return message


@transaction.atomic
def save_draft(
    conversation: Conversation, text: str, *, addressed: Mapping[str, Any] | None = None, by: Member, at: datetime
) -> Draft:
    """Keep what a member is writing and to whom; an empty text drops the draft.

    `addressed` as in the row, None leaves what was kept. No ledger entry: a draft is nobody's word yet.
    """
    if not text.strip():
        Draft.objects.filter(conversation=conversation, member=by).delete()
        return Draft(conversation=conversation, member=by, text="", saved_at=at)
    draft, _ = Draft.objects.update_or_create(
        conversation=conversation,
        member=by,
        defaults={"text": text, "saved_at": at} | ({} if addressed is None else {"addressed": dict(addressed)}),
    )
    return draft


def clean_words(text: str) -> str:
    """What somebody typed, as it is kept."""
    return text.replace("\r\n", "\n").replace("\x00", "").strip()


def write_message(
    conversation: Conversation, text: str, direction: str, *, by: Member, at: datetime, **columns: Any
) -> Message:
    """The row of what a member wrote, with its entry and its reading to come; `columns` replace the usual ones.

    Call inside a transaction. Raises NotPossible("empty").
    """
    words = clean_words(text)
    if not words:
        raise NotPossible("empty")
    row = Conversation.objects.select_for_update().get(pk=conversation.pk)
    usual = {"sender_address": by.email, "subject": row.subject}
    message = Message.objects.create(
        conversation=row,
        identity=f"desk:{uuid.uuid4().hex}",
        direction=direction,
        author=by,
        sender_name=by.name,
        at=at,
        sent_at=at,
        text=words,
        **usual | columns,
    )
    write_terms([(message.pk, f"{by.name}\n{words[:20_000]}")])
    ledger.append(
        kind=f"message.{direction}",
        actor=by.actor,
        at=at,
        subject=f"message:{message.pk}",
        body={"identity": message.identity, "conversation": row.pk},
    )
    enqueue("read-again", {"message": message.pk}, at=at, key=str(message.pk))
    summarise([row.pk])
    return message
