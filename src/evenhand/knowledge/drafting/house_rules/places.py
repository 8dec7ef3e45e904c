"""Where in a TOML file the tables of an array and their keys stand; the parser of the library does not tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9_-]+))\s*(?:\.[^=]*)?=""")
_LONG = ('"""', "'''")

Places = list[Mapping[str, int]]


def places(text: str, array: str) -> Places:
    """For each table of `[[array]]`, in order, the line of its header ("") and of its keys, from 1.

    A key of a table below (`[array.below]`) stands under `below`, and so does that header.
    """
    found: list[dict[str, int]] = []
    below: str | None = None
    inside = False
    for number, line in _lines_of_code(text):
        header = _HEADER.match(line)
        if header:
            name = header[2].replace(" ", "")
            inside = name == array or name.startswith(array + ".")
            if header[1] == "[[" and name == array:
                found.append({"": number})
            below = name.removeprefix(array + ".") if inside and name != array else None
            if below and found:
                found[-1].setdefault(below, number)
        elif inside and found and below is None and (key := _KEY.match(line)):
            found[-1].setdefault(key[1] or key[2] or key[3], number)
    return list(found)


def _lines_of_code(text: str) -> Iterator[tuple[int, str]]:
    """The lines with their numbers, without those inside strings of several lines."""
    closing: str | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        if closing is None:
            yield number, line
            closing = _opened(line)
        elif closing in line:
            closing = _opened(line.split(closing, 1)[1])


def _opened(line: str) -> str | None:
    """The mark of a long string that begins in this line and does not end in it."""
    begun = [(place, mark) for mark in _LONG if (place := line.find(mark)) >= 0]
    if not begun:
        return None
    place, mark = min(begun)
    end = line.find(mark, place + 3)
    return mark if end < 0 else _opened(line[end + 3 :])
