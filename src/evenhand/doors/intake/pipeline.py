"""The import: store a batch, parse it in children, read it with its history, file it; the next is parsed meanwhile.

Whatever moment the process is killed at, bytes that were stored wait to be filed, and the next run files them.
"""

from __future__ import annotations

import gc
import hashlib
import logging
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, tzinfo
from itertools import accumulate
from typing import Any

from django.db import DataError, IntegrityError, connection

from evenhand.doors.connectors.bounded import ParserPool
from evenhand.doors.connectors.incoming import IncomingMessage, Skipped, StoredItem
from evenhand.doors.intake.counts import Counts
from evenhand.doors.intake.doubt import is_wanted
from evenhand.doors.intake.guessing import commonest_recipient, recipient_sides, recipients_on_record
from evenhand.doors.intake.mapping import as_arrived
from evenhand.doors.intake.reading import with_readings
from evenhand.doors.intake.turns import storable, turns_as_arrived
from evenhand.record.conversations import actions
from evenhand.record.conversations.history import Past, histories
from evenhand.record.conversations.incoming import Arrived
from evenhand.record.conversations.models import Raw, Run
from evenhand.record.conversations.storing import Bytes
from evenhand.record.customers.ours import Ours, guesses, ours, set_ours
from evenhand.record.erasing import arrivals

BATCH_ITEMS = 200
BATCH_BYTES = 16 * 1024 * 1024
_PLACE = re.compile(r", (?:message|line) \d+$")
# What a database, or the way to it, raises for one message's content; trouble with the database itself goes up.
UNFILABLE = (DataError, IntegrityError, ValueError, OverflowError)
log = logging.getLogger("evenhand.intake")


@dataclass(frozen=True, slots=True)
class Waiting:
    """Stored bytes that wait to be filed."""

    raw_id: int
    kind: str
    data: bytes
    origin: str


@dataclass(frozen=True, slots=True)
class _Parsing:
    """A batch that is being parsed."""

    batch: list[Waiting]
    found: Future[dict[int, IncomingMessage | None]]


@dataclass(frozen=True, slots=True)
class _Read:
    """A batch that is being read: its messages, bytes without any, who we were taken to be, its size in bytes."""

    arrived: list[Arrived]
    no_mail: list[Waiting]
    ours: Ours
    size: int
    reading: Future[list[Arrived]]


@dataclass(slots=True)
class Intake:
    """One import. `progress` is told the bytes that were dealt with and the counts so far.

    Times without a zone are read in `zone`. `notices` gathers what was not taken, with reasons. A `pool` that is given
    is used and left running, so that many small imports need not start children each.
    """

    run: Run
    actor: str
    clock: Callable[[], datetime]
    processes: int = 2
    zone: tzinfo = UTC
    progress: Callable[[int, Counts], None] = lambda _bytes, _counts: None
    pool: ParserPool | None = None
    counts: Counts = field(default_factory=Counts)
    notices: list[Skipped] = field(default_factory=list)
    _files: set[str] = field(default_factory=set)
    _bytes: int = 0

    def take(self, items: Iterable[StoredItem | Skipped]) -> Counts:
        """Store, parse, read and file everything, then what an earlier run left waiting."""
        began = time.monotonic()
        own = nullcontext(self.pool) if self.pool else ParserPool(self.processes, reading=False)
        with _prompt_threads(), own as pool, ThreadPoolExecutor(1) as ahead:
            self._work(pool, ahead, self._stored(items))
            self._work(pool, ahead, self._left_waiting())
        self._settle_who_we_are()
        self.counts.seconds = time.monotonic() - began
        return self.counts

    def _work(self, pool: ParserPool, ahead: ThreadPoolExecutor, batches: Iterator[list[Waiting]]) -> None:
        """Keep the children busy: while one batch is filed, the next is read and the one after it parsed."""
        parsing = self._parse_ahead(pool, ahead, next(batches, None))
        earlier: _Read | None = None
        while parsing is not None or earlier is not None:
            current: _Read | None = None
            if parsing is not None:
                current = self._read_ahead(pool, ahead, parsing, earlier)
                parsing = self._parse_ahead(pool, ahead, next(batches, None))
            if earlier is not None:
                self._settle(earlier)
            earlier = current

    def _settle(self, batch: _Read) -> None:
        """File a batch that was read, and say how far the import is."""
        at = self.clock()
        self._file(batch.reading.result(), batch.ours, at)
        actions.set_aside([item.raw_id for item in batch.no_mail], actor=self.actor, at=at)
        self._notice_no_mail(item.origin for item in batch.no_mail)
        self._bytes += batch.size
        actions.beat(self.run, self.counts.as_dict(), at=self.clock())
        self.progress(self._bytes, self.counts)

    def _stored(self, items: Iterable[StoredItem | Skipped]) -> Iterator[list[Waiting]]:
        """Batches whose bytes are committed; what was filed before is counted and left out."""
        for batch in _batches(self._without_notices(items)):
            wanted = [Bytes(item.kind, item.data, storable(item.origin)) for item in batch]
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

    def _notice_no_mail(self, origins: Iterable[str]) -> None:
        """Say what turned out to hold no message; a file that held nothing else was not taken."""
        for origin in origins:
            self._files.discard(origin)
            self._notice(Skipped(origin, "not-mail"))
        self.counts.files = len(self._files)

    def _count_known(self, batch: Sequence[StoredItem], known: Sequence[int]) -> None:
        """Count the messages of bytes that came before, and of bytes that came twice in this very batch."""
        states = dict(Raw.objects.filter(pk__in=known).values_list("sha256", "state"))
        met: set[str] = set()
        for item in batch:
            digest = hashlib.sha256(item.data).hexdigest()
            state = states.get(digest)
            if state == Raw.State.NO_MAIL:
                self._notice_no_mail([item.origin])
            elif state is not None or digest in met:
                self.counts.duplicates += self._messages_in(item)
            if state is not None:
                self._bytes += len(item.data)
            met.add(digest)

    def _messages_in(self, item: StoredItem) -> int:
        return len(turns_as_arrived(item.data, raw_id=0, zone=self.zone)) if item.kind == "turns" else 1

    def _left_waiting(self) -> Iterator[list[Waiting]]:
        """What an earlier run stored and did not live to file, as much at a time as a batch may hold."""
        last = 0
        while True:
            rows = Raw.objects.filter(state=Raw.State.WAITING, pk__gt=last).order_by("pk")
            sizes = list(rows.values_list("pk", "size")[:BATCH_ITEMS])
            if not sizes:
                return
            fitting = [
                pk
                for (pk, _), total in zip(sizes, accumulate(size for _, size in sizes), strict=True)
                if total <= BATCH_BYTES
            ] or [sizes[0][0]]
            last = fitting[-1]
            batch = Raw.objects.filter(pk__in=fitting).order_by("pk")
            yield [Waiting(row.pk, row.kind, bytes(row.data), row.origin) for row in batch]

    def _parse_ahead(self, pool: ParserPool, ahead: ThreadPoolExecutor, batch: list[Waiting] | None) -> _Parsing | None:
        if batch is None:
            return None
        mails = [(item.raw_id, item.data) for item in batch if item.kind == "mail"]
        found = ahead.submit(lambda: {raw_id: parsed.message for raw_id, parsed in pool.parse_many(mails)})
        return _Parsing(batch, found)

    def _read_ahead(
        self, pool: ParserPool, ahead: ThreadPoolExecutor, parsing: _Parsing, earlier: _Read | None
    ) -> _Read:
        """Have a parsed batch read; the batch before it is not on record yet and is history all the same."""
        arrived, no_mail = self._arrivals(parsing.batch, parsing.found.result())
        we = self._who_we_are(arrived)
        unfiled = earlier.arrived if earlier else []
        past = _histories([*unfiled, *arrived], we, self.clock())
        reading = ahead.submit(with_readings, pool, arrived, past)
        return _Read(arrived, no_mail, we, sum(len(item.data) for item in parsing.batch), reading)

    def _arrivals(
        self, batch: Sequence[Waiting], parsed: dict[int, IncomingMessage | None]
    ) -> tuple[list[Arrived], list[Waiting]]:
        """The messages in these bytes, and the bytes that turned out to hold none."""
        arrived: list[Arrived] = []
        no_mail: list[Waiting] = []
        for item in batch:
            message = parsed.get(item.raw_id)
            if message is not None:
                arrived.append(as_arrived(message, raw_id=item.raw_id, sha256=hashlib.sha256(item.data).hexdigest()))
            elif item.kind == "mail" or not (turns := self._turns(item)):
                no_mail.append(item)
            else:
                arrived.extend(turns)
        return arrived, no_mail

    def _turns(self, item: Waiting) -> list[Arrived]:
        try:
            return turns_as_arrived(item.data, raw_id=item.raw_id, zone=self.zone)
        except (ValueError, RecursionError):
            return []

    def _who_we_are(self, batch: Sequence[Arrived]) -> Ours:
        """What is on record; where nothing is, a guess from this first batch."""
        we = ours()
        guess = "" if we else commonest_recipient(Counter(side for item in batch for side in recipient_sides(item)))
        if not guess:
            return we
        set_ours([guess], actor=self.actor, at=self.clock(), confirmed=False)
        return ours()

    def _settle_who_we_are(self) -> None:
        """A guess from a first batch gives way to what all mail on record shows, until somebody confirms it."""
        guessed = guesses()
        if not guessed or not self.counts.messages or set(guessed) != ours().values:
            return
        guess = commonest_recipient(recipients_on_record())
        if guess and guessed != [guess]:
            set_ours([guess], actor=self.actor, at=self.clock(), confirmed=False)
            actions.recompute_if_asked(actor=self.actor, at=self.clock())

    def _file(self, batch: list[Arrived], we: Ours, at: datetime) -> None:
        try:
            self._add(batch, we, at)
        except UNFILABLE:
            log.exception("A batch could not be filed as a whole; its messages are filed one by one.")
            for item in batch:
                self._file_alone(item, we, at)

    def _add(self, batch: Sequence[Arrived], we: Ours, at: datetime) -> None:
        filed = arrivals.file_arrivals(batch, ours=we, actor=self.actor, at=at, second_look=is_wanted())
        self.counts.add(filed)

    def _file_alone(self, item: Arrived, we: Ours, at: datetime) -> None:
        """File one message; if its content does not go in, file what does and say so."""
        for attempt in (item, _without_content(item), _without_anything(item)):
            try:
                self._add([attempt], we, at)
                return
            except UNFILABLE:
                connection.close_if_unusable_or_obsolete()
        log.error("Raw %s could not be filed; it stays stored and is tried again by the next import.", item.raw_id)


@contextmanager
def _prompt_threads() -> Iterator[None]:
    """Let the thread that feeds the children run as soon as they answer, though the other one is busy filing.

    With the usual interval of 5 ms between turns the children would wait longer than they work. Rows by the
    thousand are no cycles either, so the collector of cycles looks less often.
    """
    usual, thresholds = sys.getswitchinterval(), gc.get_threshold()
    sys.setswitchinterval(0.0005)
    gc.set_threshold(50_000, 20, 20)
    try:
        yield
    finally:
        sys.setswitchinterval(usual)
        gc.set_threshold(*thresholds)


def _without_content(item: Arrived) -> Arrived:
    return replace(
        item, subject="", text="", html="", files=(), reading=None, level="headers",
        problems=(*item.problems, "unfilable"), references=(), message_id="",
    )  # fmt: skip


def _without_anything(item: Arrived) -> Arrived:
    """Only that there is a message, and from which bytes."""
    return Arrived(
        item.raw_id, item.identity, turn=item.turn, direction=item.direction, level="headers", problems=("unfilable",)
    )


def _histories(batch: Sequence[Arrived], we: Ours, at: datetime) -> dict[str, list[Past]]:
    """What came before each message; nothing where a message of the batch cannot even be looked up."""
    try:
        return histories(batch, ours=we, at=at)
    except UNFILABLE:
        log.exception("The history of a batch could not be looked up; its messages are read without.")
        return {}


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
    rows = Raw.objects.filter(pk__in=raw_ids).order_by("pk").values_list("pk", "kind", "sha256", "origin")
    return [Waiting(pk, kind, by_digest[digest].data, origin) for pk, kind, digest, origin in rows]
