"""Writing a backup: one consistent view of the record while the desk goes on working."""

from __future__ import annotations

import hashlib
import os
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from django.db import connection, models, transaction
from django.db.migrations.loader import MigrationLoader

from evenhand.knowledge.drafting.house_rules.reading import LARGEST_FILE
from evenhand.server.backups import rows
from evenhand.server.backups.manifest import NAME, File, Manifest, Table, file_of
from evenhand.server.workspace import Workspace, WorkspaceError

Progress = Callable[[int], object]
LEDGER_KEY = "ledger.key"
KEYS = ("secret.key", LEDGER_KEY)
SETTINGS = "workspace.json"
HOUSE_RULES = re.compile(r"house-rules/[^/\\\0.][^/\\\0]*\.toml")


def file_name(at: datetime) -> str:
    """The name of a backup made at `at`."""
    return f"evenhand-{at:%Y%m%d-%H%M%S}.zip"


def make(workspace: Workspace, target: Path, *, at: datetime, with_key: bool, progress: Progress) -> Manifest:
    """Write a backup of the opened workspace to the file `target`; `progress` is told of every so many rows.

    The file appears complete or not at all, and only its owner may read it. Raises WorkspaceError.
    """
    temporary = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(handle, "wb") as file:
                manifest = _write(file, workspace, at, with_key, progress)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise WorkspaceError(f"{target} cannot be written ({error.strerror}). Nothing was changed.") from error
    return manifest


def row_count() -> int:
    """How many rows a backup made now would hold, for a progress bar."""
    loader = MigrationLoader(connection)
    return sum(model._base_manager.count() for model in rows.models_at(loader, rows.applied(loader)).values())


def _write(file: object, workspace: Workspace, at: datetime, with_key: bool, progress: Progress) -> Manifest:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive, _one_view():  # type: ignore[call-overload]
        loader = MigrationLoader(connection)
        migrations = rows.applied(loader)
        manifest = Manifest(version("evenhand"), at.isoformat(), connection.vendor, migrations)
        for label, model in rows.models_at(loader, migrations).items():
            _write_table(archive, manifest, label, model, progress)
        for name in (SETTINGS, *(KEYS if with_key else ()), *_house_rules(workspace.folder)):
            path = workspace.folder / name
            if path.exists():
                manifest.files[name] = _store(archive, name, [path.read_bytes()])
        archive.writestr(NAME, manifest.as_json())
    return manifest


def _house_rules(folder: Path) -> list[str]:
    """The files of house rules by their names in the workspace; those that are too large to be heard stay behind."""
    found = (path for path in sorted((folder / "house-rules").glob("*.toml")) if path.is_file())
    names = [f"house-rules/{path.name}" for path in found if path.stat().st_size <= LARGEST_FILE]
    return [name for name in names if HOUSE_RULES.fullmatch(name)]


def _write_table(
    archive: zipfile.ZipFile, manifest: Manifest, label: str, model: type[models.Model], progress: Progress
) -> None:
    digest = rows.Digest()

    def counted() -> Iterator[bytes]:
        for line in rows.lines(model):
            digest.add(line)
            if digest.rows % rows.BATCH == 0:
                progress(rows.BATCH)
            yield line
        progress(digest.rows % rows.BATCH)

    manifest.files[file_of(label)] = _store(archive, file_of(label), counted())
    manifest.tables[label] = Table(rows.columns(model), digest.rows, digest.hex())


def _store(archive: zipfile.ZipFile, name: str, pieces: Iterable[bytes]) -> File:
    size, sha256 = 0, hashlib.sha256()
    with archive.open(name, "w", force_zip64=True) as out:
        for piece in pieces:
            size += len(piece)
            sha256.update(piece)
            out.write(piece)
    return File(size, sha256.hexdigest())


@contextmanager
def _one_view() -> Iterator[None]:
    """All reads inside see the record as it is now; writers are not kept waiting."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("ROLLBACK")
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield
