"""Where in a TOML file the tables of an array and their keys stand; the parser of the library does not tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

# Strings and comments, closed or not, so that no text makes a second look at what was passed.
_HIDDEN = re.compile(
    r'"""(?:\\.|[^\\])*?(?:"{3,5}|\Z)'
    r"|'''.*?(?:'{3,5}|\Z)"
    r'|"(?:\\.|[^"\\\n])*"?'
    r"|'[^'\n]*'?"
    r"|\#[^\n]*",
    re.DOTALL,
)
_DEEP = re.compile(r"(?:[\w-]{1,60}\.){9}")
_NEST = 20  # brackets one in another; a rule needs two


class Places(NamedTuple):
    """Lines from 1: of the keys outside the array, and of the keys of each of its tables, its header under ""."""

    top: Mapping[str, int]
    tables: list[Mapping[str, int]]


def places(text: str, array: str) -> Places:
    """Where the keys of a file stand, with those of each table of `[[array]]` in order.

    A key of a table below (`[array.below]`, `below.key`) stands under `below`, at its first line.
    """
    top: dict[str, int] = {}
    tables: list[dict[str, int]] = []
    below = False
    for number, line, shown in _statements(text):
        name, is_header = _name(line, shown)
        if is_header and name == [array]:
            tables.append({"": number})
            below = False
        elif is_header and name[:1] == [array] and len(name) > 1 and tables:
            tables[-1].setdefault(name[1], number)
            below = True
        elif is_header:
            top.setdefault(name[0], number)
            below = True
        elif not below and name:
            (tables[-1] if tables else top).setdefault(name[0], number)
    return Places(top, list(tables))


def too_deep(text: str) -> int | None:
    """The line of a key of ten parts, or of brackets in twenty others; the parser would be long at them."""
    depth = 0
    for number, shown in enumerate(_covered(text).split("\n"), start=1):
        if depth > _NEST or _DEEP.search("".join(shown.split())) or _steps(shown) > _NEST:
            return number
        depth += _opened(shown)
    return None


def _steps(shown: str) -> int:
    """How many brackets stand open at once in a line, of those that it opens."""
    deepest = depth = 0
    for character in shown:
        depth += (character in "[{") - (character in "]}")
        deepest = max(deepest, depth)
    return deepest


def _opened(shown: str) -> int:
    """How many brackets more a line opens than it closes."""
    return shown.count("[") + shown.count("{") - shown.count("]") - shown.count("}")


def _covered(text: str) -> str:
    """The text with its strings and comments painted over, each character in its place, the ends of lines left."""
    return _HIDDEN.sub(_painted, text)


def _painted(found: re.Match[str]) -> str:
    """A comment as blanks, a string as letters."""
    if found[0].startswith("#"):
        return " " * len(found[0])
    return "\n".join("q" * len(line) for line in found[0].split("\n"))


def _statements(text: str) -> Iterator[tuple[int, str, str]]:
    """The lines at which a header or a key begins, with their numbers, as they are and painted over."""
    depth, covered = 0, _covered(text)
    inside = _inside_strings(text)
    for number, (line, shown) in enumerate(zip(text.split("\n"), covered.split("\n"), strict=True), start=1):
        if depth == 0 and number not in inside and shown.strip():
            yield number, line, shown
        depth = max(0, depth + _opened(shown))


def _inside_strings(text: str) -> set[int]:
    """The lines that begin inside a string."""
    inside: set[int] = set()
    line = place = 0
    for found in _HIDDEN.finditer(text):
        line += text.count("\n", place, found.start()) + 1
        ends = found[0].count("\n")
        inside.update(range(line + 1, line + ends + 1))
        line, place = line + ends - 1, found.end()
    return inside


def _name(line: str, shown: str) -> tuple[list[str], bool]:
    """The parts of the name that a line begins with, and whether it is that of a table."""
    is_header = shown.lstrip().startswith("[")
    at = len(shown) - len(shown.lstrip(" \t["))
    name = re.match(r"[\w.\t -]*", shown[at:])
    parts, start = [], at
    for part in (name[0] if name else "").split("."):
        parts.append(line[start : start + len(part)].strip(" \t\"'"))
        start += len(part) + 1
    return parts, is_header
