"""A desk that is being served, for journeys."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Served:
    """Where it is, in which folder, and everybody's password."""

    address: str
    folder: Path
    password: str
