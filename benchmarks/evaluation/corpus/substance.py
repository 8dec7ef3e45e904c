"""What is said: demands, fault, price pressure, promises, temperature, and the words that attack."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime

import numpy as np
from tools.corpus.check import ATTACKS, DEMANDS
from tools.corpus.items import Promise

from benchmarks.evaluation import scores
from benchmarks.evaluation.figures import Figure
from benchmarks.evaluation.intervals import Floats
from benchmarks.evaluation.measuring import precision_recall, ranked, summed
from benchmarks.evaluation.ranking import mean_absolute_error, spearman
from benchmarks.evaluation.reading import Pair, stories
from benchmarks.evaluation.report import Table
from evenhand.knowledge.language.shape import Commitment


def figures(of: str, pairs: Sequence[Pair]) -> Iterator[Figure]:
    """All figures of substance for one part of the corpus."""
    yield from _demand(of, pairs)
    fault = scores.found([p.reading.our_fault.claimed for p in pairs], [bool(p.item.our_fault) for p in pairs])
    yield from _with_target(0.8, precision_recall("our-fault", of, stories(pairs), fault))
    haggle = scores.found([p.reading.haggle.found for p in pairs], [bool(p.item.haggle) for p in pairs])
    yield from _with_target(0.85, precision_recall("haggle", of, stories(pairs), haggle))
    yield from _commitments(of, pairs)
    yield from _temperature(of, pairs)
    overlap = np.array([_overlap(pair) for pair in pairs], dtype=np.float64)
    yield summed("span-overlap-f1", of, stories(pairs), overlap, scores.f1)


def _with_target(target: float, measured: Sequence[Figure]) -> Iterator[Figure]:
    for figure in measured:
        if not figure.measure.endswith("-f1"):
            yield figure
            continue
        yield replace(figure, target=target)


def _demand(of: str, pairs: Sequence[Pair]) -> Iterator[Figure]:
    said, true = [pair.reading.demand.level for pair in pairs], [pair.item.demand for pair in pairs]
    right = np.array([[a == b, 1] for a, b in zip(said, true, strict=True)], dtype=np.float64)
    yield summed("demand-accuracy", of, stories(pairs), right, scores.share)
    yield summed("demand-macro-f1", of, stories(pairs), scores.by_class(said, true, DEMANDS), scores.macro_f1)


def _commitments(of: str, pairs: Sequence[Pair]) -> Iterator[Figure]:
    """Three ways to count: due and by right, words alone, and due and by right where a date is given at all."""
    named = ("commitments", 0.85, True, False), ("commitments-words", None, False, False)
    for prefix, target, strict, dated in (*named, ("commitments-dated", None, True, True)):
        counts = np.array([matched(pair, strict=strict, dated=dated) for pair in pairs], dtype=np.float64)
        measured = precision_recall(prefix, of, stories(pairs), counts)
        yield from measured if target is None else _with_target(target, measured)


def matched(pair: Pair, *, strict: bool, dated: bool = False) -> tuple[int, int, int]:
    """How many promises were found rightly, found at all, and labelled; each is matched once, by shared characters.

    Strict: side and due must be right too. Dated: those without a due date are left out on both sides.
    """
    ours = [found for found in pair.reading.commitments if found.due or not dated]
    theirs = [promise for promise in pair.item.commitments if promise.due or not dated]
    open_ones = list(theirs)
    hits = 0
    for found in ours:
        match = next((promise for promise in open_ones if _same(found, promise, strict)), None)
        if match is not None:
            open_ones.remove(match)
            hits += 1
    return hits, len(ours), len(theirs)


def _same(found: Commitment, promise: Promise, strict: bool) -> bool:
    if found.start >= promise.end or promise.start >= found.end:
        return False
    return not strict or (found.by == promise.by and same_due(found.due, promise.due))


def same_due(one: str | None, other: str | None) -> bool:
    """Whether two due times are the same day, or the same moment."""
    if one is None or other is None:
        return one is other
    return _moment(one) == _moment(other)


def _moment(due: str) -> date | datetime:
    return date.fromisoformat(due) if len(due) == 10 else datetime.fromisoformat(due)


def _temperature(of: str, pairs: Sequence[Pair]) -> Iterator[Figure]:
    said = np.array([pair.reading.temperature.value for pair in pairs], dtype=np.float64)
    true = np.array([pair.item.temperature for pair in pairs], dtype=np.float64)
    error = mean_absolute_error(said, true)
    yield ranked("temperature-error", of, stories(pairs), error, rule="rate")
    yield ranked("temperature-spearman", of, stories(pairs), spearman(said, true))


def _overlap(pair: Pair) -> Floats:
    """Attacking characters: in both, found, labelled."""
    ours = {at for span in pair.reading.manner.spans if span.kind in ATTACKS for at in range(span.start, span.end)}
    theirs = {at for span in pair.item.spans if span.label in ATTACKS for at in range(span.start, span.end)}
    return np.array([len(ours & theirs), len(ours), len(theirs)], dtype=np.float64)


TABLES = (
    Table(
        "Demands",
        "Whether something is asked and whether it is fair (none, reasonable, unclear, unreasonable).",
        ("demand-accuracy", "demand-macro-f1"),
    ),
    Table(
        "Our fault",
        "Whether the reading notices that the writer says we are to blame.",
        ("our-fault-f1", "our-fault-precision", "our-fault-recall"),
    ),
    Table("Haggling", "Whether price pressure is noticed.", ("haggle-f1", "haggle-precision", "haggle-recall")),
    Table(
        "Promises",
        "A promise counts as found where its words overlap with the labelled ones and, in the first three columns, who "
        "promised and the due time are right too (no date is right where none can be known). Then the same by "
        "the words alone, and for promises with a date alone.",
        (
            "commitments-f1",
            "commitments-precision",
            "commitments-recall",
            "commitments-words-f1",
            "commitments-dated-f1",
        ),
    ),
    Table(
        "Temperature",
        "On the scale of 0 to 4: how far off the reading is on average, and how well the order of heat is kept "
        "(1 is the same order).",
        ("temperature-error", "temperature-spearman"),
    ),
    Table(
        "Words quoted",
        "How well the attacking characters that are quoted (and hidden) agree with those that were labelled.",
        ("span-overlap-f1",),
    ),
)
