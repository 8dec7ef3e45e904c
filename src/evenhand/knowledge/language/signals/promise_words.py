"""The words by which a promise is told, and a promise as it was found before its time is read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Literal, NamedTuple

from evenhand.knowledge.language.document import Clause
from evenhand.knowledge.language.signals.clauses import any_of, rows
from evenhand.knowledge.language.variety import Commitment, Variety

By = Literal["writer", "reader"]
_ROLES = ("if", "not", "never", "missed", "once", "done", "yesterday")  # in the order of the lexicon
_SIDES: tuple[By, ...] = ("reader", "writer")


class Cue(NamedTuple):
    """One alternation of patterns: whether it needs a deadline, and whether the thing promised begins behind it."""

    pattern: re.Pattern[str]
    written: bool  # whether there are such patterns at all
    by: By
    dated: bool
    after: bool


class Lexicon(NamedTuple):
    """The patterns of one language, from its `commitments.tsv`."""

    cues: tuple[Cue, ...]
    conditional: re.Pattern[str]
    unsaid: re.Pattern[str]
    denied: re.Pattern[str]
    missed: re.Pattern[str]
    once: re.Pattern[str]
    done: re.Pattern[str]
    yesterday: re.Pattern[str]


class Found(NamedTuple):
    """A promise, the folded clause in which a pattern found it, and where the words that say so end."""

    clause: Clause
    promise: Commitment
    said: int


@cache
def lexicon_of(language: Variety) -> Lexicon:
    table = rows(language, "commitments")
    cues = [
        Cue(_any(table, by, need, place), _are_any(table, by, need, place), by, need == "dated", place == "after")
        for by in _SIDES
        for need in ("any", "dated")
        for place in ("after", "at")
    ]
    return Lexicon(
        tuple(cue for cue in cues if cue.written),
        *(_any(table, role, "any", "at", otherwise="(?!)") for role in _ROLES),
    )


def _are_any(table: Sequence[tuple[str, ...]], *wanted: str) -> bool:
    return any(tuple(key) == wanted for *key, _ in table)


def _any(table: Sequence[tuple[str, ...]], role: str, need: str, place: str, otherwise: str = "") -> re.Pattern[str]:
    chosen = [pattern for *key, pattern in table if key == [role, need, place]]
    return any_of(chosen, otherwise)
