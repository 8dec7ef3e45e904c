"""All messages on record read again by a newer reader: begun, kept batch by batch, paused, gone on with, ended.

The cursor moves in the transaction that keeps the batch, so whoever is killed in the middle loses one batch of work
and nothing else. Earlier readings stay with their versions.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from evenhand.knowledge.language.shape import ModelName
from evenhand.record.conversations.models import Message, Reading, Rereading
from evenhand.record.conversations.queries_readings import SILENT_AFTER, how_many_wait, latest_rereading, waiting
from evenhand.record.conversations.reading_columns import columns_of
from evenhand.record.conversations.second_look import ask_for_second_look
from evenhand.record.conversations.summaries import summarise
from evenhand.record.conversations.working import NotPossible
from evenhand.record.ledger import actions as ledger
from evenhand.record.ledger.actions import SYSTEM
from evenhand.record.outbox.actions import enqueue
from evenhand.record.people.models import Member

JOB = "reread"


@transaction.atomic
def begin_rereading(reader: ModelName, *, by: Member | None, at: datetime) -> Rereading:
    """Have all messages of other readers read by this one, or go on where it was paused; by nobody is by itself.

    What an earlier reader had not finished ends. Raises NotPossible("read-already").
    """
    row = latest_rereading(reader)
    if row is not None and row.ended_at is None:
        return _go_on(row, by=by, at=at)
    total = how_many_wait(reader)
    if not total:
        raise NotPossible("read-already")
    Rereading.objects.filter(ended_at=None).update(ended_at=at)
    try:
        with transaction.atomic():
            row = Rereading.objects.create(
                model=reader.name, version=reader.version, by=by, total=total, started_at=at, resumed_at=at, beat_at=at
            )
    except IntegrityError:  # somebody began at the same moment
        return Rereading.objects.get(model=reader.name, version=reader.version, ended_at=None)
    _note("begun", row, by=by, at=at, version=reader.version, total=total)
    go_on_later(row, at=at)
    return row


def look_for_new_reader(reader: ModelName, *, at: datetime) -> Rereading | None:
    """Begin by itself where a newer reader finds messages of older ones; keep going what fell silent. May run twice.

    What somebody paused stays paused, and what this reader could not read before is not tried again.
    """
    row = latest_rereading(reader)
    if row is None or row.ended_at is not None:
        could_not = row.not_read if row else 0
        # Almost always nothing waits: the first message that does is found faster than all are counted.
        if waiting(reader).first() is None or how_many_wait(reader) <= could_not:
            return None
        return begin_rereading(reader, by=None, at=at)
    if row.paused_at is None and at - row.beat_at > SILENT_AFTER:
        with transaction.atomic():
            go_on_later(row, at=at)
    return row


@transaction.atomic
def pause_rereading(reader: ModelName, *, by: Member, at: datetime) -> Rereading:
    """Stop after the batch that is being read. Raises NotPossible("not-reading")."""
    row = latest_rereading(reader)
    if row is None or row.ended_at is not None or row.paused_at is not None:
        raise NotPossible("not-reading")
    Rereading.objects.filter(pk=row.pk).update(paused_at=at, paused_by=by)
    _note("paused", row, by=by, at=at, done=row.done)
    return row


@transaction.atomic
def keep_batch(
    pk: int, found: Mapping[int, dict[str, Any] | None], *, after: int, at: datetime, second_look: bool = False
) -> Rereading:
    """Keep the readings of a batch by message id (None: could not be read) and move the cursor, all or nothing.

    Does nothing if the cursor is no longer at `after`: another worker had this batch. Returns the row as it is now.
    With `second_look` the worker is asked to look again at those in doubt.
    """
    row = Rereading.objects.select_for_update().get(pk=pk)
    if row.cursor != after or row.ended_at is not None or not found:
        return row
    fresh = _keep_readings(row, {pk: body for pk, body in found.items() if body is not None}, at)
    if second_look:
        there = Message.objects.in_bulk(fresh)
        ask_for_second_look([(there[pk], found[pk] or {}) for pk in fresh], at=at)
    if at - row.beat_at > SILENT_AFTER:
        row.resumed_at, row.done_before = at, row.done + len(found)
    row.cursor, row.beat_at, row.done = max(found), at, row.done + len(found)
    row.total = max(row.total, row.done)
    row.not_read += sum(body is None for body in found.values())
    row.save(update_fields=["resumed_at", "done_before", "cursor", "beat_at", "done", "total", "not_read"])
    body = {"version": row.version, "first": min(found), "last": max(found), "kept": len(fresh)}
    ledger.append(kind="messages.read-again", actor=SYSTEM, at=at, subject=f"rereading:{row.pk}", body=body)
    return row


@transaction.atomic
def end_rereading(row: Rereading, *, at: datetime) -> None:
    """Nothing is left to read; ending twice does no harm."""
    if Rereading.objects.filter(pk=row.pk, ended_at=None).update(ended_at=at):
        _note("ended", row, by=None, at=at, done=row.done, not_read=row.not_read)


def go_on_later(row: Rereading, *, at: datetime, wait: timedelta = timedelta(0)) -> None:
    """Have the worker take it up behind what is due before then."""
    with transaction.atomic():
        enqueue(JOB, {"rereading": row.pk}, at=at, due_at=at + wait, key=str(row.pk))


def _go_on(row: Rereading, *, by: Member | None, at: datetime) -> Rereading:
    """Take up what was paused or fell silent."""
    row.resumed_at, row.done_before = at, row.done
    was_paused, row.paused_at, row.paused_by = row.paused_at is not None, None, None
    row.save(update_fields=["resumed_at", "done_before", "paused_at", "paused_by"])
    if was_paused:
        _note("gone-on", row, by=by, at=at, done=row.done)
    go_on_later(row, at=at)
    return row


def _keep_readings(row: Rereading, bodies: Mapping[int, dict[str, Any]], at: datetime) -> list[int]:
    """Write readings, columns of messages and of conversations; which were new. What is read by now stays."""
    reader = {"model": row.model, "version": row.version}
    there = dict(Message.objects.filter(pk__in=bodies.keys()).values_list("pk", "conversation_id"))
    known = set(Reading.objects.filter(message_id__in=there.keys(), **reader).values_list("message_id", flat=True))
    fresh = [pk for pk in bodies if pk in there and pk not in known]
    Reading.objects.bulk_create(
        [Reading(message_id=pk, at=at, body=bodies[pk], **reader, **columns_of(bodies[pk])) for pk in fresh]
    )
    Message.objects.bulk_update([_message(pk, bodies[pk]) for pk in fresh], ["language", "manner", "temperature"], 100)
    summarise({there[pk] for pk in fresh})
    return fresh


def _message(pk: int, body: dict[str, Any]) -> Message:
    columns = columns_of(body)
    heat = body["temperature"]["value"]
    return Message(pk=pk, language=columns["language"], manner=columns["manner"], temperature=heat)


def _note(what: str, row: Rereading, *, by: Member | None, at: datetime, **body: Any) -> None:
    actor = by.actor if by else SYSTEM
    ledger.append(kind=f"rereading.{what}", actor=actor, at=at, subject=f"rereading:{row.pk}", body=body)
