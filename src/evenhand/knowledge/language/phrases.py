"""How messages begin and end in each language, read from `<language>/parts.tsv` on first use.

All languages stand in one table: a letter in Finnish may well end in English, and parts are found before varieties.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from evenhand.knowledge.language.late import late

_LANGUAGE = Path(__file__).parent
_LANGUAGES = ("en", "fi", "zh")
_FIRST_HAN = "㐀"


@cache
def phrases(kind: str) -> frozenset[str]:
    """The folded phrases of a kind: greeting, name (words that may stand by a name), signoff, thanks, or courtesy.

    Courtesy are the words that may stand beside thanks without adding anything to them.
    """
    return frozenset(phrase for language in _LANGUAGES for found, phrase in _rows(language) if found == kind)


@cache
def beginning(kind: str) -> re.Pattern[str]:
    """A pattern that matches the longest phrase of a kind at a place; a Latin phrase ends where its word ends."""
    longest_first = sorted(phrases(kind), key=lambda phrase: (-len(phrase), phrase))
    latin = [re.escape(phrase) for phrase in longest_first if max(phrase) < _FIRST_HAN]
    han = [re.escape(phrase) for phrase in longest_first if max(phrase) >= _FIRST_HAN]
    return late(rf"(?:(?:{'|'.join(latin)})(?![a-zà-öø-ÿ'\d])|(?:{'|'.join(han)}))")


def _rows(language: str) -> list[tuple[str, str]]:
    rows = []
    for line in (_LANGUAGE / language / "parts.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            kind, phrase = line.split("\t")
            rows.append((kind, phrase))
    return rows
