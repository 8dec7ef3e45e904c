"""Clauses of the writer's sentences, and patterns kept as data; what promises and asks both rest on."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from evenhand.knowledge.language.document import Document
from evenhand.knowledge.language.shape import Variety

_LANGUAGES = Path(__file__).parent.parent
_FOLDERS: dict[Variety, tuple[str, ...]] = {
    "en": ("en",),
    "fi": ("fi",),
    "zh-Hans": ("zh",),
    "zh-Hant": ("zh",),
    "yue": ("yue", "zh"),
    "und": (),
}
# A comma between figures divides no clause, nor does a full stop inside an abbreviation or a date.
_BREAK = re.compile(
    r"[;；，。！？!?\n…]+|,(?!\d| että| that)|\.(?![\w.])| [-–—] |——|(?:,? )(?:but|however|mutta|while|whereas)(?= )"
    r"|(?=(?:但是|不过|可是|但系|不然|否则))"
)
_EDGES = " \t\n,;:.!?-，。！？；：、…\"'()（）「」“”"


@dataclass(frozen=True, slots=True)
class Utterance:
    """A sentence by its place in the folded text."""

    start: int
    end: int
    language: Variety


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause by its place in the folded text, and whether it ends in a question mark."""

    start: int
    end: int
    is_question: bool


def rows(language: Variety, name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of `<language>/<name>.tsv`; Cantonese reads its own first and then what it shares with Mandarin."""
    return tuple(row for folder in _FOLDERS[language] for row in _rows(folder, name))


@cache
def _rows(folder: str, name: str) -> tuple[tuple[str, ...], ...]:
    lines = (_LANGUAGES / folder / f"{name}.tsv").read_text(encoding="utf-8").split("\n")
    return tuple(tuple(line.split("\t")) for line in lines if line and not line.startswith("#"))


def utterances(document: Document) -> Iterator[Utterance]:
    """The sentences of a document, in the folded text."""
    starts = document.text.starts
    for sentence in document.sentences:
        if isinstance(starts, range):
            yield Utterance(sentence.start, sentence.end, sentence.language)
        else:
            begin = bisect_left(starts, sentence.start)
            yield Utterance(begin, bisect_left(starts, sentence.end, begin), sentence.language)


def clauses(folded: str, utterance: Utterance) -> Iterator[Clause]:
    """The clauses of a sentence, without blanks and punctuation at their edges."""
    start = utterance.start
    for stop in _BREAK.finditer(folded, utterance.start, utterance.end):
        yield from _clause(folded, start, stop.start(), "?" in stop[0] or "？" in stop[0])
        start = stop.end()
    yield from _clause(folded, start, utterance.end, False)


def _clause(folded: str, start: int, end: int, is_question: bool) -> Iterator[Clause]:
    begin, stop = trim(folded, start, end)
    if begin < stop:
        yield Clause(begin, stop, is_question)


def trim(folded: str, start: int, end: int) -> tuple[int, int]:
    """Without blanks and punctuation at both edges."""
    piece = folded[start:end]
    begin = start + len(piece) - len(piece.lstrip(_EDGES))
    return begin, max(begin, start + len(piece.rstrip(_EDGES)))
