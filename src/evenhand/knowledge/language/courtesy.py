"""Sentences that only thank: they change neither how hard nor how soft the rest of a message is."""

from __future__ import annotations

import re
from functools import cache

from evenhand.knowledge.language.phrases import phrases

LONGEST = 80  # folded characters; whoever thanks at length says something


def only_thanks(folded: str) -> bool:
    """Whether a sentence holds thanks, and nothing beside them but courtesy and punctuation."""
    return len(folded) <= LONGEST and bool(_thanks().search(folded)) and not _more().sub("", folded)


@cache
def _thanks() -> re.Pattern[str]:
    return re.compile(_any_of(phrases("thanks")))


@cache
def _more() -> re.Pattern[str]:
    """What may be taken away: thanks, courtesy, and whatever is no letter and no figure."""
    return re.compile(_any_of(phrases("thanks") | phrases("courtesy")) + r"|[^\w]+")


def _any_of(words: frozenset[str]) -> str:
    """A pattern for whole Latin words and for Chinese ones wherever they stand, the longest first."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    latin = "|".join(re.escape(word) for word in ordered if max(word) < "\u3400")
    han = "|".join(re.escape(word) for word in ordered if max(word) >= "\u3400")
    return rf"\b(?:{latin})\b|(?:{han})"
