"""The features of a clause: its words, pairs of words and runs of characters."""

from __future__ import annotations

from collections.abc import Collection
from operator import add

from evenhand.knowledge.language.late import late
from evenhand.knowledge.language.scoring.people import neutral_han, neutral_word

LONGEST = 600  # folded characters of a clause that are looked at
LONGEST_WORD = 40
_HAN = late(r"[㐀-鿿]")
_DIGITS = late(r"\d+")
_WORD = late(r"[^\W_]+(?:'[^\W_]+)*|[^\w\s,.;:()\"'/-]")
_LATIN_WORD = late(r"[a-zäöå]{2,}")
_TIGHT = late(r"[\s,.;:()\"'/，。；：（）「」、-]+")


def is_chinese(folded: str) -> bool:
    """Whether a stretch is to be read by characters rather than by words."""
    return _HAN.search(folded) is not None


def features(folded: str, names: Collection[str] = ()) -> list[str]:
    """All features of a folded clause; every run of digits counts as one zero, every people as one sign.

    With Chinese characters: `han_features`. Else of each distinct word its `word_features`, and the distinct
    pairs of neighbours ("one two", with "<" and ">" at the ends). `names` are words that say nothing.
    """
    plain = _DIGITS.sub("0", folded[:LONGEST])
    if is_chinese(plain):
        return han_features(plain)
    words = words_of(plain)
    telling = [word for word in dict.fromkeys(words) if word not in names]
    found = [feature for word in telling for feature in word_features(word)]
    return found + [pair for pair in pairs_of(words) if names_none(pair, names)]


def names_none(pair: str, names: Collection[str]) -> bool:
    """Whether neither word of a pair is among the names."""
    return not names or not any(word in names for word in pair.split(" "))


def words_of(plain: str) -> list[str]:
    """The words and lone signs of a clause in order."""
    return [neutral_word(word) for word in _WORD.findall(plain)]


def pairs_of(words: list[str]) -> list[str]:
    """The distinct pairs of neighbours."""
    return list(dict.fromkeys(map(" ".join, zip(["<", *words], [*words, ">"], strict=True))))


def word_features(word: str) -> list[str]:
    """The word itself ("=word") and its runs of 3 to 5 characters, where a blank marks its edges."""
    edged = f" {word[:LONGEST_WORD]} "
    size = len(edged)
    runs = [edged[at : at + length] for length in (3, 4, 5) for at in range(size - length + 1)]
    return [f"={word}", *runs]


def han_features(plain: str) -> list[str]:
    """The distinct runs of 1 to 3 characters between "<" and ">", and the Latin words."""
    tight = f"<{_TIGHT.sub('', neutral_han(plain))}>"
    pairs = list(map(add, tight, tight[1:]))
    found = {*tight, *pairs, *map(add, pairs, tight[2:])}
    found.update([f"={word}" for word in _LATIN_WORD.findall(plain)])
    return list(found)


def plain_of(folded: str) -> str:
    """The part of a clause that is looked at, with every run of digits as one zero."""
    return _DIGITS.sub("0", folded[:LONGEST])
