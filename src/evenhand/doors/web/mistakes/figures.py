"""Shares with their intervals, and figures as each language writes them."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from django.utils import translation

LEAST = 30  # messages below which a share says too little
_Z = 1.959963984540054  # of the standard normal distribution, for 95 %


@dataclass(frozen=True, slots=True)
class Share:
    """`part` of `whole`, with a 95 % interval; all from 0 to 1."""

    value: float
    low: float
    high: float


def wilson(part: int, whole: int) -> Share:
    """The share with Wilson's score interval (Wilson 1927), which holds for few and for none. `whole` is above 0."""
    share, z2 = part / whole, _Z * _Z
    middle = (share + z2 / (2 * whole)) / (1 + z2 / whole)
    half = _Z / (1 + z2 / whole) * sqrt(share * (1 - share) / whole + z2 / (4 * whole * whole))
    return Share(share, max(0.0, middle - half) if part else 0.0, min(1.0, middle + half) if part < whole else 1.0)


def percent(value: float) -> str:
    """A share as percent: "2.6%", in Finnish "2,6 %"; one decimal below 10."""
    hundredth = value * 100
    digits = 1 if round(hundredth, 1) < 10 and hundredth > 0 else 0
    return f"{decimal(hundredth, digits)}\u00a0%" if _is_finnish() else f"{decimal(hundredth, digits)}%"


def decimal(value: float, digits: int) -> str:
    """A number with so many decimals, with the language's own point."""
    said = f"{value:.{digits}f}"
    return said.replace(".", ",") if _is_finnish() else said


def between(low: str, high: str) -> str:
    """Two figures as a range: "1.8–3.6%"; a unit that both have stands once, in Chinese twice."""
    if (translation.get_language() or "en").startswith("zh"):
        return f"{low}～{high}"
    unit = high.lstrip("0123456789.,")
    return f"{low.removesuffix(unit)}–{high}"


def _is_finnish() -> bool:
    return translation.get_language() == "fi"
