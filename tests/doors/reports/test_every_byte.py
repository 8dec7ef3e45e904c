"""Every single byte of a pack counts: whichever is changed, in the ZIP or unpacked, the verifier says no."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

import packing
import pytest
from builders import ada, bo
from incidents import an_incident

from evenhand.doors.reports.evidence import verify as verifier
from evenhand.doors.reports.incident import pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> bytes:
    """The pack of a phone call, without PDF; a signature that was looked at once is known from then on."""
    monkeypatch.setattr(pdf, "made_with", lambda: None)
    monkeypatch.setattr(verifier, "is_signed", lru_cache(maxsize=None)(verifier.is_signed))
    ada(), bo()
    return packing.packed(an_incident())


@contextmanager
def changed(path: Path, at: int) -> Iterator[None]:
    """The file with one byte changed, as long as it lasts."""
    with path.open("r+b") as file:
        file.seek(at)
        (old,) = file.read(1)
        file.seek(at)
        file.write(bytes([old ^ (1 << at % 8)]))
        file.flush()
        yield
        file.seek(at)
        file.write(bytes([old]))


def is_refused(source: object) -> bool:
    """Whether the verifier says no."""
    try:
        verifier.verify(source() if callable(source) else source)  # type: ignore[arg-type]
    except (verifier.Refused, OSError, ValueError):
        return True
    return False


def test_every_byte_of_the_zip(small: bytes, tmp_path: Path) -> None:
    path = tmp_path / "pack.zip"
    path.write_bytes(small)
    assert verifier.verify(verifier.Archive(str(path)))
    passed = []
    for at in range(len(small)):
        with changed(path, at):
            passed += [] if is_refused(lambda: verifier.Archive(str(path))) else [at]
    assert passed == []
    assert path.read_bytes() == small


def test_every_byte_of_every_file_but_the_verifier(small: bytes, tmp_path: Path) -> None:
    with zipfile.ZipFile(__import__("io").BytesIO(small)) as archive:
        archive.extractall(tmp_path)
    source = verifier.Folder(str(tmp_path))
    assert verifier.verify(source)
    passed = []
    for path in sorted(each for each in tmp_path.rglob("*") if each.is_file() and each.name != "verify.py"):
        for at in range(path.stat().st_size):
            with changed(path, at):
                passed += [] if is_refused(source) else [(path.name, at)]
    assert passed == []
