"""OLID's test A, judged without a single text of OLID: by a list of words, by what Davidson teaches, and by both."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.offence import sets
from benchmarks.offence.measure import figures
from benchmarks.offence.ngrams import Counted
from benchmarks.offence.rude_words import rudeness
from benchmarks.offence.stack import at_prior

EXPECTED = 1 / 3  # of public posts gathered by topic, not by slur; SWSR's share (0.34) is the only one looked at
PREVIEWED = 2  # first rows of the test file that stood on a screen before the list was written
CHOSEN = "the list alone: written, and its points fixed, before anything was measured on OLID; no other row replaced it"


def measured() -> dict[str, Any]:
    """All figures on OLID's test A."""
    train, test = _train(), sets.olid_test()
    learned = Counted(4.0).fit(train.texts, train.labels).score(test.texts)
    moved = at_prior(learned, float(train.labels.mean()), EXPECTED)
    words = rudeness(test.texts)
    rows = {
        "list": figures(test.labels, words),
        "list, without two rows seen before": figures(test.labels[PREVIEWED:], words[PREVIEWED:]),
        "n-grams from Davidson": figures(test.labels, learned),
        "n-grams from Davidson, at a third": figures(test.labels, moved),
        "n-grams from Davidson, at a third, and the list": figures(test.labels, moved + words),
    }
    return {
        "trained_on": {"n": len(train.texts), "offensive_share": round(float(train.labels.mean()), 4)}
        | {"sets": "6,000 offensive and all other tweets of Davidson, Banking77 and MultiDoGO as civil talk"},
        "headline_is": CHOSEN,
        "headline": rows["list"],
        "rows": rows,
        "list_flags_of_civil_talk": _civil_alarms(),
    }


def _train() -> sets.Labelled:
    """Davidson with its slur-gathered class cut down, and civil talk from service desks."""
    tweets, civil = sets.davidson(), sets.civil(2_000)
    yes, no = np.flatnonzero(tweets.labels == 1), np.flatnonzero(tweets.labels == 0)
    kept = np.sort(np.concatenate([np.random.default_rng(20260311).choice(yes, 6_000, replace=False), no]))
    labels = np.concatenate([tweets.labels[kept], np.zeros(len(civil), np.int64)])
    return sets.Labelled([tweets.texts[at] for at in kept] + civil, labels)


def _civil_alarms() -> dict[str, float]:
    texts = sets.civil(5_000)
    flagged: NDArray[np.bool_] = rudeness(texts) > 0
    return {"n": len(texts), "flagged_per_1000": round(1000 * float(flagged.mean()), 2)}
