"""Writing a pack: files of generated names into a ZIP, each hashed, the list of them signed."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO, Self

from evenhand.knowledge.merkle.note import sign_note

RECORD, EVIDENCE = "evenhand-record/1", "evenhand-evidence/1"
FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""What a ZIP can say at the earliest: the date of every file of an evidence pack."""
STORED_BY = 20
"""The version of the ZIP format that stored files need."""
MOST_BYTES, MOST_FILES = 2**31 - 2**26, 60_000
"""What an evidence pack holds at most: a ZIP of the plain kind, with room for its list of files and its directory."""


class TooLarge(ValueError):
    """The files are more than an evidence pack holds: nearly 2 GiB, or 60,000 of them."""


@dataclass(slots=True)
class Pack:
    """A ZIP being written; the format is that of evidence/verify.py. Names are ours, never a customer's.

    With `options` it is an evidence pack: stored and undated, so that every byte of the ZIP follows from the files.
    In a `with` it is left unfinished by whatever is raised.
    """

    archive: zipfile.ZipFile
    origin: str
    private_pem: bytes
    made_at: datetime
    options: Mapping[str, str | int | bool | None] | None = None
    files: dict[str, dict[str, str | int]] = field(default_factory=dict)
    written: int = 0

    @classmethod
    def into(
        cls,
        target: IO[bytes],
        *,
        origin: str,
        private_pem: bytes,
        made_at: datetime,
        options: Mapping[str, str | int | bool | None] | None = None,
    ) -> Pack:
        """A pack that is written into this file."""
        how = zipfile.ZIP_DEFLATED if options is None else zipfile.ZIP_STORED
        archive = zipfile.ZipFile(target, "w", how, allowZip64=options is None, compresslevel=6)
        return cls(archive, origin, private_pem, made_at, options)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        if kind is not None:
            self._abandon()

    def add(self, name: str, pieces: bytes | Iterable[bytes]) -> None:
        """Write one file of the pack. Raises TooLarge for an evidence pack."""
        digest, size = hashlib.sha256(), 0
        try:
            with self.archive.open(self._entry(name), "w", force_zip64=self.options is None) as out:
                for piece in [pieces] if isinstance(pieces, bytes) else pieces:
                    digest.update(piece)
                    size += len(piece)
                    self._count(len(piece))
                    out.write(piece)
        except BaseException:
            self._abandon()
            raise
        self.files[name] = {"sha256": digest.hexdigest(), "bytes": size}

    def seal(self) -> str:
        """Write the list of the files and its signature, and end the ZIP; the list's SHA-256 in hexadecimal."""
        values = {
            "format": RECORD if self.options is None else EVIDENCE,
            "origin": self.origin,
            "made_at": self.made_at.isoformat(),
            **({} if self.options is None else {"options": dict(self.options)}),
            "files": dict(sorted(self.files.items())),
        }
        manifest = json.dumps(values, indent=1).encode() + b"\n"
        digest = hashlib.sha256(manifest).hexdigest()
        text = f"evenhand pack 1\n{self.origin}\n{digest}\n"
        self.archive.writestr(self._entry("manifest.json"), manifest)
        note = sign_note(text, name=self.origin, private_pem=self.private_pem)
        self.archive.writestr(self._entry("manifest.note"), note)
        self.archive.close()
        return digest

    def _abandon(self) -> None:
        """It is never ended, also not when it is cleared away after its file was closed."""
        self.archive.fp = None

    def _count(self, size: int) -> None:
        self.written += size
        if self.options is not None and (self.written > MOST_BYTES or len(self.files) >= MOST_FILES):
            raise TooLarge

    def _entry(self, name: str) -> zipfile.ZipInfo:
        if self.options is None:
            info = zipfile.ZipInfo(name, self.made_at.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
        else:
            info = zipfile.ZipInfo(name, FIRST_DAY)
            info.create_system, info.create_version, info.extract_version = 3, STORED_BY, STORED_BY
        info.external_attr = 0o600 << 16
        return info
