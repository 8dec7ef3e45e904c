"""What a backup says of itself: the versions it was made by, its tables and the SHA-256 of each of its files."""

from __future__ import annotations

import json
import zipfile
import zlib
from dataclasses import asdict, dataclass, field
from typing import Any

from evenhand.server.workspace import WorkspaceError

FORMAT = 1
NAME = "manifest.json"
LARGEST = 16 * 1024 * 1024
"""Bytes of a manifest; a real one has some thousands."""
DAMAGE = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError)
"""What Python's zipfile raises for a file that is damaged, by where the damage is."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns in order, how many rows, and a digest of the rows that does not depend on their order."""

    columns: list[str]
    rows: int
    content: str


@dataclass(frozen=True, slots=True)
class File:
    """A file inside the backup: bytes before compression, and their SHA-256."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The manifest. `migrations` are (app, name); `database` is "sqlite" or "postgresql"."""

    evenhand: str
    made_at: str
    database: str
    migrations: list[tuple[str, str]]
    tables: dict[str, Table] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    format: int = FORMAT

    @property
    def rows(self) -> int:
        """Rows of all tables."""
        return sum(table.rows for table in self.tables.values())

    def as_json(self) -> bytes:
        """The manifest as it stands in the backup."""
        return (json.dumps(asdict(self), indent=1, sort_keys=True) + "\n").encode()


def file_of(label: str) -> str:
    """Where the rows of the table "app.model" stand inside the backup."""
    return f"tables/{label}.jsonl"


def read(archive: zipfile.ZipFile) -> Manifest:
    """The manifest of a backup. Raises WorkspaceError for anything that is not a backup of this format."""
    try:
        if archive.getinfo(NAME).file_size > LARGEST:
            raise ValueError("The manifest is too large.")
        found: dict[str, Any] = json.loads(archive.read(NAME))
        version = int(found["format"])
        if version <= FORMAT:
            return _from_json(found)
    except (*DAMAGE, KeyError, TypeError, AttributeError) as error:
        raise WorkspaceError(f"{archive.filename} is not an Evenhand backup (it has no readable manifest).") from error
    raise WorkspaceError(
        f"{archive.filename} was made by a newer Evenhand (backup format {version}, this one knows {FORMAT}). "
        "Update Evenhand, then restore."
    )


def _from_json(found: dict[str, Any]) -> Manifest:
    return Manifest(
        evenhand=found["evenhand"],
        made_at=found["made_at"],
        database=found["database"],
        migrations=[(app, name) for app, name in found["migrations"]],
        tables={label: Table(**table) for label, table in found["tables"].items()},
        files={name: File(**file) for name, file in found["files"].items()},
    )
