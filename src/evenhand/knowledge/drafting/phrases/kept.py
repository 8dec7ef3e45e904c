"""The compiled index of the lists, kept beside them as Python keeps its compiled modules.

It lies in `__pycache__` (or under `sys.pycache_prefix`), written by whoever may write there, and only where Python may
write compiled modules too; a file that was compiled from other lists, by other code or for another Python is not read.
So what is read is trusted exactly as far as the `.pyc` files beside it.
"""

from __future__ import annotations

import marshal
import os
import sys
from importlib.util import cache_from_source
from pathlib import Path

from evenhand.knowledge.drafting.phrases.index import Index
from evenhand.knowledge.language.keeping import keep

_KNOWLEDGE = Path(__file__).parent.parent.parent
_CODE = ("drafting", "drafting/phrases", "language", "language/signals")


def load(rules: Path, languages: tuple[str, ...], wanted: bytes) -> Index | None:
    """The index of these rules' lists in some languages; None where none is kept, or one of another `state`."""
    try:
        data = _path(rules, languages).read_bytes()
    except OSError:
        return None
    if not data.startswith(wanted):
        return None
    try:
        return Index(*marshal.loads(memoryview(data)[len(wanted) :]))  # noqa: S302 (as trusted as a .pyc)
    except (EOFError, TypeError, ValueError):  # cut off, as by a full disk
        return None


def save(rules: Path, languages: tuple[str, ...], index: Index, compiled_from: bytes) -> bool:
    """Keep an index for the next start; False where Python may write no compiled files, or cannot."""
    return keep(_path(rules, languages), compiled_from + marshal.dumps(tuple(index)))


def _path(rules: Path, languages: tuple[str, ...]) -> Path:
    return Path(cache_from_source(str(rules / f"phrases-{'-'.join(languages)}.py"))).with_suffix(".kept")


def state(rules: Path) -> bytes:
    """What an index depends on: size and time of every list and of the code that reads them, and this Python."""
    found = [sys.version]
    for folder in (*_folders(rules), *(_KNOWLEDGE / name for name in _CODE), *_folders(_KNOWLEDGE / "language")):
        with os.scandir(folder) as files:
            found += sorted(_stamp(file) for file in files if file.name.endswith((".tsv", ".py")))
    return "\n".join((*found, "", "")).encode()


def _folders(parent: Path) -> list[Path]:
    with os.scandir(parent) as inside:
        return sorted(Path(each) for each in inside if each.is_dir() and each.name != "__pycache__")


def _stamp(file: os.DirEntry[str]) -> str:
    known = file.stat()
    return f"{file.name} {known.st_size} {known.st_mtime_ns}"
