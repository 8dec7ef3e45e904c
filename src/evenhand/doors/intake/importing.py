"""An import from beginning to end: lock, run, intake, closing counts."""

from __future__ import annotations

import zoneinfo
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path

from evenhand.doors.connectors.bounded import ParserPool
from evenhand.doors.connectors.incoming import Skipped, StoredItem
from evenhand.doors.connectors.sources import scan
from evenhand.doors.intake.counts import Counts
from evenhand.doors.intake.lock import only_import
from evenhand.doors.intake.pipeline import Intake
from evenhand.doors.intake.turns import storable
from evenhand.record.conversations import actions
from evenhand.record.people.models import Member, Workspace

Progress = Callable[[int, Counts], None]


def import_paths(
    paths: Iterable[Path],
    *,
    folder: Path,
    by: Member | None,
    clock: Callable[[], datetime],
    processes: int = 2,
    progress: Progress = lambda _bytes, _counts: None,
    pool: ParserPool | None = None,
) -> tuple[Counts, list[Skipped]]:
    """Import everything these paths hold; the second value is what was not taken, with reasons.

    Children of its own parse and read, unless a `pool` of them is lent.

    Raises Busy while another import is at work in this workspace.
    """
    wanted = list(paths)
    actor = by.actor if by else "system"
    with only_import(folder):
        named = storable("\n".join(path.name or str(path) for path in wanted))
        run = actions.begin_run(named, by=by, actor=actor, at=clock())
        intake = Intake(run, actor, clock, processes=processes, zone=workspace_zone(), progress=progress, pool=pool)
        counts = intake.take(_everything(wanted))
        actions.end_run(run, counts.as_dict(), actor=actor, at=clock())
    return counts, intake.notices


def finish_imports(*, folder: Path, clock: Callable[[], datetime], processes: int = 1) -> Counts:
    """File what a killed import left stored. Running it twice does no harm. Raises Busy during an import."""
    return import_paths([], folder=folder, by=None, clock=clock, processes=processes)[0]


def workspace_zone() -> zoneinfo.ZoneInfo:
    """The workspace's time zone, UTC until one is set."""
    row = Workspace.objects.first()
    try:
        return zoneinfo.ZoneInfo(row.timezone if row else "UTC")
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return zoneinfo.ZoneInfo("UTC")


def size_of(path: Path) -> int:
    """Bytes below a path, for the progress bar; 0 where it cannot be read."""
    try:
        if path.is_file():
            return path.stat().st_size
        return sum(entry.lstat().st_size for entry in path.rglob("*") if entry.is_file())
    except OSError:
        return 0


def _everything(paths: Iterable[Path]) -> Iterator[StoredItem | Skipped]:
    for path in paths:
        yield from scan(path)
