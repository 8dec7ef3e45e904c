"""The word lists of glin-profanity (MIT), matched as whole words where words are written apart."""

from __future__ import annotations

import json
import re
from functools import cache

from benchmarks.evaluation.public.files import DATA

FILES = {"en": "english", "fi": "finnish", "zh-Hans": "chinese", "zh-Hant": "chinese", "yue": "chinese"}


def hits(text: str, variety: str) -> int:
    """How many words of the variety's list stand in a text. There is no Cantonese list; the Chinese one stands in."""
    return len(_pattern(FILES[variety]).findall(text.lower()))


@cache
def _pattern(name: str) -> re.Pattern[str]:
    words = json.loads((DATA / f"wordlists/{name}.json").read_text(encoding="utf-8"))["words"]
    choice = "|".join(re.escape(word.lower()) for word in sorted(words, key=len, reverse=True))
    return re.compile(choice if name == "chinese" else rf"(?<!\w)(?:{choice})(?!\w)")
