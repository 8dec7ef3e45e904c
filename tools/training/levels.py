"""Fits the model of levels, and sets its thresholds by what they cost on heated messages and ordinary talk."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sklearn.metrics import f1_score
from tools.training.small import chances, fit_logistic

from evenhand.knowledge.language.scoring.levels import LEVELS, LevelModel
from evenhand.knowledge.language.shape import VARIETIES

STRENGTH = 0.3  # inverse of the regularisation, on standardised evidence
FALSE_ALARMS = 0.02  # of heated messages, at most, called an attack
ORDINARY_ALARMS = 0.001  # of ordinary public talk, at most
LEAST_SURE = 0.3  # no attack is said below this probability, whatever the errors
CIVIL, HEATED, ABUSIVE, THREATENING = range(4)


def fit_levels(
    rows: np.ndarray, truth: Sequence[str], weight: np.ndarray, source: np.ndarray, variety: np.ndarray
) -> LevelModel:
    """The model from rows of evidence; `source` is corpus, short (single lines) or ordinary (public talk)."""
    known = np.array([list(LEVELS).index(level) for level in truth])  # type: ignore[arg-type]
    fitted = fit_logistic(rows, known, weight, STRENGTH)
    said = chances(fitted, rows)
    mine = source == "corpus"
    attack_from = thresholds(said, known, source, variety)
    limits = np.array([attack_from[name] for name in variety[mine]])
    return LevelModel(fitted, attack_from, heated_threshold(said[mine], known[mine], limits))


def thresholds(said: np.ndarray, known: np.ndarray, source: np.ndarray, variety: np.ndarray) -> dict[str, float]:
    """For each variety the smallest probability at which it cries wolf seldom enough, drawn half to that of all."""
    attack = said[:, ABUSIVE] + said[:, THREATENING]
    heated, ordinary = (source == "corpus") & (known == HEATED), source == "ordinary"
    every = _threshold(attack[heated], attack[ordinary])
    found = {"und": every}
    for name in VARIETIES:
        own = _threshold(attack[heated & (variety == name)], attack[ordinary & (variety == name)])
        found[name] = (own + every) / 2
    return {name: round(value, 4) for name, value in found.items()}


def _threshold(heated: np.ndarray, ordinary: np.ndarray) -> float:
    return max(_exceeded_by(heated, FALSE_ALARMS), _exceeded_by(ordinary, ORDINARY_ALARMS), LEAST_SURE) + 0.0005


def _exceeded_by(values: np.ndarray, share: float) -> float:
    """A value that at most this share of the values exceeds."""
    falling = np.sort(values)[::-1]
    return float(falling[int(len(falling) * share)]) if len(falling) else 0.0


def heated_threshold(said: np.ndarray, known: np.ndarray, attack_from: np.ndarray) -> float:
    """The probability of more than civil that gives the best macro-F1."""
    steps = [step / 100 for step in range(30, 80)]
    return max(steps, key=lambda step: (f1_score(known, said_levels(said, attack_from, step), average="macro"), step))


def said_levels(said: np.ndarray, attack_from: np.ndarray | float, heated_from: float) -> np.ndarray:
    """The levels by number that these thresholds say."""
    attack = said[:, ABUSIVE] + said[:, THREATENING]
    harsh = np.where(said[:, THREATENING] >= said[:, ABUSIVE], THREATENING, ABUSIVE)
    mild = np.where(1.0 - said[:, CIVIL] >= heated_from, HEATED, CIVIL)
    return np.where(attack >= attack_from, harsh, mild)
