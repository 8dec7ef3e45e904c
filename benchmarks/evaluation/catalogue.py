"""The sections of the evaluation, in the order of the page."""

from benchmarks.evaluation.sections import corpus, offensive, ordinary

SECTIONS = (corpus.SECTION, ordinary.SECTION, offensive.SECTION)
