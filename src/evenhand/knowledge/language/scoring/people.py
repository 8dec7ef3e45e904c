"""Peoples, faiths and ethnic groups as one and the same word: swapping one for another changes no weight.

The forms are those of `<language>/people.tsv`, which the lists use as well; one that ends in "~" is the stem of a word.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

PEOPLE = "¤"
_LANGUAGES = Path(__file__).parent.parent
_REMEMBERED = 30_000


@cache
def _forms(language: str) -> tuple[str, ...]:
    path = _LANGUAGES / language / "people.tsv"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    cells = (cell.strip() for line in lines if not line.startswith("#") for cell in line.split("\t"))
    return tuple(dict.fromkeys(cell for cell in cells if cell))


@cache
def _latin() -> tuple[frozenset[str], tuple[str, ...]]:
    forms = [form for language in ("en", "fi") for form in _forms(language)]
    whole = frozenset(part for form in forms if not form.endswith("~") for part in form.split() if len(part) > 3)
    return whole, tuple(form.rstrip("~") for form in forms if form.endswith("~") and len(form) > 4)


@cache
def _han() -> re.Pattern[str]:
    forms = {form.rstrip("~") for language in ("zh", "yue") for form in _forms(language)}
    return re.compile("|".join(sorted((re.escape(form) for form in forms), key=len, reverse=True)) or "(?!)")


class _Neutral(dict[str, str]):
    """What a Latin word counts as, learnt when it first occurs."""

    def __missing__(self, word: str) -> str:
        whole, stems = _latin()
        neutral = PEOPLE if word in whole or word.startswith(stems) else word
        if len(self) < _REMEMBERED:
            self[word] = neutral
        return neutral


neutral_word = _Neutral().__getitem__


def neutral_han(plain: str) -> str:
    """Chinese text with every people as one sign."""
    return _han().sub(PEOPLE, plain)
