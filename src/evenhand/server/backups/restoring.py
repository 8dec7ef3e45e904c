"""Making a workspace from a backup: checked before it is begun, complete or not at all."""

from __future__ import annotations

import hashlib
import os
import shutil
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from evenhand.server.backups import erasures
from evenhand.server.backups.making import HOUSE_RULES, KEYS, LEDGER_KEY, SETTINGS
from evenhand.server.backups.manifest import DAMAGE, NAME, Manifest, file_of, read
from evenhand.server.lock import NAME as LOCK
from evenhand.server.workspace import Workspace, WorkspaceError

Progress = Callable[[int], object]
PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Restored:
    """Where the files that were there before are now, if any were, and how many erasures were done again."""

    aside: Path | None
    erased_again: int


def open_backup(path: Path) -> zipfile.ZipFile:
    """The backup file, opened. Raises WorkspaceError if it is not there or not a ZIP file."""
    try:
        return zipfile.ZipFile(path)
    except FileNotFoundError as error:
        raise WorkspaceError(f"{path} is not there. Name the file that `evenhand backup` wrote.") from error
    except DAMAGE as error:
        raise WorkspaceError(f"{path} is not an Evenhand backup, or it is damaged ({error}).") from error


def check(archive: zipfile.ZipFile) -> Manifest:
    """The manifest, after every file was compared with it. Raises WorkspaceError naming the first that differs."""
    manifest = read(archive)
    expected = {*manifest.files, NAME}
    present = set(archive.namelist())
    if present != expected:
        odd = sorted(present ^ expected)[0]
        raise WorkspaceError(f"{archive.filename} is damaged: {odd} is {'missing' if odd in expected else 'foreign'}.")
    for name, file in manifest.files.items():
        if archive.getinfo(name).file_size != file.size or _sha256(archive, name) != file.sha256:
            raise WorkspaceError(f"{archive.filename} is damaged: {name} differs from the manifest.")
    return manifest


def is_used(folder: Path) -> bool:
    """Whether the folder holds anything of a desk (earlier restores that were set aside do not count)."""
    return folder.is_dir() and any(_counts(entry.name) for entry in folder.iterdir())


def make_folder(folder: Path) -> Workspace:
    """The folder to restore into, made if it is not there; nothing else is written. Raises WorkspaceError."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise WorkspaceError(f"{folder} cannot be made ({error.strerror}). Name another folder with --data.") from error
    return Workspace(folder)


def restore(
    archive: zipfile.ZipFile,
    manifest: Manifest,
    folder: Path,
    *,
    at: datetime,
    progress: Progress,
    erased: Sequence[erasures.Line] = (),
) -> Restored:
    """Put a checked backup in the place of whatever `folder` holds.

    What `erased` and the folder's own list of erasures name is erased again. Nothing of the old is touched before
    the new one is whole. Django must not be set up yet in this process. Raises WorkspaceError.
    """
    fresh = folder / f".restoring-{os.getpid()}"
    lines = [*erasures.read(folder / erasures.NAME), *erased]
    try:
        again = unpack(archive, manifest, fresh, progress, lines, at=at)
        _keep_ledger_key(folder, fresh)
        return Restored(put_in_place(fresh, folder, at=at), again)
    except OSError as error:
        raise WorkspaceError(f"{folder} cannot be written ({error.strerror}).") from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def unpack(
    archive: zipfile.ZipFile,
    manifest: Manifest,
    folder: Path,
    progress: Progress,
    erased: Sequence[erasures.Line] = (),
    *,
    at: datetime,
) -> int:
    """Fill a database and a folder from a checked backup, bring them to this version and erase again.

    Returns how many erasures found something. Unless a database URL is set, the database is a new one in `folder`.
    `progress` is told of every so many rows. Raises WorkspaceError; the folder is then not to be used.
    """
    folder.mkdir(parents=True)
    for name in filter(_belongs_in_the_folder, manifest.files):
        if manifest.files[name].size > PIECE:
            raise WorkspaceError(f"{archive.filename} is damaged: {name} is too large.")
        (folder / name).parent.mkdir(exist_ok=True, mode=0o700)
        _write_private(folder / name, archive.read(name))
    from evenhand.server.start import bring_up_to_date, start

    workspace = start(folder, migrate=False)
    from django.db import DatabaseError, connections

    try:
        _load(archive, manifest, progress)
        bring_up_to_date(workspace)
        again = erasures.apply(erased, at=at)
        erasures.write(folder, erased)
        return again
    except DatabaseError as error:
        raise WorkspaceError(f"The database did not take the backup: {str(error).strip()}") from error
    finally:
        connections.close_all()


def _belongs_in_the_folder(name: str) -> bool:
    return name in (SETTINGS, *KEYS) or HOUSE_RULES.fullmatch(name) is not None


def _keep_ledger_key(old: Path, fresh: Path) -> None:
    """Checkpoints that were signed before must verify after: the key stays, unless the backup brought one."""
    if (old / LEDGER_KEY).exists() and not (fresh / LEDGER_KEY).exists():
        _write_private(fresh / LEDGER_KEY, (old / LEDGER_KEY).read_bytes())


def put_in_place(fresh: Path, folder: Path, *, at: datetime) -> Path | None:
    """Move what `folder` holds into a folder of its own inside it, and what `fresh` holds into `folder`.

    `fresh` lies inside `folder` (so that a mounted volume will do). Returns where the old files are, or None.
    """
    aside = folder / f"before-{at:%Y%m%d-%H%M%S}"
    old = [entry for entry in folder.iterdir() if _counts(entry.name) and entry != fresh]
    if old:
        aside.mkdir()
        for entry in old:
            entry.rename(aside / entry.name)
    for entry in list(fresh.iterdir()):
        entry.rename(folder / entry.name)
    return aside if old else None


def _counts(name: str) -> bool:
    return name != LOCK and not name.startswith(("before-", ".restoring-", ".probe-"))


def _sha256(archive: zipfile.ZipFile, name: str) -> str:
    found = hashlib.sha256()
    try:
        with archive.open(name) as file:
            while piece := file.read(PIECE):
                found.update(piece)
    except DAMAGE as error:
        raise WorkspaceError(f"{archive.filename} is damaged: {name} cannot be read ({error}).") from error
    return found.hexdigest()


def _write_private(path: Path, data: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)


def _load(archive: zipfile.ZipFile, manifest: Manifest, progress: Progress) -> None:
    from django.db import connection, transaction
    from django.db.migrations.executor import MigrationExecutor

    from evenhand.server.backups import rows

    executor = MigrationExecutor(connection)
    unknown = [key for key in manifest.migrations if key not in executor.loader.graph.nodes]
    if unknown:
        raise WorkspaceError(
            f"{archive.filename} was made by a newer Evenhand ({manifest.evenhand}; it has {'.'.join(unknown[-1])}). "
            "Update Evenhand, then restore."
        )
    _refuse_used_database(executor.loader.applied_migrations.keys())
    executor.migrate(rows.ends(executor.loader, manifest.migrations))
    tables = rows.models_at(executor.loader, manifest.migrations)
    with transaction.atomic():
        rows.empty(tables.values())
        for label, table in manifest.tables.items():
            with archive.open(file_of(label)) as file:
                rows.load(tables[label], table.columns, file, progress)
        rows.reset_counters(tables.values())
        connection.check_constraints()
        for label, table in manifest.tables.items():
            if _digest(rows.lines(tables[label])) != (table.rows, table.content):
                raise WorkspaceError(f"The restored table {label} differs from the backup; nothing was kept of it.")


def _digest(lines: Iterator[bytes]) -> tuple[int, str]:
    from evenhand.server.backups.rows import Digest

    digest = Digest()
    for line in lines:
        digest.add(line)
    return digest.rows, digest.hex()


def _refuse_used_database(applied: object) -> None:
    """A database that somebody works in is never written over."""
    from evenhand.record.ledger.models import Entry
    from evenhand.record.people.models import Member

    if applied and (Member.objects.exists() or Entry.objects.exists()):
        raise WorkspaceError(
            "The database that EVENHAND_DATABASE_URL names holds a desk already. "
            "Make an empty database and name that one."
        )
