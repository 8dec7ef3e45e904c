"""Verify this pack without Evenhand.

    python verify.py [--folder FOLDER | --pack FILE.zip] [--key "NAME+ID+KEY"] [--checkpoint FILE]

Run it in the unpacked folder, or name the ZIP; it needs Python 3.9 or later, no package and no network. It ends with 0
when all holds, and with 1 and the reason when anything does not. With --pack every byte of the ZIP is compared with
what it has to be, which only evidence packs allow: other exports are unpacked first.

The pack:

manifest.json     {"format": "evenhand-record/1", "origin", "made_at", "files": {name: {"sha256", "bytes"}}} for every
                  file but itself and manifest.note; an evidence pack has the format "evenhand-evidence/1" and, after
                  made_at, "options": {name: text, number, true, false or null}, with which it was made
manifest.note     signed note (C2SP signed-note, Ed25519, one signature) over
                  "evenhand pack 1\\n<origin>\\n<SHA-256 of manifest.json in hexadecimal>\\n"
checkpoint.txt    the head of the record's hash tree when the pack was made (C2SP tlog-checkpoint)
key.txt           the verifier key "<origin>+<key id>+<key>"; whether it is the right one only you can know
entries.jsonl     one object a line, in the order of their numbers: {"number", "meta" (the exact text), "body" (the
                  exact text or null), "salt" (hexadecimal or null), "commitment" (hexadecimal where the content was
                  erased, else null), "erased_on" (date or null), "proof": [hexadecimal, ...]}
consistency.json  optional: {"from": size, "proof": [hexadecimal, ...]}, the way from an older checkpoint to this one
verify.py         this file
any other file    documents for people, listed in the manifest like the rest

A leaf is SHA-256(0x00, length of meta as 4 bytes, meta, HMAC-SHA-256(salt, number as 8 bytes, body)); nodes, paths and
roots are those of RFC 9162. A commitment whose body and salt were erased still proves meta and place. Signatures are
Ed25519 (RFC 8032). The ZIP of an evidence pack holds its files uncompressed, dated 1980-01-01, without comment or gap.
"""

from __future__ import annotations

import sys

if __name__ == "__main__" and not (sys.flags.isolated or getattr(sys.flags, "safe_path", False)):
    # Nothing that lies beside this file is run: a file named like a module would be, before it could be refused.
    del sys.path[0]

import argparse
import base64
import binascii
import datetime
import hashlib
import hmac
import json
import os
import re
import stat
import struct
from typing import IO, Any, Iterator, NamedTuple, NoReturn, Sequence  # noqa: UP035  (Python 3.9, too)

LARGEST_NOTE, LARGEST_MANIFEST, LONGEST_LINE, LARGEST_NUMBER = 1 << 20, 1 << 26, 1 << 28, 2**53 - 1
NAME = re.compile(r"(?!.*[./](/|$))[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*){0,3}", re.ASCII)
NEEDED = ("checkpoint.txt", "entries.jsonl", "key.txt", "verify.py")
ENTRY = {"number", "meta", "body", "salt", "commitment", "erased_on", "proof"}
META = {"actor", "at", "kind", "number", "subject"}
FORMATS = {
    "evenhand-record/1": {"format", "origin", "made_at", "files"},
    "evenhand-evidence/1": {"format", "origin", "made_at", "options", "files"},
}

# Local header, central header and end of a ZIP whose members are stored, dated 1980-01-01 and private to their owner.
LOCAL, CENTRAL, END = "<4s5H3I2H", "<4s6H3I5H2I", "<4s4H2IH"
FIRST_DAY, PRIVATE = 1 << 5 | 1, 0o600 << 16

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)
Point = tuple[int, int, int, int]

# The files of a pack by name: in which file of the computer each lies, from which byte on, and how many bytes.
Files = dict[str, tuple[str, int, int]]


class Refused(Exception):
    """The pack does not hold; the message says why."""


class Key(NamedTuple):
    """Who signs, as read from a verifier key."""

    name: str
    key_id: bytes
    public: bytes


class Head(NamedTuple):
    """Size and root of a tree."""

    size: int
    root: bytes


def main(arguments: Sequence[str] | None = None) -> int:
    """Verify and say so on the terminal: 0, or 1 with the reason."""
    wanted = _Parser(description="Verify this pack.").parse_args(arguments)
    try:
        source = in_zip(wanted.pack) if wanted.pack else dict(in_folder(wanted.folder))
        return _say(0, verify(source, wanted.key, wanted.checkpoint))
    except Refused as reason:
        return _say(1, [f"NOT VERIFIED. {reason}"])
    except (OSError, ValueError, MemoryError, RecursionError, OverflowError) as error:
        return _say(1, [f"NOT VERIFIED. The pack cannot be read ({type(error).__name__}: {_plain(str(error))})."])


def verify(source: Files, trusted: str | None = None, outside: str | None = None) -> list[str]:
    """Verify the pack; returns what can be said of it, line by line. Raises Refused, OSError, ValueError.

    `trusted` is the verifier key that must have signed, `outside` the path of a checkpoint kept elsewhere.
    """
    key = _read_key(_read(source, "key.txt", LARGEST_NOTE))
    if trusted is not None and _read_key(trusted.strip().encode() + b"\n") != key:
        raise Refused("Another key signed this pack than the one you named.")
    files, alone = _check_manifest(source, key)
    head = _read_checkpoint(_read(source, "checkpoint.txt", LARGEST_NOTE), key)
    count, erased = _check_entries(source, head)
    said = [
        f"The pack is whole: {len(files)} files, as listed and signed by {_plain(key.name)}.",
        f"Key fingerprint (SHA-256): {hashlib.sha256(key.public).hexdigest()}",
        "Compare the fingerprint with one that you were given by another way than this pack.",
        *(["One person alone made this pack: nobody else approved it."] if alone else []),
        f"The record had {head.size} entries. This pack holds {count} of them, each unaltered and in its place.",
        *(f"Entry {number}: content erased on {day}. Its date, kind and place are proved." for number, day in erased),
        "It cannot show what was left out of this pack, nor that what people wrote is true. Other files than the "
        "entries are as whoever holds the key signed them.",
    ]
    return said + _check_outside(source, outside, files, key, head)


def in_folder(folder: str, prefix: str = "", depth: int = 0) -> Iterator[tuple[str, tuple[str, int, int]]]:
    """The files of the unpacked pack, by their names with slashes. Links and devices are refused."""
    for item in os.scandir(folder):
        name, found = prefix + item.name, item.stat(follow_symlinks=False)
        if stat.S_ISDIR(found.st_mode) and depth < 4:
            yield from in_folder(item.path, f"{name}/", depth + 1)
        elif stat.S_ISREG(found.st_mode):
            yield name, (item.path, 0, found.st_size)
        else:
            raise Refused(f"{_plain(name)} is not a plain file.")


def in_zip(path: str) -> Files:
    """The files of the pack as one ZIP. Refused for a byte of it that no file accounts for."""
    places: Files = {}
    directory, at = b"", 0
    with open(path, "rb") as file:
        while (head := file.read(struct.calcsize(LOCAL)))[:4] == b"PK\x03\x04" and len(head) == struct.calcsize(LOCAL):
            size, length = struct.unpack(LOCAL, head)[8:10]
            name, start, crc = file.read(length), at + len(head) + length, 0
            for piece in _pieces(file, size):
                crc = binascii.crc32(piece, crc)
            same = (20, 0, 0, 0, FIRST_DAY, crc, size, size, length, 0)
            if struct.pack(LOCAL, b"PK\x03\x04", *same) != head or name.decode() in places:
                raise Refused("The ZIP is not one that Evenhand writes for evidence. Unpack it and use --folder.")
            directory += struct.pack(CENTRAL, b"PK\x01\x02", 3 << 8 | 20, *same, 0, 0, 0, PRIVATE, at) + name
            places[name.decode()], at = (path, start, size), start + size
        end = struct.pack(END, b"PK\x05\x06", 0, 0, len(places), len(places), len(directory), at, 0)
        if head + file.read(len(directory) + len(end)) != directory + end:
            raise Refused("The directory of the ZIP was altered, or something stands before or after it.")
    return places


def _check_outside(source: Files, outside: str | None, files: set[str], key: Key, head: Head) -> list[str]:
    """Whether the tree of the pack continues that of an outside checkpoint."""
    older = _read_consistency(source, head) if "consistency.json" in files else None
    if outside is None:
        return [
            "No outside checkpoint was compared. Whoever holds both the server and the key could have made another "
            "history: use --checkpoint with a checkpoint that was kept elsewhere."
        ]
    with open(outside, "rb") as file:
        earlier = _read_checkpoint(file.read(LARGEST_NOTE + 1), key)
    if earlier.size > head.size:
        raise Refused(f"The outside checkpoint is newer ({earlier.size} entries) than this pack ({head.size}).")
    if earlier.size != head.size and (older is None or older[0] != earlier.size):
        raise Refused(f"The pack has no proof from {earlier.size} entries on. Ask for one made for your checkpoint.")
    path = older[1] if older is not None and earlier.size != head.size else []
    if not _is_prefix(earlier, head, path):
        raise Refused(f"The first {earlier.size} entries are not those that the outside checkpoint was signed for.")
    return [f"The outside checkpoint of {earlier.size} entries is a prefix of this record."]


def _check_manifest(source: Files, key: Key) -> tuple[set[str], bool]:
    """The names of all listed files, after each was compared with its hash; and whether one person alone made it."""
    manifest = _read(source, "manifest.json", LARGEST_MANIFEST)
    said, signatures = _open_note(_read(source, "manifest.note", LARGEST_NOTE), key)
    if signatures != 1 or said != f"evenhand pack 1\n{key.name}\n{hashlib.sha256(manifest).hexdigest()}\n":
        raise Refused("manifest.json is not the one that was signed.")
    listed = _object(manifest, None, "manifest.json")
    files, options = listed.get("files"), listed.get("options", {})
    is_ours = set(listed) == FORMATS.get(str(listed.get("format"))) and listed["origin"] == key.name
    if not is_ours or not isinstance(files, dict) or not isinstance(options, dict):
        raise Refused("manifest.json is of another format or origin.")
    _check_listing(source, files)
    for name, expected in files.items():
        _check_file(source, name, expected)
    return set(files), options.get("one_pair_of_eyes") is True


def _check_listing(source: Files, files: dict[str, Any]) -> None:
    for name in files:
        if not (len(name) <= 200 and NAME.fullmatch(name)) or name in ("manifest.json", "manifest.note"):
            raise Refused(f"The manifest lists a name that no pack has: {_plain(name)}.")
    if len({name.casefold() for name in files}) < len(files):
        raise Refused("The manifest lists two names that differ only in capitals.")
    for name in [*NEEDED, *files]:
        if name not in files or name not in source:
            raise Refused(f"{name} is missing.")
    for name in sorted(set(source) - set(files) - {"manifest.json", "manifest.note"}):
        raise Refused(f"{_plain(name)} is not part of the pack. Keep other files outside this folder.")


def _check_file(source: Files, name: str, expected: object) -> None:
    if not isinstance(expected, dict) or set(expected) != {"sha256", "bytes"} or not _is_number(expected["bytes"]):
        raise Refused(f"manifest.json says nothing usable about {name}.")
    digest, (file, left) = hashlib.sha256(), _open(source, name)
    with file:
        if left != expected["bytes"]:
            raise Refused(f"{name} has another length than was signed.")
        for piece in _pieces(file, left):
            digest.update(piece)
    if digest.hexdigest() != expected["sha256"]:
        raise Refused(f"{name} was altered.")


def _open(source: Files, name: str) -> tuple[IO[bytes], int]:
    """A file to be read, and its length: no more of what is read belongs to it."""
    if name not in source:
        raise Refused(f"{name} is missing.")
    path, start, size = source[name]
    file = open(path, "rb")  # noqa: SIM115 - whoever asked closes it
    file.seek(start)
    return file, size


def _pieces(file: IO[bytes], left: int) -> Iterator[bytes]:
    while left and (piece := file.read(min(left, 1 << 20))):
        left -= len(piece)
        yield piece
    if left:
        raise Refused("A file is cut off.")


def _read(source: Files, name: str, limit: int) -> bytes:
    file, size = _open(source, name)
    with file:
        if size > limit:
            raise Refused(f"{name} is too long.")
        return b"".join(_pieces(file, size))


def _lines(source: Files, name: str) -> Iterator[bytes]:
    file, left = _open(source, name)
    with file:
        while left and (line := file.readline(min(left, LONGEST_LINE))):
            left -= len(line)
            yield line


def _check_entries(source: Files, head: Head) -> tuple[int, list[tuple[int, str]]]:
    """How many entries there are, and which were erased on what day."""
    count, last = 0, -1
    erased: list[tuple[int, str]] = []
    for line in _lines(source, "entries.jsonl"):
        count += 1
        if not line.endswith(b"\n"):
            raise Refused(f"Line {count} of entries.jsonl is cut off.")
        entry = _object(line, ENTRY, f"Line {count} of entries.jsonl")
        number = entry["number"]
        if not _is_number(number) or number <= last:
            raise Refused(f"Line {count} of entries.jsonl is out of order.")
        day = _check_entry(entry, number, head)
        erased += [(number, day)] if day else []
        last = number
    return count, erased


def _check_entry(entry: dict[str, Any], number: int, head: Head) -> str | None:
    """The day the content was erased, or None for a whole entry; Refused for anything else."""
    path = _hashes(entry["proof"])
    if not isinstance(entry["meta"], str) or path is None:
        raise Refused(f"Entry {number} cannot be read.")
    data = entry["meta"].encode()
    if _object(data, META, f"The meta of entry {number}")["number"] != number:
        raise Refused(f"Entry {number} says of itself that it has another number.")
    committed, day = _commitment(entry, number)
    leaf = hashlib.sha256(b"\x00" + len(data).to_bytes(4, "big") + data + committed).digest()
    if not _is_included(number, leaf, head, path):
        raise Refused(f"Entry {number} was altered, or was never in the record.")
    return day


def _commitment(entry: dict[str, Any], number: int) -> tuple[bytes, str | None]:
    """What the tree holds in place of the body, and the day of erasure where there is none any more."""
    body, salt, kept, day = entry["body"], entry["salt"], entry["commitment"], entry["erased_on"]
    if isinstance(body, str) and day is None and kept is None:
        key = _hash(salt)
        if key is None:
            raise Refused(f"Entry {number} lacks its salt.")
        return hmac.new(key, number.to_bytes(8, "big") + body.encode(), hashlib.sha256).digest(), None
    committed = _hash(kept)
    if body is not None or salt is not None or committed is None or not isinstance(day, str):
        raise Refused(f"Entry {number} is neither whole nor erased.")
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", day, re.ASCII):
        raise Refused(f"Entry {number} has no day of erasure.")
    return committed, datetime.date.fromisoformat(day).isoformat()


def _is_included(number: int, leaf: bytes, head: Head, path: list[bytes]) -> bool:
    roots = _climb(number, head.size - 1, leaf, path) if number < head.size else None
    return roots is not None and roots[1] == head.root


def _is_prefix(earlier: Head, head: Head, path: list[bytes]) -> bool:
    if not 0 < earlier.size < head.size:
        return not path and earlier == head
    at, last = earlier.size - 1, head.size - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    hashes = [*([] if at else [earlier.root]), *path]
    return bool(hashes) and _climb(at, last, hashes[0], hashes[1:]) == (earlier.root, head.root)


def _climb(at: int, last: int, node: bytes, path: list[bytes]) -> tuple[bytes, bytes] | None:
    """The roots over the siblings to the left alone, and over all; None if the path is too long or short (RFC 9162)."""
    old = new = node
    for sibling in path:
        if last == 0:
            return None
        if at & 1 or at == last:
            old, new = _node(sibling, old), _node(sibling, new)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            new = _node(new, sibling)
        at, last = at >> 1, last >> 1
    return None if last else (old, new)


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def _read_key(data: bytes) -> Key:
    found = re.fullmatch(r"([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]{44})\n", data.decode())
    public = _base64(found[3]) if found else None
    if found is None or public is None or len(public) != 33 or public[0] != 1:
        raise Refused("The key cannot be read.")
    if hashlib.sha256(found[1].encode() + b"\n" + public).hexdigest()[:8] != found[2]:
        raise Refused("The key is damaged.")
    return Key(found[1], bytes.fromhex(found[2]), public[1:])


def _read_checkpoint(note: bytes, key: Key) -> Head:
    lines = _open_note(note, key)[0].split("\n")[:-1]
    root = _base64(lines[2]) if len(lines) >= 3 else None
    if root is None or len(root) != 32 or not re.fullmatch(r"0|[1-9][0-9]{0,18}", lines[1], re.ASCII):
        raise Refused("A checkpoint cannot be read.")
    if lines[0] != key.name or not all(lines):
        raise Refused("A checkpoint is of another record.")
    return Head(int(lines[1]), root)


def _read_consistency(source: Files, head: Head) -> tuple[int, list[bytes]]:
    data = _object(_read(source, "consistency.json", LARGEST_NOTE), {"from", "proof"}, "consistency.json")
    path = _hashes(data["proof"])
    if path is None or not _is_number(data["from"]) or not 0 < data["from"] <= head.size:
        raise Refused("consistency.json cannot be read.")
    return data["from"], path


def _open_note(note: bytes, key: Key) -> tuple[str, int]:
    """The text that the key signed, and how many signatures the note has; those of other keys are not looked at."""
    text, blank, rest = note.decode().rpartition("\n\n")
    lines = rest.split("\n")
    if len(note) > LARGEST_NOTE or not blank or lines.pop() or not 1 <= len(lines) <= 64:
        raise Refused("A signed note cannot be read.")
    own = 0
    for line in lines:
        found = re.fullmatch("\N{EM DASH} ([^+\\s]+) ([A-Za-z0-9+/=]+)", line)
        data = _base64(found[2]) if found else None
        if found is None or data is None:
            raise Refused("A signature cannot be read.")
        if found[1] != key.name or data[:4] != key.key_id:
            continue
        if not is_signed(key.public, data[4:], f"{text}\n".encode()):
            raise Refused("A signature is false.")
        own += 1
    if not own:
        raise Refused("The key in key.txt did not sign this.")
    return f"{text}\n", len(lines)


def is_signed(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether this Ed25519 key signed the message (RFC 8032, 5.1.7)."""
    key, point = _point(public), _point(signature[:32])
    number = int.from_bytes(signature[32:], "little")
    if key is None or point is None or len(signature) != 64 or number >= L:
        return False
    digest = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % L
    base = _point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))
    return base is not None and _is_same(_times(number, base), _sum(point, _times(digest, key)))


def _point(data: bytes) -> Point | None:
    """A point of the curve from its 32 bytes, in extended coordinates; None where they are those of none."""
    y, sign = int.from_bytes(data, "little") & ((1 << 255) - 1), data[-1] >> 7 if data else 0
    if len(data) != 32 or y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P or (not x and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


def _sum(one: Point, other: Point) -> Point:
    a, b = (one[1] - one[0]) * (other[1] - other[0]) % P, (one[1] + one[0]) * (other[1] + other[0]) % P
    c, d = 2 * one[3] * other[3] * D % P, 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def _times(number: int, point: Point) -> Point:
    total: Point = (0, 1, 1, 0)
    while number:
        total = _sum(total, point) if number & 1 else total
        point, number = _sum(point, point), number >> 1
    return total


def _is_same(one: Point, other: Point) -> bool:
    return (one[0] * other[2] - other[0] * one[2]) % P == 0 == (one[1] * other[2] - other[1] * one[2]) % P


def _object(data: bytes, keys: set[str] | None, what: str) -> dict[str, Any]:
    """A JSON object with exactly these keys; with any for None."""
    try:
        value = json.loads(data.decode(), object_pairs_hook=_unique)
    except (ValueError, RecursionError):
        raise Refused(f"{what} cannot be read.") from None
    if not isinstance(value, dict) or (keys is not None and set(value) != keys):
        raise Refused(f"{what} has other fields than it should.")
    return value


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any] | None:
    return dict(pairs) if len(dict(pairs)) == len(pairs) else None


def _is_number(value: object) -> bool:
    return type(value) is int and 0 <= value <= LARGEST_NUMBER


def _hash(value: object) -> bytes | None:
    return bytes.fromhex(value) if isinstance(value, str) and re.fullmatch("[0-9a-f]{64}", value) else None


def _hashes(value: object) -> list[bytes] | None:
    found = [_hash(each) for each in value] if isinstance(value, list) and len(value) <= 64 else [None]
    return None if None in found else [each for each in found if each is not None]


def _base64(text: str) -> bytes | None:
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return data if base64.b64encode(data).decode() == text else None


def _plain(text: str) -> str:
    """Text as ASCII, so that no name can move the cursor or pass for another."""
    return ascii(text)[1:-1]


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with 1, as 2 would be another language."""

    def __init__(self, description: str) -> None:
        super().__init__(description=description)
        self.add_argument("--folder", default=os.path.dirname(os.path.abspath(__file__)), help="the unpacked pack")
        self.add_argument("--pack", metavar="FILE.zip", help="an evidence pack as it came, not unpacked")
        self.add_argument("--key", help="the verifier key that must have signed")
        self.add_argument("--checkpoint", help="a checkpoint that was kept elsewhere, to compare with")

    def error(self, message: str) -> NoReturn:
        raise SystemExit(_say(1, [f"{_plain(message)}."]))


def _say(code: int, lines: list[str]) -> int:
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return code


if __name__ == "__main__":
    raise SystemExit(main())
