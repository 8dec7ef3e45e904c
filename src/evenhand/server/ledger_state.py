"""How the ledger stands, for whoever watches over the desk: when it was verified, and what of it lies outside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from evenhand.record.ledger.models import Checkpoint, Departure, Entry
from evenhand.record.ledger.queries import last_verification
from evenhand.record.outbox.queries import last_letter_sent

LATE = timedelta(days=2)
"""Verifying and checkpoints come round once a day; after two days something keeps them from it."""


@dataclass(frozen=True, slots=True)
class LedgerState:
    """`is_whole` is None before the first verification; `left_at` is when the newest checkpoint outside went there.

    `unverified_since` and `unproved_since` are since when there have been entries that the verification, or that
    checkpoint, does not cover; None where all are covered.
    """

    verified_at: datetime | None
    is_whole: bool | None
    left_at: datetime | None
    unverified_since: datetime | None
    unproved_since: datetime | None

    def outside(self, *, at: datetime) -> str:
        """Of the copy outside: "none", "late" (it misses what is older than two days), or "ok"."""
        if self.left_at is None:
            return "none"
        return "late" if is_late(self.unproved_since, at=at) else "ok"


def ledger_state() -> LedgerState:
    """A few reads of single rows, however long the ledger is."""
    checked, (size, left_at) = last_verification(), _newest_outside()
    verified_at = checked.at if checked else None
    return LedgerState(
        verified_at=verified_at,
        is_whole=checked.is_whole if checked else None,
        left_at=left_at,
        unverified_since=_waits_since(checked.size if checked else 0, verified_at),
        unproved_since=_waits_since(size, left_at),
    )


def is_late(since: datetime | None, *, at: datetime) -> bool:
    """Whether something has been waiting for longer than the nightly work lets it."""
    return since is not None and at - since > LATE


def _waits_since(covered: int, done_at: datetime | None) -> datetime | None:
    """Since when there have been entries beyond those covered; an entry may bear an earlier time than its record."""
    recorded_at = Entry.objects.filter(number=covered).values_list("at", flat=True).first()
    return recorded_at and max(recorded_at, done_at or recorded_at)


def _newest_outside() -> tuple[int, datetime | None]:
    """How many entries the newest checkpoint outside covers, and when it went there: into the folder or by mail."""
    copies: list[tuple[int, datetime]] = list(
        Departure.objects.order_by("-pk").values_list("checkpoint__size", "at")[:1]
    )
    letter = last_letter_sent("checkpoint:")
    if letter is not None and letter.ended_at is not None:
        sizes = Checkpoint.objects.filter(pk=letter.key.partition(":")[2]).values_list("size", flat=True)
        copies += [(size, letter.ended_at) for size in sizes]
    return max(copies, default=(0, None))
