"""A thread beside the worker that says "I live" and holds the lease of the job that runs."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from types import TracebackType

from django.db import DatabaseError, InterfaceError, connection

from evenhand.record.outbox import beating, claiming
from evenhand.record.outbox.claiming import Claim

log = logging.getLogger(__name__)


class Beats:
    """Beats every third of a lease while it is entered; a beat that the database refuses is tried at the next."""

    def __init__(self, worker: str, clock: Callable[[], datetime], lease: timedelta) -> None:
        self._worker = worker
        self._clock = clock
        self._lease = lease
        self._claim: Claim | None = None
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._beat_on, name="beats", daemon=True)

    def __enter__(self) -> Beats:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join(timeout=30)

    @contextmanager
    def during(self, claim: Claim) -> Iterator[None]:
        """Hold this claim's lease until the block ends."""
        self._claim = claim
        try:
            yield
        finally:
            self._claim = None

    def beat(self) -> None:
        """One beat: the worker's, and the running job's lease. Raises DatabaseError."""
        claim, now = self._claim, self._clock()
        beating.beat(self._worker, at=now, doing=f"{claim.name} {claim.job}" if claim else "")
        if claim is not None:
            claiming.extend(claim, at=now, lease=self._lease)

    def _beat_on(self) -> None:
        try:
            while not self._over.wait(self._lease.total_seconds() / 3):
                try:
                    self.beat()
                except (DatabaseError, InterfaceError) as error:
                    log.warning("A beat was not written: %s", str(error).strip())
                    connection.close()
        finally:
            connection.close()
