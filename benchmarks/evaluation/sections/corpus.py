"""Our own corpus: manner, kinds, target, demand, fault, haggling, promises, temperature, spans, calibration."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from tools.corpus.items import VARIETIES

from benchmarks.evaluation import folds
from benchmarks.evaluation.corpus import calibration, manner, substance
from benchmarks.evaluation.figures import Figure
from benchmarks.evaluation.reading import Pair, inside, outside
from benchmarks.evaluation.report import Measured, Section

_MEASURES: tuple[Callable[[str, Sequence[Pair]], Iterator[Figure]], ...] = (
    manner.figures,
    substance.figures,
    calibration.figures,
)


def measure() -> Measured:
    """All measures for each variety, for all of them, and for the outside author apart."""
    within, without = inside(), outside()
    figures: list[Figure] = []
    for name, pairs in _parts(within, without):
        if pairs:
            figures += [figure for measures in _MEASURES for figure in measures(name, pairs)]
    if within:
        figures += manner.gap(within)
    notes = [folds.note(), f"{len(within):,} messages inside, {len(without):,} by the outside author."]
    return Measured(figures, notes)


def _parts(within: Sequence[Pair], without: Sequence[Pair]) -> Iterator[tuple[str, list[Pair]]]:
    yield "all", list(within)
    for variety in VARIETIES:
        yield variety, [pair for pair in within if pair.item.variety == variety]
    yield "outside: all", list(without)
    for variety in VARIETIES:
        yield f"outside: {variety}", [pair for pair in without if pair.item.variety == variety]


SECTION = Section(
    "corpus",
    "Our own corpus",
    measure,
    (*manner.TABLES, *substance.TABLES, *calibration.TABLES),
)
