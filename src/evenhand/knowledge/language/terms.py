"""Search terms: pairs of Han characters, and folded words of other scripts.

SQLite's own tokenizers find no two-character Chinese query, so the index rows are ours; the same function makes
the rows and splits the query. Folding maps Traditional to Simplified, so either script finds both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from evenhand.knowledge.language.text import fold

LONGEST = 40
_RUN = re.compile(r"(?P<han>[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+)|(?P<word>[^\W_]+)")


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
    for match in _RUN.finditer(fold(text).folded):
        if match["han"]:
            for pair in _pairs(match["han"]):
                found[pair] = None
        elif len(match["word"]) > 1:
            found[match["word"][:LONGEST]] = None
        if len(found) >= limit:
            break
    return set(found)


def query(text: str) -> Query:
    """What a person typed, as terms. One Han character alone matches the pairs that begin with it."""
    whole: list[str] = []
    beginnings: list[str] = []
    for match in _RUN.finditer(fold(text).folded):
        han = match["han"]
        if han and len(han) > 1:
            whole.extend(_pairs(han))
        elif han or match["word"]:
            beginnings.append((han or match["word"])[:LONGEST])
    return Query(tuple(dict.fromkeys(whole)), tuple(dict.fromkeys(beginnings)))


def _pairs(run: str) -> list[str]:
    if len(run) == 1:
        return [run]
    return [run[place : place + 2] for place in range(len(run) - 1)]
