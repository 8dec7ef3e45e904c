"""Fits the second look: heads over the encoder's vectors, and how their word is weighed with the first look.

Needs the encoder (requirements/train.txt has it); what it said of a text is kept under build/vectors.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression
from tools.training.crossfit import Crossfit
from tools.training.examples import FOLDS, Example
from tools.training.levels import STRENGTH as LEVEL_STRENGTH
from tools.training.levels import heated_threshold, thresholds
from tools.training.ordinary import EACH, ordinary_examples
from tools.training.small import chances, fit_logistic
from tools.training.vectors import vectors
from tools.training.whole import ORDINARY_SHARE, LevelRows, level_rows, seen_by_others

from evenhand.doors.encoder.head import Head
from evenhand.knowledge.language.excerpt import excerpt
from evenhand.knowledge.language.scoring.evidence import ABUSIVE_FROM
from evenhand.knowledge.language.scoring.levels import LEVELS, LISTED_FROM, LevelModel
from evenhand.knowledge.language.scoring.second import Doubt, MeaningScores, SecondModel, weighed
from evenhand.knowledge.language.shape import Variety

DOUBT = Doubt(
    0.1, 0.95
)  # a third of the corpus, which is difficult on purpose; of short support talk a few in a hundred
HEAD_STRENGTH = 0.01  # inverse of the regularisation, on centred vectors of unit spread
STRENGTH = 0.3
ORDINARY_EACH = 250  # ordinary messages a set, of the `EACH` that the first look learns from
HEATED, ABUSIVE = 1, 2


class _Messages:
    """Corpus and ordinary talk as arrays: vectors, chances of the first look, truth, and where each comes from."""

    def __init__(self, seen: Sequence[Example], rows: LevelRows) -> None:
        corpus = np.flatnonzero(rows.source == "corpus")
        ordinary = np.flatnonzero(rows.source == "ordinary")
        ordinary = ordinary[(ordinary - ordinary[0]) % EACH < ORDINARY_EACH]
        first = len(rows.rows) - len(ordinary_examples())
        mine = np.concatenate([corpus, ordinary])
        documents = [each.document for each in seen] + [ordinary_examples()[at - first].document for at in ordinary]
        listed = [each.findings for each in seen] + [ordinary_examples()[at - first].findings for at in ordinary]
        self.vectors = vectors([excerpt(document) for document in documents])
        self.first = _first_look(rows)[mine]
        self.truth = np.array([LEVELS.index(rows.truth[at]) for at in mine])  # type: ignore[arg-type]
        self.fold, self.source, self.variety = rows.fold[mine], rows.source[mine], rows.variety[mine]
        self.listed = np.array([findings.attack >= ABUSIVE_FROM for findings in listed])
        self.weight = np.where(self.source == "corpus", 1.0, ORDINARY_SHARE * len(corpus) / len(ordinary))


def second_look(crossfit: Crossfit, made: Sequence[Example], without: tuple[int, ...] = ()) -> tuple[SecondModel, Head]:
    """The model of the second look and the encoder's heads, from all folds but those left out. Raises NoEncoder."""
    seen = seen_by_others(crossfit, made, without)
    known = _Messages([each for each, _ in seen], level_rows(crossfit, seen, without))
    return _weighing(known), _head(known, np.ones(len(known.truth), dtype=bool))


def _first_look(rows: LevelRows) -> np.ndarray:
    """The chances of the levels by models that have not seen the message's fold."""
    truth = np.array([LEVELS.index(level) for level in rows.truth])  # type: ignore[arg-type]
    found = np.zeros((len(truth), len(LEVELS)))
    for fold in range(FOLDS):
        others, mine = rows.fold != fold, rows.fold == fold
        if mine.any():
            model = fit_logistic(rows.rows[others], truth[others], rows.weight[others], LEVEL_STRENGTH)
            found[mine] = chances(model, rows.rows[mine])
    return found


def _head(known: _Messages, rows: np.ndarray) -> Head:
    """Both heads, fitted on some of the messages."""
    centre = known.vectors[rows].mean(axis=0)
    spread = float(known.vectors[rows].std(axis=0).mean())
    biases, weights = [], []
    for least in (ABUSIVE, HEATED):
        model = LogisticRegression(C=HEAD_STRENGTH, max_iter=2_000)
        inputs = (known.vectors[rows] - centre) / spread
        model.fit(inputs, known.truth[rows] >= least, sample_weight=known.weight[rows])
        weights.append(model.coef_[0] / spread)
        biases.append(float(model.intercept_[0] - weights[-1] @ centre))
    attack, heat = (tuple(each.tolist()) for each in weights)
    return Head((biases[0], biases[1]), tuple(zip(attack, heat, strict=True)))


def _weighing(known: _Messages) -> SecondModel:
    """Fitted where it is asked, on what heads say that have not seen the message; thresholds by what they cost."""
    answers = np.zeros((len(known.truth), 2))
    for fold in set(known.fold.tolist()):
        mine = known.fold == fold
        head = _head(known, ~mine)
        answers[mine] = known.vectors[mine] @ np.array(head.weights) + np.array(head.bias)
    rows = np.array([_row(known, at, answers[at]) for at in range(len(answers))])
    score = np.round(known.first[:, ABUSIVE:].sum(axis=1), 2)
    asked = (score >= DOUBT.low) & (score <= DOUBT.high)
    fitted = fit_logistic(rows[asked], known.truth[asked], known.weight[asked], STRENGTH)
    both = np.where(asked[:, None], chances(fitted, rows), known.first)
    attack_from = thresholds(both, known.truth, known.source, known.variety)
    limits = np.where(known.listed, LISTED_FROM, [attack_from[variety] for variety in known.variety])
    mine = known.source == "corpus"
    heated_from = heated_threshold(both[mine], known.truth[mine], limits[mine])
    return SecondModel(DOUBT, LevelModel(fitted, attack_from, heated_from))


def _row(known: _Messages, at: int, answer: np.ndarray) -> tuple[float, ...]:
    variety: Variety = known.variety[at]
    return weighed(known.first[at].tolist(), MeaningScores(*answer.tolist()), variety)
