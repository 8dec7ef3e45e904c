"""Writing a pack: files of generated names into a ZIP, each hashed, the list of them signed."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO

from evenhand.knowledge.merkle.note import sign_note

FORMAT = "evenhand-record/1"


@dataclass(slots=True)
class Pack:
    """A ZIP being written; the format is that of evidence/verify.py. Names are ours, never a customer's."""

    archive: zipfile.ZipFile
    origin: str
    private_pem: bytes
    made_at: datetime
    files: dict[str, dict[str, str | int]] = field(default_factory=dict)

    @classmethod
    def into(cls, target: IO[bytes], *, origin: str, private_pem: bytes, made_at: datetime) -> Pack:
        """A pack that is written into this file."""
        archive = zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6)
        return cls(archive, origin, private_pem, made_at)

    def add(self, name: str, pieces: bytes | Iterable[bytes]) -> None:
        """Write one file of the pack."""
        digest, size = hashlib.sha256(), 0
        with self.archive.open(self._entry(name), "w", force_zip64=True) as out:
            for piece in [pieces] if isinstance(pieces, bytes) else pieces:
                digest.update(piece)
                size += len(piece)
                out.write(piece)
        self.files[name] = {"sha256": digest.hexdigest(), "bytes": size}

    def seal(self) -> str:
        """Write the list of the files and its signature, and end the ZIP; the list's SHA-256 in hexadecimal."""
        values = {
            "format": FORMAT, "origin": self.origin, "made_at": self.made_at.isoformat(),
            "files": dict(sorted(self.files.items())),
        }  # fmt: skip
        manifest = json.dumps(values, indent=1).encode() + b"\n"
        digest = hashlib.sha256(manifest).hexdigest()
        text = f"evenhand pack 1\n{self.origin}\n{digest}\n"
        self.archive.writestr(self._entry("manifest.json"), manifest)
        note = sign_note(text, name=self.origin, private_pem=self.private_pem)
        self.archive.writestr(self._entry("manifest.note"), note)
        self.archive.close()
        return digest

    def _entry(self, name: str) -> zipfile.ZipInfo:
        when = self.made_at.timetuple()[:6]
        info = zipfile.ZipInfo(name, when)
        info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
        return info
