"""All lines of some languages as plain values: strings by their rarest run, rows with their gates, lines in parts.

Values are marshalled in small pieces, so that a command that starts for one draft unpacks only what the draft may hold.
"""

from __future__ import annotations

from typing import NamedTuple

Sought = tuple[bool, bool, int, int]  # may a word go on before, after; meaning or ~part; row, or -1
String = tuple[str, str, str, tuple[Sought, ...]]  # its rarest run and the next one, the string, what it belongs to
Near = tuple[int, tuple[str, ...]]  # within how many characters, one of which words
Row = tuple[  # neighbours before and after, what is near before and after, runs needed, pieces before and after
    tuple[str, ...],
    tuple[str, ...],
    Near | None,
    Near | None,
    tuple[frozenset[str], ...],
    tuple[int, ...],
    tuple[int, ...],
]
Line = tuple[tuple[int, ...], tuple[bool, ...], tuple[int, ...], int]  # parts, later, absent, meaning


class Cue(NamedTuple):
    """What a phrase means: the rule, the kind, and what to put in its place (None: nothing ready)."""

    slug: str
    kind: str
    replacement: str | None = None


class Index(NamedTuple):
    """What is looked for. `bytes` are marshalled: strings of a run or a part, a row, a piece."""

    meanings: list[tuple[str, str, str | None]]  # of a `Cue`, in the order of the lists
    runs: dict[str, bytes]
    short: bytes  # strings that are too short for a run
    rows: list[bytes]
    pieces: list[bytes]
    parts: dict[int, bytes]  # that are looked for only where another part of their line stands
    lines: dict[int, list[Line]]  # by the part that is looked for everywhere
