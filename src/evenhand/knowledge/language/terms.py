"""Search terms: pairs of Han characters, and folded words of other scripts.

SQLite's own tokenizers find no two-character Chinese query, so the index rows are ours; the same function makes
the rows and splits the query. Folding maps Traditional to Simplified, so either script finds both.

A pair must be the same whatever stands beside it, or a query cut out of a text would not find that text. So a run of
Han characters ends where letters or digits begin, and what folds by its neighbours (係, 甚, 著) folds always here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from evenhand.knowledge.language.late import late
from evenhand.knowledge.language.parts import parts
from evenhand.knowledge.language.text import fold

LONGEST = 40
_HAN = r"\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN = late(rf"(?P<han>[{_HAN}]+)|(?P<word>[^\W_{_HAN}]+)")
_ALWAYS = str.maketrans("係甚著", "系什着")


@dataclass(frozen=True, slots=True)
class Query:
    """A search: `whole` terms must be there, `beginnings` must begin a word."""

    whole: tuple[str, ...]
    beginnings: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.whole or self.beginnings)


def terms(text: str, limit: int = 400) -> set[str]:
    """The distinct terms of a text, at most `limit`, those that come first."""
    found: dict[str, None] = {}
    for match in _runs(text):
        if match["han"]:
            for pair in _pairs(match["han"]):
                found[pair] = None
        elif len(match["word"]) > 1:
            found[match["word"][:LONGEST]] = None
        if len(found) >= limit:
            break
    return set(islice(found, limit))


def own_terms(text: str, limit: int = 400) -> set[str]:
    """The terms of what the writer says, without what is quoted of a message that is on record itself."""
    quoted = [part for part in parts(fold(text)) if part.kind == "quote"]
    kept, last = [], 0
    for part in quoted:
        kept.append(text[last : part.start])
        last = part.end
    return terms("\n".join([*kept, text[last:]]), limit)


def query(text: str) -> Query:
    """What a person typed, as terms. One Han character alone matches the pairs that begin with it.

    A single letter or digit is no term of a text, so it counts only where nothing else was asked for.
    """
    whole: list[str] = []
    beginnings: list[str] = []
    letters: list[str] = []
    for match in _runs(text):
        han, word = match["han"], match["word"]
        if han and len(han) > 1:
            whole.extend(_pairs(han))
        elif han or len(word) > 1:
            beginnings.append((han or word)[:LONGEST])
        else:
            letters.append(word)
    if not whole and not beginnings:
        beginnings = letters
    return Query(tuple(dict.fromkeys(whole)), tuple(dict.fromkeys(beginnings)))


def _runs(text: str) -> Iterator[re.Match[str]]:
    return _RUN.finditer(fold(text).folded.translate(_ALWAYS))


def _pairs(run: str) -> list[str]:
    if len(run) == 1:
        return [run]
    return [run[place : place + 2] for place in range(len(run) - 1)]
