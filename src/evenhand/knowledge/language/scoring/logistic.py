"""A small logistic model over a row of named numbers, kept as a table of plain text."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp
from typing import NamedTuple


class Logistic(NamedTuple):
    """`weights` has one row for each name, with one weight for each class; so has `bias`."""

    bias: tuple[float, ...]
    weights: tuple[tuple[float, ...], ...]


def probabilities(model: Logistic, values: Sequence[float]) -> tuple[float, ...]:
    """The probability of each class; they add up to 1."""
    met = [(value, weights) for value, weights in zip(values, model.weights, strict=True) if value]
    sums = [_added(bias, met, place) for place, bias in enumerate(model.bias)]
    highest = max(sums)
    powers = [exp(value - highest) for value in sums]
    whole = sum(powers)
    return tuple(power / whole for power in powers)


def _added(total: float, met: Sequence[tuple[float, tuple[float, ...]]], place: int) -> float:
    """What the numbers say for one class, added up in their order: another order would round differently."""
    for value, weights in met:
        total += value * weights[place]
    return total


def read_table(text: str) -> dict[str, tuple[float, ...]]:
    """The lines of a file: a name, and numbers."""
    rows = [line.split("\t") for line in text.splitlines() if line]
    return {name: tuple(float(value) for value in values) for name, *values in rows}


def read_logistic(table: dict[str, tuple[float, ...]], names: Sequence[str]) -> Logistic:
    """The model of a table. Raises ValueError where its names are not the ones wanted."""
    found = tuple(name for name in table if not name.startswith("#"))
    if found != tuple(names):
        raise ValueError("the learnt weights are not those of this version")
    return Logistic(table["#bias"], tuple(table[name] for name in names))


def as_text(rows: Sequence[tuple[str, Sequence[float]]]) -> str:
    """A table as the text of its file."""
    return "".join("\t".join([name, *(f"{value:.5g}" for value in values)]) + "\n" for name, values in rows)
