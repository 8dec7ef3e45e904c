"""Building a pack that verifies without Evenhand: values in, files out. The format is told in its verify.py.

The caller brings the text of verify.py and any documents to be read by people; all files are listed and signed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256

from evenhand.knowledge.merkle.checkpoint import open_checkpoint
from evenhand.knowledge.merkle.leaf import commitment, leaf_hash
from evenhand.knowledge.merkle.note import sign_note, verifier_key
from evenhand.knowledge.merkle.proofs import verify_inclusion

FORMAT = "evenhand-record/1"
_NAME = re.compile(r"(?!.*[./](/|$))[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*){0,3}", re.ASCII)
_OWN = frozenset({"manifest.json", "manifest.note", "checkpoint.txt", "key.txt", "entries.jsonl", "verify.py"})


@dataclass(frozen=True, slots=True)
class PackedEntry:
    """One entry as it goes into a pack.

    `committed` is the stored commitment; body and salt are None, and `erased_on` is set, once the content is erased.
    `path` proves the leaf in the tree of the pack's checkpoint.
    """

    number: int
    meta: bytes
    body: bytes | None
    salt: bytes | None
    committed: bytes
    erased_on: date | None
    path: Sequence[bytes]


def make_pack(
    entries: Iterable[PackedEntry],
    *,
    checkpoint: bytes,
    private_pem: bytes,
    made_at: datetime,
    verifier: bytes,
    consistency: tuple[int, Sequence[bytes]] | None = None,
    documents: Mapping[str, bytes] | None = None,
) -> dict[str, bytes]:
    """The files of a pack by name; the same arguments give the same bytes.

    `checkpoint` is the signed note that the paths lead to, `consistency` an older size and the path from it,
    `documents` further files by name (ASCII, at most four folders deep). Raises ValueError for an entry that does not
    prove itself, for a name that cannot be packed, and NoteError when the key did not sign the checkpoint.
    """
    origin = _origin_of(checkpoint)
    key = verifier_key(origin, private_pem)
    head = open_checkpoint(checkpoint, [key]).head
    files = dict(documents or {})
    _check_names(files)
    ordered = sorted(entries, key=lambda each: each.number)
    _check_entries(ordered, head.size, head.root)
    files["checkpoint.txt"] = checkpoint
    files["key.txt"] = f"{key.to_text()}\n".encode()
    files["entries.jsonl"] = b"".join(map(_line, ordered))
    files["verify.py"] = verifier
    if consistency is not None:
        size, path = consistency
        files["consistency.json"] = _json({"from": size, "proof": [each.hex() for each in path]})
    return _sealed(files, origin, made_at, private_pem)


def _origin_of(checkpoint: bytes) -> str:
    return checkpoint.split(b"\n", 1)[0].decode(errors="replace")


def _check_names(files: Mapping[str, bytes]) -> None:
    folded = {name.casefold() for name in files}
    if len(folded) < len(files) or folded & (_OWN | {"consistency.json"}):
        raise ValueError("Two files of a pack would have one name.")
    if not all(len(name) <= 200 and _NAME.fullmatch(name) for name in files):
        raise ValueError("A file's name cannot be packed.")


def _check_entries(entries: Sequence[PackedEntry], size: int, root: bytes) -> None:
    for earlier, later in zip(entries, entries[1:], strict=False):
        if earlier.number == later.number:
            raise ValueError(f"Entry {later.number} is packed twice.")
    for each in entries:
        leaf = leaf_hash(each.meta, each.committed)
        if not verify_inclusion(number=each.number, size=size, leaf=leaf, root=root, path=list(each.path)):
            raise ValueError(f"Entry {each.number} is not proved by the checkpoint.")
        if len({each.body is None, each.salt is None, each.erased_on is not None}) > 1:
            raise ValueError(f"Entry {each.number} is neither whole nor erased.")
        if not _fits(each):
            raise ValueError(f"Entry {each.number} has another body than was committed to.")


def _fits(entry: PackedEntry) -> bool:
    if entry.body is None or entry.salt is None:
        return True
    return commitment(number=entry.number, body=entry.body, salt=entry.salt) == entry.committed


def _line(entry: PackedEntry) -> bytes:
    erased = entry.body is None
    return _json(
        {
            "number": entry.number,
            "meta": entry.meta.decode(),
            "body": None if entry.body is None else entry.body.decode(),
            "salt": None if entry.salt is None else entry.salt.hex(),
            "commitment": entry.committed.hex() if erased else None,
            "erased_on": None if entry.erased_on is None else entry.erased_on.isoformat(),
            "proof": [each.hex() for each in entry.path],
        }
    )


def _sealed(files: dict[str, bytes], origin: str, made_at: datetime, private_pem: bytes) -> dict[str, bytes]:
    """The files with the manifest that lists them and the note that signs it."""
    if made_at.utcoffset() is None:
        raise ValueError("A pack needs an aware time.")
    listed = {name: {"sha256": sha256(data).hexdigest(), "bytes": len(data)} for name, data in sorted(files.items())}
    when = made_at.astimezone(UTC).isoformat(timespec="seconds").removesuffix("+00:00") + "Z"
    manifest = _json({"format": FORMAT, "origin": origin, "made_at": when, "files": listed})
    text = f"evenhand pack 1\n{origin}\n{sha256(manifest).hexdigest()}\n"
    note = sign_note(text, name=origin, private_pem=private_pem)
    return {**dict(sorted(files.items())), "manifest.json": manifest, "manifest.note": note}


def _json(value: Mapping[str, object]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
