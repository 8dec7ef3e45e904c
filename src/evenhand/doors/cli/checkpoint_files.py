"""Reading a checkpoint that somebody kept: the file itself, or the mail that carried it."""

from __future__ import annotations

import email
import re
from email.policy import default
from pathlib import Path

from evenhand.knowledge.merkle.note import LARGEST_NOTE

LARGEST_FILE = 16 * LARGEST_NOTE
_CHECKPOINT = re.compile(
    rb"^[^\n]+\n(?:0|[1-9][0-9]{0,18})\n[A-Za-z0-9+/]{43}=\n(?:[^\n]+\n){0,64}\n(?:\xe2\x80\x94 [^\n]+\n){1,64}", re.M
)


def read_checkpoint(path: Path) -> bytes:
    """The checkpoint in a file, in a saved mail or in its text; where there is not just one, the file as it is.

    Whether it is one, and who signed it, is for the caller to find out. Raises OSError.
    """
    with path.open("rb") as file:
        data = file.read(LARGEST_FILE).removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
    for text in (data, _text_of_mail(data)):
        found = set(_CHECKPOINT.findall(text if text.endswith(b"\n") else text + b"\n"))
        if len(found) == 1:
            return bytes(found.pop())
    return data


def _text_of_mail(data: bytes) -> bytes:
    try:
        part = email.message_from_bytes(data, policy=default).get_body(("plain",))
        text = part.get_content() if part is not None else ""
    except (LookupError, ValueError, AttributeError, IndexError):  # what is no mail at all, in one of many ways
        return b""
    return str(text).replace("\r\n", "\n").encode("utf-8", "replace")
