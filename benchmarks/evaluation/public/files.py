"""Where the public sets lie, and their rows."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import TypeVar

DATA = Path(os.environ.get("EVENHAND_SHARED_DATA") or Path(__file__).resolve().parents[3].parent / "shared" / "data")
SEED = 20261121
T = TypeVar("T")


def has(*names: str) -> bool:
    """Whether these files or folders are here."""
    return all((DATA / name).exists() for name in names)


def table(name: str, delimiter: str = ",") -> Iterator[dict[str, str]]:
    """The rows of a file with a header. A tab-separated one has no quoting."""
    with (DATA / name).open(encoding="utf-8-sig", errors="replace", newline="") as file:
        yield from csv.DictReader(
            file, delimiter=delimiter, quoting=csv.QUOTE_MINIMAL if delimiter == "," else csv.QUOTE_NONE
        )


def sample(rows: Sequence[T], at_most: int) -> list[T]:
    """So many rows, drawn with a fixed seed, in their order; all of them if there are no more."""
    if len(rows) <= at_most:
        return list(rows)
    return [rows[index] for index in sorted(Random(SEED).sample(range(len(rows)), at_most))]
