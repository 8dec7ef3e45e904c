"""Clauses of the writer's sentences, and patterns kept as data; what promises and asks both rest on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, tzinfo
from functools import cache, lru_cache
from pathlib import Path

from evenhand.knowledge.language.deadlines import Deadline, find_deadlines
from evenhand.knowledge.language.document import Document
from evenhand.knowledge.language.late import late
from evenhand.knowledge.language.text import Text
from evenhand.knowledge.language.variety import Variety

_LANGUAGES = Path(__file__).parent.parent
_FOLDERS: dict[Variety, tuple[str, ...]] = {
    "en": ("en",),
    "fi": ("fi",),
    "zh-Hans": ("zh",),
    "zh-Hant": ("zh",),
    "yue": ("yue", "zh"),
    "und": (),
}
_TOKEN = late(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.", re.DOTALL)


def rows(language: Variety, name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of `<language>/<name>.tsv`; Cantonese reads its own first and then what it shares with Mandarin."""
    return tuple(row for folder in _FOLDERS[language] for row in _rows(folder, name))


@cache
def _rows(folder: str, name: str) -> tuple[tuple[str, ...], ...]:
    lines = (_LANGUAGES / folder / f"{name}.tsv").read_text(encoding="utf-8").split("\n")
    return tuple(tuple(line.split("\t")) for line in lines if line and not line.startswith("#"))


def any_of(patterns: Iterable[str], otherwise: str = "(?!)") -> re.Pattern[str]:
    """One alternation, with the word boundary that many alternatives begin with tried once for all of them."""
    worded: list[str] = []
    others: list[str] = []
    for alternative in (part for pattern in patterns for part in _alternatives(pattern)):
        (worded if alternative.startswith(r"\b") else others).append(alternative.removeprefix(r"\b"))
    if worded:
        others.insert(0, rf"\b(?:{'|'.join(worded)})")
    return late("|".join(others) or otherwise)


def _alternatives(pattern: str) -> Iterator[str]:
    """What stands between the bars outside all brackets."""
    depth, start = 0, 0
    for token in _TOKEN.finditer(pattern):
        depth += {"(": 1, ")": -1}.get(token[0], 0)
        if token[0] == "|" and depth == 0:
            yield pattern[start : token.start()]
            start = token.end()
    yield pattern[start:]


def deadlines_of(document: Document, language: Variety, promised: bool = False) -> tuple[Deadline, ...]:
    """The deadlines of a document by the grammar of one language; asked for by promises and by asks, found once."""
    sent_at = document.sent_at
    return _deadlines(document.text, sent_at, sent_at.tzinfo if sent_at else None, language, promised)


@lru_cache(maxsize=4)
def _deadlines(
    text: Text, sent_at: datetime | None, _zone: tzinfo | None, language: Variety, promised: bool
) -> tuple[Deadline, ...]:
    """Keyed by zone as well, for equal moments in two zones give different dates."""
    return find_deadlines(text, sent_at, language, promised=promised)
