"""Heads fitted without some folds of the corpus, so that what they say of those folds is honest."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from itertools import combinations

import numpy as np
from tools.corpus.items import OUTSIDE, Item
from tools.training.examples import FOLDS, fold_of
from tools.training.fit import Fitted, Table, fit, tabulate
from tools.training.phrases import phrase_lines
from tools.training.public import public_units
from tools.training.units import FAMILIES, Unit, corpus_units, phrase_units

from evenhand.knowledge.language.scoring.weights import HEADS, Weights

PUBLIC_HEADS = ("offence", "anger")  # they learn from public sets alone and are the same in every fold


class Crossfit:
    """Tables of all families, and heads for any set of folds left out. Fits are kept."""

    def __init__(self, items: Iterable[Item]) -> None:
        teaching = [item for item in items if item.author != OUTSIDE]
        units = [*public_units(), *phrase_units(phrase_lines()), *corpus_units(teaching)]
        self.tables = {family: tabulate([unit for unit in units if unit.family == family]) for family in FAMILIES}
        self._fixed = {family: _public_heads(table) for family, table in self.tables.items()}
        self._kept: dict[tuple[int, ...], dict[str, Weights]] = {}

    def without(self, *folds: int) -> dict[str, Weights]:
        """The weights by family, fitted on everything but these folds of the corpus."""
        left_out = tuple(sorted(folds))
        if left_out not in self._kept:
            print(f"fitting without {left_out or 'nothing'} …", file=sys.stderr, flush=True)
            self._kept[left_out] = {family: self._fit(family, left_out).rounded() for family in FAMILIES}
        return self._kept[left_out]

    def _fit(self, family: str, folds: Sequence[int]) -> Fitted:
        table = self.tables[family]
        rows = np.array([row for row, unit in enumerate(table.units) if _teaches(unit, folds)])
        return fit(table, rows, self._fixed[family])

    def pairs(self) -> Iterable[tuple[int, int]]:
        """All pairs of folds."""
        return combinations(range(FOLDS), 2)


def _teaches(unit: Unit, folds: Sequence[int]) -> bool:
    return unit.source not in ("corpus", "phrases") or fold_of(unit.group) not in folds


def _public_heads(table: Table) -> dict[str, tuple[np.ndarray, float]]:
    rows = np.array([row for row, unit in enumerate(table.units) if set(PUBLIC_HEADS) & unit.labels.keys()], dtype=int)
    fitted = fit(table, rows)
    return {
        head: (fitted.coefficients[HEADS.index(head)] / table.idf, float(fitted.biases[HEADS.index(head)]))
        for head in PUBLIC_HEADS
    }
