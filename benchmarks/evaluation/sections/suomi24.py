"""Suomi24: six samples, each with its own question, beside a word list and published figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from benchmarks.evaluation.figures import Figure
from benchmarks.evaluation.intervals import each_alone
from benchmarks.evaluation.measuring import plain, ranked
from benchmarks.evaluation.public import wordlists
from benchmarks.evaluation.public.offensive import Post
from benchmarks.evaluation.ranking import Weighted, average_precision
from benchmarks.evaluation.reading import ATTACKING, read_all
from benchmarks.evaluation.report import Table
from evenhand.knowledge.language.shape import Reading

_INSULTS = frozenset({"insult", "degrading", "appearance", "family", "discrimination", "contempt", "sexual"})
_SAYS: Mapping[str, frozenset[str]] = {
    "obscene": frozenset({"profanity", "sexual"}),
    "insult": _INSULTS,
    "threat": frozenset({"violence", "doxxing"}),
    "identity_attack": frozenset({"discrimination"}),
    "toxicity": _INSULTS | {"violence", "doxxing", "profanity"},
    "severe_toxicity": _INSULTS | {"violence", "doxxing"},
}
_PUBLISHED = {"obscene": (0.416, 0.494)}  # precision and recall, machine-translated training data, the whole set


def figures(samples: Mapping[str, Sequence[Post]]) -> Iterator[Figure]:
    """Average precision of our score and of the word list; precision and recall by level, by kind and by the list."""
    for label in sorted(samples):
        posts = samples[label]
        readings = read_all([post.text for post in posts], f"Suomi24 {label}")
        true = np.array([post.offensive for post in posts])
        alone = each_alone(len(posts))
        listed = np.array([wordlists.hits(post.text, "fi") for post in posts], dtype=np.float64)
        by_list = average_precision(listed, true)
        kinds = np.array([bool(_SAYS[label] & set(reading.manner.kinds)) for reading in readings])
        score = np.array([reading.manner.score for reading in readings])
        yield ranked("suomi24-average-precision", label, alone, average_precision(score, true))
        by_kind = average_precision(kinds + score, true)
        yield ranked("kind-average-precision", label, alone, by_kind)
        yield ranked("list-average-precision", label, alone, by_list)
        target = 0 if label in ("insult", "threat") else None
        yield ranked("above-the-list", label, alone, _less(by_kind, by_list), target=target, rule="open")
        yield from _flags("by-level", label, [_level(reading) for reading in readings], true.tolist())
        yield from _flags("by-kind", label, kinds.tolist(), true.tolist(), _PUBLISHED.get(label))
        yield from _flags("by-list", label, (listed > 0).tolist(), true.tolist())


def _less(one: Weighted, other: Weighted) -> Weighted:
    return lambda weights: one(weights) - other(weights)


def _level(reading: Reading) -> bool:
    return reading.manner.level in ATTACKING


def _flags(
    way: str,
    label: str,
    said: Sequence[bool],
    true: Sequence[bool],
    published: tuple[float, float] | None = None,
) -> Iterator[Figure]:
    both = sum(a and b for a, b in zip(said, true, strict=True))
    for name, of, at in (("precision", said, 0), ("recall", true, 1)):
        yield plain(f"{way}-{name}", label, both, sum(of), target=published[at] if published else None, rule="value")


TABLES = (
    Table(
        "Suomi24, average precision",
        "Native Finnish forum posts, about half of the published set; each sample asks its own question. The first "
        "column ranks by score alone; the second puts posts in which the fitting kind is named before the others; the "
        "third is the word list's. The last is the second less the third, drawn in pairs; it is to lie above nought.",
        ("suomi24-average-precision", "kind-average-precision", "list-average-precision", "above-the-list"),
    ),
    Table(
        "Suomi24, precision and recall",
        "By level: called abusive or threatening. By kind: the fitting kind is named (for obscene: profanity or a "
        "sexual remark). By list: any word of the list stands in the text. The targets are the published figures.",
        tuple(f"by-{way}-{name}" for way in ("level", "kind", "list") for name in ("precision", "recall")),
    ),
)
