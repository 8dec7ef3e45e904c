"""Taking out the characters that no person wrote and no page should carry."""

from __future__ import annotations

import re

_LINE_ENDS = re.compile("[\r\x85\u2028\u2029]")
_NOT_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")
_NOT_LINE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_SURROGATES = re.compile("[\ud800-\udfff]")
_DIRECTION = re.compile("[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_RESERVED = re.compile(r'[<>:"|?*]')
_BLANKS = re.compile(r"\s+")


def clean_text(text: str) -> str:
    """Text of several lines: line ends become "\\n", control characters except tab go."""
    text = _SURROGATES.sub("\ufffd", text.replace("\r\n", "\n"))
    return _NOT_TEXT.sub("", _LINE_ENDS.sub("\n", text))


def clean_line(text: str, limit: int) -> str:
    """Text of one line: control characters (so also CR and LF) become one space; cut at `limit`."""
    text = _NOT_LINE.sub(" ", _SURROGATES.sub("\ufffd", text[: limit * 4]))
    return _BLANKS.sub(" ", text).strip()[:limit].rstrip()


def safe_filename(name: str, limit: int) -> str:
    """The last step of a path, without what steers a terminal, a file system or the reading direction.

    The ending survives the cut at `limit`, since it says what opens the file. "" where nothing is left.
    """
    name = re.split(r"[/\\]", clean_line(_DIRECTION.sub("", name), limit * 10))[-1]
    name = _RESERVED.sub("_", name).strip(" .")
    if len(name) <= limit:
        return name
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 12:
        return name[:limit].rstrip(" .")
    return stem[: limit - len(ending) - 1].rstrip(" .") + dot + ending
