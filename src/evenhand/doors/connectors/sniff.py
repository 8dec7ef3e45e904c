"""What a file or folder holds, told by its content and never by its name."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from evenhand.doors.connectors.csv.fetch import kind_of_file
from evenhand.doors.connectors.jsonl.parse import looks_like_conversations
from evenhand.doors.connectors.mail.headers import looks_like_mail
from evenhand.doors.connectors.maildir.fetch import is_maildir
from evenhand.doors.connectors.mbox.fetch import starts_mbox

SourceKind = Literal["mbox", "maildir", "eml", "jsonl", "csv", "folder", "nothing"]

_HEAD = 64 * 1024
_FIRST_LINE = 16 * 1024 * 1024  # bytes; a conversation stands on one line


def sniff(path: Path) -> SourceKind:
    """The kind of source. Raises OSError where the path cannot be read."""
    if path.is_dir():
        return "maildir" if is_maildir(path) else "folder"
    if not path.is_file():
        return "nothing"
    with path.open("rb") as file:
        head = file.read(_HEAD)
        first_line = head.lstrip()
        if first_line.startswith((b"{", b"\xef\xbb\xbf{")) and b"\n" not in first_line:
            first_line += file.readline(_FIRST_LINE)
    return _kind(head, first_line.partition(b"\n")[0])


def _kind(head: bytes, first_line: bytes) -> SourceKind:
    if not head.strip():
        return "nothing"
    if starts_mbox(head):
        return "mbox"
    if first_line.startswith((b"{", b"\xef\xbb\xbf{")) and looks_like_conversations(first_line):
        return "jsonl"
    if looks_like_mail(head):
        return "eml"
    return "csv" if kind_of_file(head) else "nothing"
