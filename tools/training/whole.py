"""Puts a whole model together from heads that were fitted across the folds of the corpus."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from sklearn.metrics import f1_score
from tools.training.crossfit import Crossfit
from tools.training.cuts import Seen, fit_cuts
from tools.training.examples import FOLDS, Example, fold_of
from tools.training.levels import fit_levels
from tools.training.ordinary import ordinary_evidence, ordinary_varieties
from tools.training.phrases import phrase_examples
from tools.training.small import chances, fit_logistic

from evenhand.knowledge.language.scoring.fairness import FAIRNESS
from evenhand.knowledge.language.scoring.heads import Scores, score
from evenhand.knowledge.language.scoring.logistic import Logistic
from evenhand.knowledge.language.scoring.model import Cut, Model
from evenhand.knowledge.language.scoring.presence import Presence
from evenhand.knowledge.language.signals.asks import fair_evidence, find_asks
from evenhand.knowledge.language.signals.haggle import haggle_evidence, own_haggle
from evenhand.knowledge.language.signals.our_fault import our_fault_evidence, own_claims

SHORT_SHARE = 0.5  # of the weight of the corpus that the lines of the phrase bank have together
ORDINARY_SHARE = 0.3  # and that ordinary public talk has
FAIRNESS_STRENGTH = 0.1
PRESENCE_STRENGTH = 0.3


class LevelRows(NamedTuple):
    """What the model of levels learns from: a row of evidence a message, its level, and where it comes from.

    `source` is corpus, short (single lines) or ordinary (public talk).
    """

    rows: np.ndarray
    truth: list[str]
    weight: np.ndarray
    source: np.ndarray
    variety: np.ndarray
    fold: np.ndarray


def whole_model(crossfit: Crossfit, made: Sequence[Example], without: tuple[int, ...] = ()) -> Model:
    """The model from all folds of the corpus but those left out.

    What stands on top of the heads learns from clauses scored by heads that have not seen their message.
    """
    seen = seen_by_others(crossfit, made, without)
    heads = crossfit.without(*without)
    cuts = fit_cuts(seen)
    found = level_rows(crossfit, seen, without)
    levels = fit_levels(found.rows, found.truth, found.weight, found.source, found.variety)
    fault = _presence(
        seen,
        lambda each, scored: our_fault_evidence(each.document, own_claims(each.document, each.hits), scored),
        "our_fault",
    )
    haggle = _presence(
        seen,
        lambda each, scored: haggle_evidence(each.document, own_haggle(each.document, each.hits), scored),
        "haggle",
    )
    return Model(heads.__getitem__, levels, _fairness(seen, cuts["ask"]), fault, haggle, cuts)


def _presence(seen: Seen, evidence: Callable[[Example, Scores], tuple[float, ...]], label: str) -> Presence:
    """A model of presence, with the threshold that gives the best F1 on the same messages."""
    rows = np.array([evidence(each, scored) for each, scored in seen])
    truth = np.array([int(bool(getattr(each.item, label))) for each, _ in seen])
    fitted = fit_logistic(rows, truth, np.ones(len(rows)), PRESENCE_STRENGTH)
    said = chances(fitted, rows)[:, 1]
    steps = [step / 100 for step in range(20, 75)]
    return Presence(fitted, max(steps, key=lambda step: (f1_score(truth, said >= step), -step)))


@cache
def _phrases() -> tuple[Example, ...]:
    return tuple(phrase_examples())


def seen_by_others(crossfit: Crossfit, made: Sequence[Example], without: tuple[int, ...] = ()) -> Seen:
    """The examples of all folds but those left out, scored by heads that have not seen their fold either."""
    return [each for fold in range(FOLDS) if fold not in without for each in _seen(crossfit, made, fold, without)]


def _seen(
    crossfit: Crossfit, made: Sequence[Example], fold: int, without: tuple[int, ...]
) -> list[tuple[Example, Scores]]:
    heads = crossfit.without(fold, *without)
    mine = [each for each in made if fold_of(each.item.group) == fold]
    return [(each, score(each.document, heads.__getitem__)) for each in mine]


def level_rows(crossfit: Crossfit, seen: Seen, without: tuple[int, ...] = ()) -> LevelRows:
    """From the corpus, and with less weight from single lines and ordinary talk; thresholds by corpus and talk."""
    short = seen_by_others(crossfit, _phrases(), without)
    ordinary = ordinary_evidence(crossfit.without(*without))
    both = [*seen, *short]
    rows = np.array([*(each.evidence(scored) for each, scored in both), *ordinary])
    truth = [each.item.manner for each, _ in both] + ["civil"] * len(ordinary)
    weight = np.ones(len(rows))
    weight[len(seen) : len(both)] = SHORT_SHARE * len(seen) / max(1, len(short))
    weight[len(both) :] = ORDINARY_SHARE * len(seen) / max(1, len(ordinary))
    source = np.repeat(["corpus", "short", "ordinary"], [len(seen), len(short), len(ordinary)])
    variety = np.array([each.item.variety for each, _ in both] + ordinary_varieties())
    fold = [fold_of(each.item.group) for each, _ in both] + [number % FOLDS for number in range(len(ordinary))]
    return LevelRows(rows, truth, weight, source, variety, np.array(fold))


def _fairness(seen: Seen, cut: Cut) -> Logistic:
    rows, truth = [], []
    for each, scored in seen:
        found = find_asks(each.document, scored.clauses, cut)
        if found.asks and each.item.demand in FAIRNESS:
            rows.append(fair_evidence(found, scored, each.persistent))
            truth.append(list(FAIRNESS).index(each.item.demand))  # type: ignore[arg-type]
    return fit_logistic(np.array(rows), np.array(truth), np.ones(len(rows)), FAIRNESS_STRENGTH)
