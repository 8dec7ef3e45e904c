"""Readings: kept by version, revealed in steps, asked for again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from evenhand.record.conversations.directions import recompute_messages
from evenhand.record.conversations.filing import sort_time
from evenhand.record.conversations.incoming import Arrived
from evenhand.record.conversations.indexing import index_messages
from evenhand.record.conversations.models import Attachment, Message, Reading, Reveal
from evenhand.record.conversations.reading_columns import columns_of
from evenhand.record.conversations.second_look import ask_for_second_look
from evenhand.record.conversations.summaries import summarise
from evenhand.record.conversations.working import NotPossible
from evenhand.record.ledger import actions as ledger
from evenhand.record.outbox.actions import enqueue
from evenhand.record.people.models import Member


@transaction.atomic
def keep_reading(
    message: Message, body: dict[str, Any], *, actor: str, at: datetime, second_look: bool = False
) -> Reading:
    """Keep a reading; one of the same version is replaced, older versions stay.

    With `second_look` the worker is asked to look again if it is in doubt.
    """
    model = body["model"]
    reading, _ = Reading.objects.update_or_create(
        message=message,
        model=model["name"],
        version=model["version"],
        defaults={"at": at, "body": body, **columns_of(body)},
    )
    Message.objects.filter(pk=message.pk).update(
        language=body["language"], manner=body["manner"]["level"], temperature=body["temperature"]["value"]
    )
    ledger.append(
        kind="message.read", actor=actor, at=at, subject=f"message:{message.pk}", body={"version": model["version"]}
    )
    summarise([message.conversation_id])
    if second_look:
        ask_for_second_look([(message, body)], at=at)
    return reading


@transaction.atomic
def keep_parse(message: Message, arrived: Arrived, *, actor: str, at: datetime) -> None:
    """Put a better parse in the place of one that was read in part; the raw bytes are what they were."""
    Message.objects.filter(pk=message.pk).update(
        text=arrived.text, html=arrived.html, subject=arrived.subject or message.subject,
        level=arrived.level, problems=list(arrived.problems),
    )  # fmt: skip
    if not message.sender_address and arrived.sender.address:
        _learn_who_wrote(message, arrived)
    Attachment.objects.filter(message=message).delete()
    Attachment.objects.bulk_create(
        [
            Attachment(
                message=message, index=file.index, filename=file.filename[:255], declared_type=file.declared_type[:255],
                real_type=file.real_type[:255], size=file.size, sha256=file.sha256, inline=file.inline,
            )
            for file in arrived.files
        ]
    )  # fmt: skip
    index_messages([(message.pk, arrived)])
    ledger.append(
        kind="message.parsed-again", actor=actor, at=at, subject=f"message:{message.pk}", body={"level": arrived.level}
    )
    if not message.sender_address and arrived.sender.address:
        recompute_messages([message.pk], actor=actor, at=at)


def _learn_who_wrote(message: Message, arrived: Arrived) -> None:
    """The first parse did not even find the sender: take over what the header says, too."""
    Message.objects.filter(pk=message.pk).update(
        sender_name=arrived.sender.name[:200], sender_address=arrived.sender.address,
        recipients=[{"name": person.name, "address": person.address} for person in arrived.recipients],
        sent_at=arrived.sent_at, at=sort_time(arrived.sent_at, message.at), automatic=arrived.automatic,
    )  # fmt: skip


@transaction.atomic
def ask_to_read_again(message: Message, *, by: Member, at: datetime) -> None:
    """Have a message parsed and read again by the worker."""
    enqueue("read-again", {"message": message.pk}, at=at, key=str(message.pk))
    ledger.append(kind="message.to-read-again", actor=by.actor, at=at, subject=f"message:{message.pk}", body={})


@transaction.atomic
def reveal(message: Message, step: int, *, by: Member, at: datetime) -> Reveal:
    """Log that a member uncovers hidden words: step 1, then step 2. Raises NotPossible("step")."""
    if step not in (1, 2):
        raise NotPossible("step")
    if step == 2 and not Reveal.objects.filter(message=message, member=by, step=1).exists():
        raise NotPossible("step")
    row = Reveal.objects.create(message=message, member=by, step=step, at=at)
    ledger.append(kind="message.revealed", actor=by.actor, at=at, subject=f"message:{message.pk}", body={"step": step})
    return row
