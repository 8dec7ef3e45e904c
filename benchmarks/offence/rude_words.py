"""How rude an English text's words are, by the graded list beside this file. Nothing here is learned from any set.

The points of a grade and the base were fixed before the first measurement and are not fitted.
"""

from __future__ import annotations

import math
import re
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

LIST = Path(__file__).with_name("rude_words.tsv")
BASE = math.log(0.15 / 0.85)  # of texts without any such word, about one in seven is taken to offend
POINTS = {4: 4.0, 3: 3.2, 2: 2.2, 1: 0.6}  # added once for the grade's first hit, a quarter again for the second
ADDRESSED = 0.3  # a word of the list, and the text speaks to or of somebody


def rudeness(texts: list[str]) -> NDArray[np.float32]:
    """Log-odds that each text offends, judged by the list alone."""
    return np.array([_one(text) for text in texts], np.float32)


def grades(text: str) -> dict[int, int]:
    """Hits per grade."""
    low = text.lower()
    return {grade: len(pattern.findall(low)) for grade, pattern in _patterns().items()}


def _one(text: str) -> float:
    found = grades(text)
    points = sum(POINTS[grade] * min(hits, 1) + POINTS[grade] / 4 * (hits > 1) for grade, hits in found.items())
    aimed = bool(re.search(r"\b(you|your|ur|she|he|they|her|him|them|his|their)\b|@", text.lower()))
    return BASE + points + ADDRESSED * (aimed and any(found.values()))


@cache
def _patterns() -> dict[int, re.Pattern[str]]:
    wanted: dict[int, list[str]] = {grade: [] for grade in POINTS}
    for line in LIST.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            grade, words = line.split("\t")
            wanted[int(grade)] += words.split("|") if "|" in words else words.split(" ")
    return {grade: re.compile(_either(words)) for grade, words in wanted.items()}


def _either(words: list[str]) -> str:
    escaped = sorted((_escaped(word) for word in words), key=len, reverse=True)
    return r"(?<![a-z])(?:" + "|".join(escaped) + r")(?![a-z])"


def _escaped(word: str) -> str:
    """A star at the end, after three letters or more, stands for any ending; elsewhere it is itself."""
    if word.endswith("*") and word[:-1].replace("'", "").isalpha():
        return re.escape(word[:-1]) + r"[a-z']*"
    return re.escape(word)
