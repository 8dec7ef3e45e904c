"""Having all messages on record read by a newer reader, a stretch at a time, so that other work is not held up."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from evenhand.doors.connectors.bounded import ParserPool
from evenhand.doors.intake.again import stored_as_arrived
from evenhand.doors.intake.doubt import is_wanted
from evenhand.doors.intake.reading import with_readings
from evenhand.knowledge.language.shape import ModelName
from evenhand.record.conversations import actions
from evenhand.record.conversations.history import earlier
from evenhand.record.conversations.models import Message, Rereading
from evenhand.record.conversations.queries_readings import import_is_running, next_batch
from evenhand.record.erasing import arrivals

BATCH = 100  # messages in one transaction
STRETCH = 20.0  # seconds after which the worker looks for other work
DURING_IMPORT = timedelta(seconds=5)  # between two batches while mail comes in
_COLUMNS = (
    "conversation_id", "at", "raw_id", "identity", "sender_name", "sender_address", "sent_at", "subject", "text",
    "level",
)  # fmt: skip

Progress = Callable[[int, int], None]


class OtherReader(RuntimeError):
    """The children read with another version than this worker: the desk was updated beneath it."""


def read_on(
    pk: int,
    *,
    clock: Callable[[], datetime],
    give_way: Callable[[], bool],
    progress: Progress = lambda _done, _all: None,
) -> None:
    """Read on for a stretch, or until `give_way` says so after a batch; then the job is put behind the others.

    What is paused, ended or another reader's is let be. Running it twice, also at the same time, does no harm.
    Raises OtherReader.
    """
    reader = ModelName()
    row = Rereading.objects.filter(pk=pk, model=reader.name, version=reader.version, ended_at=None).first()
    end = time.monotonic() + STRETCH
    with ParserPool(1, reading=False) as pool:
        while row is not None and row.ended_at is None and row.paused_at is None:
            ids = next_batch(reader, after=row.cursor, most=BATCH)
            if not ids:
                actions.end_rereading(row, at=clock())
                return
            found = _read(ids, pool, reader)
            row = arrivals.keep_batch(row.pk, found, after=row.cursor, at=clock(), second_look=is_wanted())
            progress(row.done, row.total)
            mail_comes_in = import_is_running(now=clock())
            if mail_comes_in or time.monotonic() > end or give_way():
                actions.go_on_later(row, at=clock(), wait=DURING_IMPORT if mail_comes_in else timedelta(0))
                return


def _read(ids: Sequence[int], pool: ParserPool, reader: ModelName) -> dict[int, dict[str, Any] | None]:
    """The reading of each of these messages by its id; None where there is none (the message is gone, or stalls)."""
    messages = list(Message.objects.filter(pk__in=ids).only(*_COLUMNS))
    items = [stored_as_arrived(message) for message in messages]
    pasts = {message.identity: earlier(message) for message in messages}
    found: dict[int, dict[str, Any] | None] = dict.fromkeys(ids)
    for message, item in zip(messages, with_readings(pool, items, pasts), strict=True):
        if item.reading is not None and item.reading["model"] != {"name": reader.name, "version": reader.version}:
            raise OtherReader("The desk was updated while this worker ran. Start the worker again.")
        found[message.pk] = item.reading
    return found
