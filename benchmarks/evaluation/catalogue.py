"""The sections of the evaluation, in the order of the page."""

from benchmarks.evaluation.sections import (
    corpus,
    cross,
    deadlines,
    invariance,
    offence,
    offensive,
    ordinary,
    peers,
    second,
    speed,
)

SECTIONS = (
    corpus.SECTION,
    second.SECTION,
    ordinary.SECTION,
    offensive.SECTION,
    cross.SECTION,
    offence.SECTION,
    deadlines.SECTION,
    invariance.SECTION,
    peers.SECTION,
    speed.SECTION,
)
