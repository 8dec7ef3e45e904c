"""How it is said: the four levels, the alarms and their reverse, the kinds and the tags."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from tools.corpus.check import HARD, MANNERS, TARGETS
from tools.corpus.items import VARIETIES

from benchmarks.evaluation import scores
from benchmarks.evaluation.figures import Figure
from benchmarks.evaluation.intervals import Floats
from benchmarks.evaluation.measuring import plain, precision_recall, ranked, summed
from benchmarks.evaluation.ranking import recall_at
from benchmarks.evaluation.reading import ATTACKING, Pair, attacks, stories
from benchmarks.evaluation.report import Table
from evenhand.knowledge.language.shape import KINDS

FALSE_ALARMS = 0.03
_ABUSE_TAGS = ("no-swear", "veiled", "obfuscated")


def figures(of: str, pairs: Sequence[Pair]) -> Iterator[Figure]:
    """All figures of manner for one part of the corpus."""
    yield from _levels(of, pairs)
    yield from _alarms(of, pairs)
    yield from _kinds(of, pairs)
    yield from _tags(of, pairs)
    yield from _target(of, pairs)


def gap(pairs: Sequence[Pair]) -> Iterator[Figure]:
    """How many points of macro-F1 lie between the best and the worst variety."""
    varieties = [variety for variety in VARIETIES if any(pair.item.variety == variety for pair in pairs)]
    if len(varieties) < 2:
        return
    counts = _level_counts(pairs)
    here = [np.array([pair.item.variety == variety for pair in pairs])[:, None] * counts for variety in varieties]
    width = counts.shape[1]

    def between(sums: Floats) -> Floats:
        each = [scores.macro_f1(sums[..., at * width : (at + 1) * width]) for at in range(len(varieties))]
        return 100 * (np.nanmax(each, axis=0) - np.nanmin(each, axis=0))

    yield summed(
        "manner-gap-points", "all", stories(pairs), np.concatenate(here, axis=1), between, target=5, rule="rate"
    )


def _level_counts(pairs: Sequence[Pair]) -> Floats:
    return scores.by_class([pair.reading.manner.level for pair in pairs], [pair.item.manner for pair in pairs], MANNERS)


def _levels(of: str, pairs: Sequence[Pair]) -> Iterator[Figure]:
    counts = _level_counts(pairs)
    yield summed("manner-macro-f1", of, stories(pairs), counts, scores.macro_f1, target=0.85)
    for at, level in enumerate(MANNERS):
        yield from precision_recall("level", of, stories(pairs), counts[:, 3 * at : 3 * at + 3], kind=level)


def _alarms(of: str, pairs: Sequence[Pair]) -> Iterator[Figure]:
    true = np.array([pair.item.manner in ATTACKING for pair in pairs])
    heated = np.array([pair.item.manner == "heated" for pair in pairs])
    counts = scores.found([attacks(pair.reading) for pair in pairs], true.tolist())
    yield from precision_recall("attack", of, stories(pairs), counts)
    score = np.array([pair.reading.manner.score for pair in pairs])
    if true.any() and heated.any():
        found = recall_at(score, true, heated, FALSE_ALARMS)
        yield ranked("attack-recall-at-3-percent", of, stories(pairs), found, target=0.85)
    yield _alarm("heated-called-abusive", of, [p for p in pairs if p.item.manner == "heated"], target=FALSE_ALARMS)
    civil = [pair for pair in pairs if pair.item.manner == "civil"]
    yield _alarm("civil-difficult-called-abusive", of, [p for p in civil if p.item.part == "difficult"])
    ordinary = [pair for pair in civil if pair.item.part == "ordinary"]
    yield _alarm("ordinary-called-abusive", of, ordinary, target=0)


def _alarm(measure: str, of: str, pairs: Sequence[Pair], target: float | None = None) -> Figure:
    hits = sum(attacks(pair.reading) for pair in pairs)
    return plain(measure, of, hits, len(pairs), target=target, rule="rate")


def _kinds(of: str, pairs: Sequence[Pair]) -> Iterator[Figure]:
    for kind in sorted(KINDS):
        true = [kind in pair.item.kinds for pair in pairs]
        said = [kind in pair.reading.manner.kinds for pair in pairs]
        if any(true) or any(said):
            yield from precision_recall("kind", of, stories(pairs), scores.found(said, true), kind=kind)


def _tags(of: str, pairs: Sequence[Pair]) -> Iterator[Figure]:
    for tag in sorted(HARD):
        tagged = [pair for pair in pairs if tag in pair.item.tags]
        hits = sum(attacks(pair.reading) for pair in tagged)
        yield plain("tag-false-alarms", of, hits, len(tagged), kind=tag, rule="rate")
    for tag in _ABUSE_TAGS:
        tagged = [pair for pair in pairs if tag in pair.item.tags and pair.item.manner in ATTACKING]
        hits = sum(attacks(pair.reading) for pair in tagged)
        yield plain("tag-recall", of, hits, len(tagged), kind=tag)


def _target(of: str, pairs: Sequence[Pair]) -> Iterator[Figure]:
    said, true = [pair.reading.manner.target for pair in pairs], [pair.item.target for pair in pairs]
    counts = np.array([[a == b, 1] for a, b in zip(said, true, strict=True)], dtype=np.float64)
    yield summed("target-accuracy", of, stories(pairs), counts, scores.share)
    yield summed("target-macro-f1", of, stories(pairs), scores.by_class(said, true, TARGETS), scores.macro_f1)


TABLES = (
    Table(
        "Manner",
        "How well the four levels (civil, heated, abusive, threatening) are told apart. Macro-F1 is the mean over the "
        "levels, 1 being faultless. Attack means abusive or threatening: recall is how many of the attacks are found, "
        "precision how many of the alarms are right. The third column sets the threshold so that 3 of 100 heated "
        "messages are called attacks and asks how many attacks are found then.",
        ("manner-macro-f1", "attack-recall", "attack-recall-at-3-percent", "attack-precision", "attack-f1"),
    ),
    Table(
        "False alarms",
        "The share of messages without an attack that is called abusive or threatening, at the threshold that ships.",
        ("heated-called-abusive", "civil-difficult-called-abusive", "ordinary-called-abusive"),
    ),
    Table(
        "Between the varieties",
        "Points of manner macro-F1 between the best and the worst of the five varieties.",
        ("manner-gap-points",),
    ),
    Table("Each level, precision", "Of the messages called so, how many are.", ("level-precision",), columns="kind"),
    Table(
        "Each level, recall", "Of the messages that are so, how many are called so.", ("level-recall",), columns="kind"
    ),
    Table("Each level, F1", "Both in one figure.", ("level-f1",), columns="kind"),
    Table(
        "Kinds, recall",
        "Of the messages that show a kind of conduct, in how many it is named.",
        ("kind-recall",),
        rows="kind",
        columns="of",
    ),
    Table(
        "Kinds, precision",
        "Of the messages in which a kind is named, how many show it.",
        ("kind-precision",),
        rows="kind",
        columns="of",
    ),
    Table(
        "Hard negatives",
        "Messages made to mislead: furious and fair, swearing at a thing, praise with a swear word, quoted insults, "
        "lookalikes, lawful threats, scolding oneself or others. The share called abusive or threatening.",
        ("tag-false-alarms",),
        rows="kind",
        columns="of",
    ),
    Table(
        "Attacks that hide",
        "Attacks without a swear word, veiled ones and disguised ones: the share that is found.",
        ("tag-recall",),
        rows="kind",
        columns="of",
    ),
    Table(
        "Whom it strikes",
        "Whether the target (staff, company, product, other, none) is named rightly.",
        ("target-accuracy", "target-macro-f1"),
    ),
)
