"""The grammar of deadlines on sentences with a known due time: right, wrong, missed, invented."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Literal, cast

from tools.corpus.items import CORPUS, VARIETIES

from benchmarks.evaluation.figures import Figure
from benchmarks.evaluation.measuring import plain
from benchmarks.evaluation.report import Measured, Section, Table
from evenhand.knowledge.language.deadlines import find_deadlines
from evenhand.knowledge.language.shape import Variety
from evenhand.knowledge.language.text import fold

FOLDER = CORPUS / "deadlines"
Outcome = Literal["right", "wrong", "missed", "invented"]
_OUTCOMES: tuple[Outcome, ...] = ("right", "wrong", "missed", "invented")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence sent at a time; `due` is None where no date can be known."""

    sent_at: datetime
    due: date | datetime | None
    text: str


def measure() -> Measured:
    """The four outcomes for each variety whose file is there."""
    figures: list[Figure] = []
    missing = []
    for variety in VARIETIES:
        path = FOLDER / f"{variety}.tsv"
        if path.exists():
            figures += _figures(variety, [outcome(phrase, variety) for phrase in phrases(path)])
        else:
            missing.append(f"There are no phrases for {variety} yet.")
    return Measured(figures, missing)


def phrases(path: Path) -> Iterator[Phrase]:
    """The rows of a file: time of sending, due time or `none`, sentence; lines with # are comments."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            sent_at, due, text = line.split("\t")
            yield Phrase(datetime.fromisoformat(sent_at), _moment(due), text)


def outcome(phrase: Phrase, variety: str) -> Outcome:
    """What the grammar makes of a phrase, counting what a reading would count: due times that are certain."""
    deadlines = find_deadlines(fold(phrase.text), phrase.sent_at, cast(Variety, variety))
    found = [deadline.due for deadline in deadlines if deadline.due is not None and deadline.certain]
    if phrase.due is None:
        return "invented" if found else "right"
    if not found:
        return "missed"
    return "right" if phrase.due in found else "wrong"


def _moment(due: str) -> date | datetime | None:
    if due == "none":
        return None
    return date.fromisoformat(due) if len(due) == 10 else datetime.fromisoformat(due)


def _figures(variety: str, outcomes: list[Outcome]) -> Iterator[Figure]:
    for name in _OUTCOMES:
        yield plain(f"deadline-{name}", variety, outcomes.count(name), len(outcomes))


SECTION = Section(
    "deadlines",
    "Deadlines",
    measure,
    (
        Table(
            "Phrases with a known due time",
            "Right: the due time that a reader would give, or none where none can be known. Wrong is the worst: a date "
            "that is not meant. Missed: no date where there is one. Invented: a date where there is none.",
            tuple(f"deadline-{name}" for name in _OUTCOMES),
        ),
    ),
)
