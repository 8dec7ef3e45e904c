"""Cutting an mbox file of any size into its mails, with the bytes between the separators as they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from evenhand.doors.connectors.eml.fetch import LARGEST
from evenhand.doors.connectors.incoming import Skipped, StoredItem

_CHUNK = 1024 * 1024
# A body may hold a line that begins with "From ". A separator is followed by a header line, and behind "From "
# stands an address or a dash with the date that all mailers write (or with nothing: Thunderbird, takeouts) ...
_HEADER_FOLLOWS = rb"[ \t]{0,9}\r?\n(?=[!-9;-~]{1,100}[ \t]{0,9}:|>From )"
_DATE = rb"[ \t]{1,9}[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]?\d [ \d]?\d:\d\d[^\r\n]{0,100}"
_CERTAIN = re.compile(rb"From (?:\S{1,250}" + _DATE + rb"|(?:-|[^\s@]{1,250}@[^\s@]{1,250}))" + _HEADER_FOLLOWS)
# ... or, where an empty line stands before it, anything with a time or a year.
_LIKELY = re.compile(rb"From [^\r\n]{0,500}?(?:\d:\d\d|(?:19|20)\d\d)[^\r\n]{0,500}" + _HEADER_FOLLOWS)
_FROM = b"\nFrom "
_MARGIN = 2048  # bytes that a separator and the header name behind it may need


def starts_mbox(head: bytes) -> bool:
    """Whether a file that begins with these bytes is an mbox."""
    return _separator(head.lstrip(b"\xef\xbb\xbf\r\n"), 0, after_empty_line=True) is not None


def fetch(path: Path) -> Iterator[StoredItem | Skipped]:
    """Each mail without its "From " line and the empty line before the next one. Marks like ">From " stay."""
    with path.open("rb") as file:
        for number, mail in enumerate(split(file), start=1):
            origin = f"{path.name}, message {number}"
            yield Skipped(origin, "too-large") if mail is None else StoredItem("mail", mail, origin)


def split(file: BinaryIO) -> Iterator[bytes | None]:
    """The mails in order, None in place of one beyond `LARGEST`. Holds one mail and one chunk at a time."""
    held = bytearray(file.read(_CHUNK).lstrip(b"\xef\xbb\xbf\r\n"))
    if (first := _separator(held, 0, after_empty_line=True)) is not None:
        del held[: first.end()]
    position, ended, too_large = 0, False, False
    while True:
        found = _next_separator(held, position, ended)
        if found is not None:
            end, after = found
            yield None if too_large else bytes(held[:end])
            del held[:after]
            position, too_large = 0, False
            continue
        if ended:
            break
        position = max(0, len(held) - _MARGIN)
        if len(held) > LARGEST:
            del held[:position]
            position, too_large = 0, True
        chunk = file.read(_CHUNK)
        ended = not chunk
        held += chunk
    if held.strip():
        yield None if too_large else _without_last_empty_line(bytes(held))


def _next_separator(held: bytearray, position: int, ended: bool) -> tuple[int, int] | None:
    """(end of the mail, start of the next one); None where more bytes are needed or none comes."""
    stop = len(held) if ended else len(held) - _MARGIN
    at = held.find(_FROM, max(0, position - len(_FROM)), max(0, stop))
    while at >= 0:
        before = at - 1 if held[at - 1 : at] == b"\r" else at  # where the empty line begins, if it is one
        empty = held[before - 1 : before] == b"\n"
        if (match := _separator(held, at + 1, after_empty_line=empty)) is not None:
            return before if empty else at + 1, match.end()
        at = held.find(_FROM, at + 1, max(0, stop))
    return None


def _separator(held: bytes | bytearray, at: int, *, after_empty_line: bool) -> re.Match[bytes] | None:
    return _CERTAIN.match(held, at) or (_LIKELY.match(held, at) if after_empty_line else None)


def _without_last_empty_line(mail: bytes) -> bytes:
    for ending in (b"\r\n\r\n", b"\n\n"):
        if mail.endswith(ending):
            return mail[: -len(ending) // 2]
    return mail
