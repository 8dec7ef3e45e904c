"""What is wrong with facts, in English words: they are written by programs, and read by whoever writes those."""

from __future__ import annotations

from evenhand.knowledge.drafting.facts import FactsError

_WRONG = {
    "unknown-key": "is not known; known are {expected}",
    "wrong-type": "must be: {expected}",
    "missing-key": "is missing",
    "too-long": "is longer than {expected} characters",
    "unknown-language": "is no language of the check; those are {expected}",
    "no-time": "is no date or time ({expected})",
    "no-number": "is no number of nought or more",
}


def what_is_wrong(problem: FactsError) -> str:
    """What is wrong at `problem.path`, to be written after it."""
    return _WRONG[problem.code].format(expected=problem.expected)
