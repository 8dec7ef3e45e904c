"""The import: store a batch, parse it in children, read it with its history, file it; the next is parsed meanwhile.

Whatever moment the process is killed at, bytes that were stored wait to be filed, and the next run files them.
"""

from __future__ import annotations

import hashlib
import logging
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, tzinfo
from typing import Any

from django.db import DataError, IntegrityError, connection

from evenhand.doors.connectors.bounded import ParserPool
from evenhand.doors.connectors.incoming import IncomingMessage, Skipped, StoredItem
from evenhand.doors.intake.counts import Counts
from evenhand.doors.intake.guessing import commonest_recipient, recipient_sides
from evenhand.doors.intake.mapping import as_arrived
from evenhand.doors.intake.reading import with_readings
from evenhand.doors.intake.turns import turns_as_arrived
from evenhand.record.conversations import actions
from evenhand.record.conversations.history import histories
from evenhand.record.conversations.incoming import Arrived
from evenhand.record.conversations.models import Raw, Run
from evenhand.record.conversations.storing import Bytes
from evenhand.record.customers.ours import Ours, guesses, ours, set_ours

BATCH_ITEMS = 200
BATCH_BYTES = 16 * 1024 * 1024
_PLACE = re.compile(r", (?:message|line) \d+$")
log = logging.getLogger("evenhand.intake")


@dataclass(frozen=True, slots=True)
class Waiting:
    """Stored bytes that wait to be filed."""

    raw_id: int
    kind: str
    data: bytes


@dataclass(slots=True)
class Intake:
    """One import. `progress` is told the bytes that were dealt with and the counts so far.

    Times without a zone are read in `zone`. `notices` gathers what was not taken, with reasons.
    """

    run: Run
    actor: str
    clock: Callable[[], datetime]
    processes: int = 2
    zone: tzinfo = UTC
    progress: Callable[[int, Counts], None] = lambda _bytes, _counts: None
    counts: Counts = field(default_factory=Counts)
    notices: list[Skipped] = field(default_factory=list)
    _recipients: Counter[str] = field(default_factory=Counter)
    _files: set[str] = field(default_factory=set)
    _bytes: int = 0

    def take(self, items: Iterable[StoredItem | Skipped]) -> Counts:
        """Store, parse, read and file everything, then what an earlier run left waiting."""
        began = time.monotonic()
        with ParserPool(self.processes, reading=False) as pool, ThreadPoolExecutor(1) as ahead:
            self._work(pool, ahead, self._stored(items))
            self._work(pool, ahead, self._left_waiting())
        self._settle_who_we_are()
        self.counts.seconds = time.monotonic() - began
        return self.counts

    def _work(self, pool: ParserPool, ahead: ThreadPoolExecutor, batches: Iterator[list[Waiting]]) -> None:
        batch = next(batches, None)
        parsing = self._parse_ahead(pool, ahead, batch)
        while batch is not None:
            arrived, no_mail = self._arrivals(batch, parsing.result())
            we = self._who_we_are(arrived)
            at = self.clock()
            readable = with_readings(pool, arrived, histories(arrived, ours=we, at=at))
            following = next(batches, None)
            parsing = self._parse_ahead(pool, ahead, following)
            self._file(readable, we, at)
            actions.set_aside(no_mail, actor=self.actor, at=at)
            self.counts.skipped += len(no_mail)
            self._bytes += sum(len(item.data) for item in batch)
            actions.beat(self.run, self.counts.as_dict(), at=self.clock())
            self.progress(self._bytes, self.counts)
            batch = following

    def _stored(self, items: Iterable[StoredItem | Skipped]) -> Iterator[list[Waiting]]:
        """Batches whose bytes are committed; what was filed before is counted and left out."""
        for batch in _batches(self._without_notices(items)):
            wanted = [Bytes(item.kind, item.data, item.origin) for item in batch]
            stored = actions.store(wanted, run=self.run, at=self.clock())
            self._count_known(batch, stored.known)
            yield _load(stored.waiting, {hashlib.sha256(item.data).hexdigest(): item for item in batch})

    def _without_notices(self, items: Iterable[StoredItem | Skipped]) -> Iterator[StoredItem]:
        for item in items:
            if isinstance(item, Skipped):
                self._notice(item)
            else:
                self.counts.rows += item.rows
                self._files.add(_PLACE.sub("", item.origin))
                self.counts.files = len(self._files)
                yield item

    def _notice(self, item: Skipped) -> None:
        self.notices.append(item)
        if item.reason.startswith(("bad-line:", "bad-row:")):
            self.counts.rejected += 1
        else:
            self.counts.skipped += 1

    def _count_known(self, batch: Sequence[StoredItem], known: Sequence[int]) -> None:
        """Count the messages of bytes that came before, and bytes that came twice in this very batch."""
        turns = 0
        for data in Raw.objects.filter(pk__in=known, kind="turns").values_list("data", flat=True):
            turns += len(turns_as_arrived(bytes(data), raw_id=0, zone=self.zone))
        mails = Raw.objects.filter(pk__in=known, kind="mail", state=Raw.State.FILED).count()
        distinct = {item.data for item in batch}
        self.counts.duplicates += turns + mails + (len(batch) - len(distinct))
        self._bytes += sum(len(item.data) for item in batch) if len(known) == len(distinct) else 0

    def _left_waiting(self) -> Iterator[list[Waiting]]:
        """What an earlier run stored and did not live to file."""
        last = 0
        while True:
            rows = Raw.objects.filter(state=Raw.State.WAITING, pk__gt=last).order_by("pk")[:BATCH_ITEMS]
            batch = [Waiting(row.pk, row.kind, bytes(row.data)) for row in rows]
            if not batch:
                return
            last = batch[-1].raw_id
            yield batch

    def _parse_ahead(
        self, pool: ParserPool, ahead: ThreadPoolExecutor, batch: list[Waiting] | None
    ) -> Future[dict[int, IncomingMessage | None]]:
        mails = [(item.raw_id, item.data) for item in batch or () if item.kind == "mail"]
        return ahead.submit(lambda: {raw_id: parsed.message for raw_id, parsed in pool.parse_many(mails)})

    def _arrivals(
        self, batch: Sequence[Waiting], parsed: dict[int, IncomingMessage | None]
    ) -> tuple[list[Arrived], list[int]]:
        """The messages in these bytes, and the ids of those that turned out to hold none."""
        arrived: list[Arrived] = []
        no_mail: list[int] = []
        for item in batch:
            if item.kind == "turns":
                arrived.extend(turns_as_arrived(item.data, raw_id=item.raw_id, zone=self.zone))
                continue
            message = parsed.get(item.raw_id)
            if message is None:
                no_mail.append(item.raw_id)
            else:
                arrived.append(as_arrived(message, raw_id=item.raw_id, sha256=hashlib.sha256(item.data).hexdigest()))
        return arrived, no_mail

    def _who_we_are(self, batch: Sequence[Arrived]) -> Ours:
        """What is on record; where nothing is, a guess from this first batch."""
        for item in batch:
            self._recipients.update(recipient_sides(item))
        we = ours()
        guess = commonest_recipient(self._recipients)
        if we or not guess:
            return we
        set_ours([guess], actor=self.actor, at=self.clock(), confirmed=False)
        return ours()

    def _settle_who_we_are(self) -> None:
        """A guess from the first batch gives way to what the whole import shows."""
        guess = commonest_recipient(self._recipients)
        guessed = guesses()
        if guess and guessed and guessed != [guess] and set(guessed) == ours().values:
            set_ours([guess], actor=self.actor, at=self.clock(), confirmed=False)
            actions.recompute_directions(actor=self.actor, at=self.clock())

    def _file(self, batch: list[Arrived], we: Ours, at: datetime) -> None:
        try:
            self.counts.add(actions.file_messages(batch, ours=we, actor=self.actor, at=at))
        except (DataError, IntegrityError, ValueError):
            log.exception("A batch could not be filed as a whole; its messages are filed one by one.")
            for item in batch:
                self._file_alone(item, we, at)

    def _file_alone(self, item: Arrived, we: Ours, at: datetime) -> None:
        """File one message; if its content does not go in, file what does and say so."""
        bare = replace(
            item, subject="", text="", html="", files=(), reading=None, level="headers",
            problems=(*item.problems, "unfilable"), references=(), message_id="",
        )  # fmt: skip
        for attempt in (item, bare):
            try:
                self.counts.add(actions.file_messages([attempt], ours=we, actor=self.actor, at=at))
                return
            except (DataError, IntegrityError, ValueError):
                connection.close_if_unusable_or_obsolete()
        log.error("Raw %s could not be filed; it stays stored and is tried again by the next import.", item.raw_id)


def _batches(items: Iterable[StoredItem]) -> Iterator[list[StoredItem]]:
    batch: list[StoredItem] = []
    size = 0
    for item in items:
        batch.append(item)
        size += len(item.data)
        if len(batch) >= BATCH_ITEMS or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _load(raw_ids: Sequence[int], by_digest: dict[str, Any]) -> list[Waiting]:
    rows = Raw.objects.filter(pk__in=raw_ids).order_by("pk").values_list("pk", "kind", "sha256")
    return [Waiting(pk, kind, by_digest[digest].data) for pk, kind, digest in rows]
