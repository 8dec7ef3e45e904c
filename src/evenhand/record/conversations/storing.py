"""Raw bytes first: what came in is committed, by its SHA-256, before anything looks at it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from evenhand.record.conversations.models import Raw, Run
from evenhand.record.ledger import actions as ledger
from evenhand.record.people.models import Member


@dataclass(frozen=True, slots=True)
class Bytes:
    """Bytes to keep: kind "mail" or "turns", and where they came from in words for a person."""

    kind: str
    data: bytes
    origin: str


@dataclass(frozen=True, slots=True)
class Stored:
    """What storing did: ids of raws that wait to be filed, and those that had been filed before."""

    waiting: tuple[int, ...]
    known: tuple[int, ...]


@transaction.atomic
def begin_run(origin: str, *, by: Member | None, actor: str, at: datetime) -> Run:
    """Open an import; it is seen in the desk from now on."""
    run = Run.objects.create(origin=origin, by=by, started_at=at, beat_at=at)
    ledger.append(kind="import.begun", actor=actor, at=at, subject=f"run:{run.pk}", body={})
    return run


def beat(run: Run, counts: dict[str, int | float], *, at: datetime) -> None:
    """Say that the import lives and how far it is."""
    Run.objects.filter(pk=run.pk).update(beat_at=at, counts=counts)


@transaction.atomic
def end_run(run: Run, counts: dict[str, int | float], *, actor: str, at: datetime) -> None:
    """Close an import with its counts."""
    Run.objects.filter(pk=run.pk).update(beat_at=at, finished_at=at, counts=counts)
    ledger.append(kind="import.ended", actor=actor, at=at, subject=f"run:{run.pk}", body=counts)


@transaction.atomic
def store(batch: Iterable[Bytes], *, run: Run | None, at: datetime) -> Stored:
    """Commit the bytes that are not there yet. The same bytes twice are kept once."""
    items = {hashlib.sha256(item.data).hexdigest(): item for item in batch}
    states = dict(Raw.objects.filter(sha256__in=items.keys()).values_list("sha256", "state"))
    Raw.objects.bulk_create(
        [
            Raw(
                sha256=digest, kind=item.kind, size=len(item.data), data=item.data,
                origin=item.origin, run=run, stored_at=at,
            )
            for digest, item in items.items()
            if digest not in states
        ],
        ignore_conflicts=True,
    )  # fmt: skip
    ids = dict(Raw.objects.filter(sha256__in=items.keys()).values_list("sha256", "id"))
    waiting = tuple(ids[digest] for digest in items if states.get(digest, "waiting") == Raw.State.WAITING)
    known = tuple(ids[digest] for digest in items if digest in states and states[digest] != Raw.State.WAITING)
    return Stored(waiting, known)


@transaction.atomic
def set_aside(raw_ids: Iterable[int], *, actor: str, at: datetime) -> None:
    """Note that these bytes are no mail; they stay, and are listed as such."""
    ids = list(raw_ids)
    if not ids:
        return
    Raw.objects.filter(pk__in=ids).update(state=Raw.State.NO_MAIL)
    facts = [ledger.Fact("raw.no-mail", f"raw:{raw_id}") for raw_id in ids]
    ledger.append_all(facts, actor=actor, at=at)
