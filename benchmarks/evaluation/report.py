"""What a section hands over, and how its figures are laid out for people."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from benchmarks.evaluation.figures import Figure


@dataclass(frozen=True, slots=True)
class Measured:
    """The figures of one section with sentences on what they rest on."""

    figures: Sequence[Figure]
    notes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Figures whose measure is in `measures`: a row for each value of `rows`, a column for each of `columns`.

    `rows` and `columns` are two of `of`, `kind` and `measure`. `meaning` says in a sentence or two what to read in it.
    """

    title: str
    meaning: str
    measures: tuple[str, ...]
    rows: str = "of"
    columns: str = "measure"
    of: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the evaluation that can be run by itself."""

    name: str
    title: str
    measure: Callable[[], Measured]
    tables: Sequence[Table] = field(default_factory=tuple)
