"""Every single byte of a pack counts: whichever is changed, in the ZIP or unpacked, the verifier says no."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
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
    assert verifier.verify(verifier.in_zip(str(path)))
    passed = []
    for at in range(len(small)):
        with changed(path, at):
            passed += [] if is_refused(lambda: verifier.in_zip(str(path))) else [at]
    assert passed == []
    assert path.read_bytes() == small


def test_every_byte_of_every_file_but_the_verifier(small: bytes, tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(small)) as archive:
        archive.extractall(tmp_path)
    source = dict(verifier.in_folder(str(tmp_path)))
    assert verifier.verify(source)
    passed = []
    for path in sorted(each for each in tmp_path.rglob("*") if each.is_file() and each.name != "verify.py"):
        for at in range(path.stat().st_size):
            with changed(path, at):
                passed += [] if is_refused(source) else [(path.name, at)]
    assert passed == []


def with_gap(data: bytes) -> bytes:
    """The ZIP with a byte between its files and its directory, and an end that says so: readable all the same."""
    start = data.rindex(b"PK\x05\x06")
    directory = int.from_bytes(data[start + 16 : start + 20], "little")
    end = data[start : start + 16] + (directory + 1).to_bytes(4, "little") + data[start + 20 :]
    return data[:directory] + b"x" + data[directory:start] + end


def recompressed(data: bytes) -> bytes:
    """The same files in a ZIP that another program wrote."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    return target.getvalue()


def with_a_comment(data: bytes) -> bytes:
    """The ZIP with a comment at its end."""
    return data[:-2] + b"\x02\x00hi"


@pytest.mark.parametrize(
    "made", [with_gap, recompressed, with_a_comment, lambda data: data + b"x", lambda data: b"x" + data, lambda _: b""]
)
def test_a_zip_that_other_programs_read_and_we_did_not_write_is_refused(
    small: bytes, tmp_path: Path, made: Callable[[bytes], bytes]
) -> None:
    path = tmp_path / "pack.zip"
    path.write_bytes(made(small))
    assert is_refused(lambda: verifier.in_zip(str(path)))
    assert verifier.main(["--pack", str(path)]) == 1


def test_a_zip_that_was_cut_off_is_refused_wherever(small: bytes, tmp_path: Path) -> None:
    path = tmp_path / "pack.zip"
    for size in range(0, len(small), 397):
        path.write_bytes(small[:size])
        assert is_refused(lambda: verifier.in_zip(str(path))), size


def test_a_file_put_in_or_taken_out_is_found(small: bytes, tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(small)) as archive:
        archive.extractall(tmp_path)
    (tmp_path / "data" / "more.json").write_text("{}", encoding="utf-8")
    assert is_refused(dict(verifier.in_folder(str(tmp_path))))
    (tmp_path / "data" / "more.json").unlink()
    assert not is_refused(dict(verifier.in_folder(str(tmp_path))))
    (tmp_path / "employer.html").unlink()
    assert is_refused(dict(verifier.in_folder(str(tmp_path))))


def test_it_runs_on_the_oldest_python_it_names(small: bytes, tmp_path: Path) -> None:
    oldest = shutil.which("python3.9")
    if oldest is None or subprocess.run([oldest, "--version"], capture_output=True, check=False).returncode:
        pytest.skip("Python 3.9 is not here")
    with zipfile.ZipFile(io.BytesIO(small)) as archive:
        archive.extractall(tmp_path)
    done = subprocess.run(
        [oldest, "-I", "-S", str(tmp_path / "verify.py")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
