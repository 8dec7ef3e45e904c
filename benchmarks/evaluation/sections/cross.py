"""Inside a set and across sets: what a plain reference model learns from one set and keeps on another.

The model is the yardstick, not what ships: character n-grams of one to four, logistic regression.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from tools.corpus.items import OUTSIDE, Item, load

from benchmarks.evaluation import scores
from benchmarks.evaluation.figures import Figure
from benchmarks.evaluation.intervals import Floats, each_alone
from benchmarks.evaluation.measuring import ranked, summed
from benchmarks.evaluation.public import offensive as sets
from benchmarks.evaluation.public.files import SEED, sample
from benchmarks.evaluation.public.offensive import Post
from benchmarks.evaluation.ranking import auc
from benchmarks.evaluation.reading import ATTACKING
from benchmarks.evaluation.report import Measured, Section, Table

TRAIN_AT_MOST = 8_000  # posts of a set, drawn with a fixed seed: keeps the whole section within minutes
OURS = "our corpus"
_SPLIT = 0.8


@dataclass(frozen=True, slots=True)
class Half:
    """The two parts of a set; `train` is empty where the set may only be tested on."""

    train: Sequence[Post]
    test: Sequence[Post]


def measure() -> Measured:
    """Each set trained on alone, and all sets but the one that is tested on."""
    halves = dict(_halves())
    figures: list[Figure] = []
    for name, half in halves.items():
        if half.train:
            model = _fitted(half.train, name)
            for tested in halves:
                figures += _figures(name, tested, halves[tested].test, model)
    for tested in halves:
        others = [post for name, half in halves.items() if name != tested for post in half.train]
        if others:
            figures += _figures("all but the tested one", tested, halves[tested].test, _fitted(others, f"no {tested}"))
    notes = [
        "The model is the same for all: characters in runs of one to four, weighted by TF-IDF (200,000 at most), and "
        "logistic regression with balanced classes. It is a yardstick and is not what ships.",
        f"At most {TRAIN_AT_MOST:,} posts of a set are trained on. COLD has its own test part; SWSR and Davidson are "
        "cut at random, four fifths to train; our corpus is cut by story. OLID is only tested on, and so is the author "
        "who saw only the guideline.",
        "A row is what was trained on, a column what was tested on; row and column alike is inside the set. English "
        "and Chinese share few characters, so between them chance (0.5) is what one gets.",
    ]
    return Measured(figures, notes)


def _halves() -> Iterator[tuple[str, Half]]:
    if sets.COLD.here:
        yield "COLD", Half(sample(list(sets.cold_train()), TRAIN_AT_MOST), list(sets.cold_test()))
    for name, one in (("SWSR", sets.SWSR), ("Davidson", sets.DAVIDSON)):
        if one.here:
            yield name, _cut(list(one.posts()), [post.text.strip() for post in one.posts()])
    if sets.OLID.here:
        yield "OLID", Half((), list(sets.olid_test()))
    items = [item for item in load() if item.author != OUTSIDE]
    if items:
        yield OURS, _cut(_labelled(items), [f"{item.variety}/{item.group}" for item in items])
    outside = [item for item in load() if item.author == OUTSIDE]
    if outside:
        yield "outside author", Half((), _labelled(outside))


def _labelled(items: Sequence[Item]) -> list[Post]:
    return [Post(item.text, item.manner in ATTACKING) for item in items]


def _cut(posts: Sequence[Post], keys: Sequence[str]) -> Half:
    """Posts with the same key (story, or the same text) stay on one side."""
    order = sorted(set(keys))
    Random(SEED).shuffle(order)
    trained = set(order[: int(_SPLIT * len(order))])
    train = [post for post, key in zip(posts, keys, strict=True) if key in trained]
    test = [post for post, key in zip(posts, keys, strict=True) if key not in trained]
    return Half(sample(train, TRAIN_AT_MOST), test)


def _fitted(posts: Sequence[Post], name: str) -> Pipeline:
    print(f"  cross: fitting {name}, {len(posts):,} posts", file=sys.stderr, flush=True)
    model = make_pipeline(
        TfidfVectorizer(analyzer="char", ngram_range=(1, 4), sublinear_tf=True, max_features=200_000, min_df=2),
        LogisticRegression(C=4.0, class_weight="balanced", solver="liblinear", random_state=0),
    )
    return model.fit([post.text for post in posts], [post.offensive for post in posts])


def _figures(trained: str, tested: str, posts: Sequence[Post], model: Pipeline) -> Iterator[Figure]:
    score: Floats = np.asarray(model.predict_proba([post.text for post in posts])[:, 1], dtype=np.float64)
    true = np.array([post.offensive for post in posts])
    alone = each_alone(len(posts))
    counts = scores.by_class((score >= 0.5).tolist(), true.tolist(), (False, True))
    yield summed("cross-macro-f1", trained, alone, counts, scores.macro_f1, kind=tested)
    yield ranked("cross-auc", trained, alone, auc(score, true), kind=tested)


SECTION = Section(
    "cross",
    "Inside a set and across sets",
    measure,
    (
        Table("Macro-F1 of a reference model", "At a threshold of 0.5.", ("cross-macro-f1",), columns="kind"),
        Table("AUC of a reference model", "0.5 is chance.", ("cross-auc",), columns="kind"),
    ),
)
