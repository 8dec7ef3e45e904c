"""The ledger's nights: it is verified, a checkpoint of it leaves the desk, the list of erasures is kept beside it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from time import monotonic
from typing import Any

from django.conf import settings

from evenhand.doors import clock
from evenhand.doors.jobs import checkpoint_letters
from evenhand.doors.jobs.running import RunningJob
from evenhand.record.ledger import checkpoints, verifying
from evenhand.record.ledger.models import Checkpoint, Entry
from evenhand.server.backups import erasures
from evenhand.server.signing import origin, signing_key


def verify_ledger(arguments: Mapping[str, Any], job: RunningJob) -> None:
    """Walk over all entries and keep what was found."""
    del arguments
    began, done, total = monotonic(), 0, Entry.objects.count()

    def progress(rows: int) -> None:
        nonlocal done
        before, done = done, done + rows
        if before // 100_000 < done // 100_000:
            job.progress(done, total)

    report = verifying.verify(progress=progress)
    verifying.keep(report, at=clock.now(), seconds=monotonic() - began)


def send_checkpoint(arguments: Mapping[str, Any], job: RunningJob) -> None:
    """Sign the head if the ledger grew, and see that the newest checkpoint is in the folder and in the mail."""
    del arguments, job
    now = clock.now()
    newest = checkpoints.make_if_grown(origin=origin(), private_pem=signing_key(), at=now)
    if newest is None:
        return
    try:
        if settings.CHECKPOINT_MAILBOX:
            checkpoint_letters.post(newest, at=now)
    finally:  # one way that fails must not close the other
        if settings.CHECKPOINT_FOLDER:
            write_into(Path(settings.CHECKPOINT_FOLDER), newest)
            checkpoints.note_departure(newest, at=now)


def keep_erasures(arguments: Mapping[str, Any], job: RunningJob) -> None:
    """Bring the list of erasures beside the database up to the database."""
    del arguments, job
    erasures.write(settings.WORKSPACE.folder)


def write_into(folder: Path, checkpoint: Checkpoint) -> Path:
    """The checkpoint as a file of its own, once; one that is there is never written over. Raises OSError."""
    path = folder / f"checkpoint-{checkpoint.size:010d}-{checkpoint.made_at:%Y%m%d-%H%M%S}.txt"
    if not path.exists():
        temporary = path.with_name(f".{path.name}.{os.getpid()}")
        temporary.write_text(checkpoint.note, encoding="utf-8", newline="\n")
        temporary.replace(path)
    return path
