"""English, Finnish or another language in Latin letters: by common words first, by letter triples where these fail."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

from evenhand.knowledge.language.late import late
from evenhand.knowledge.language.variety import Variety

_LANGUAGE = Path(__file__).parent
# Addresses and long runs (keys, encoded files) are consumed first, so that their letters are no words.
_TOKEN = late(r"\S*[@/\\_=]\S*|\S{46,}|\w*\d\w*|([a-zà-öø-ɏ]+(?:'[a-z]{1,3})?)")
_READ_AT_MOST = 4000  # characters of a stretch; more do not change the answer
_WORDS_WEIGHED = 40
_WORD_GAIN = 90  # tenths of a bit that a common word is worth
_FLOOR = 180  # tenths of a bit for a letter triple that neither language has
_OTHER = 125  # tenths of a bit a triple: dearer than this in both languages is neither
_OTHER_FEW = 120  # the same where there are a few words only
_CLEARLY = 12  # tenths of a bit a triple by which one of the two must be likelier


def words_of(folded: str) -> list[str]:
    """The words in Latin letters of folded text, without addresses, numbers and keys."""
    return [word for word in _TOKEN.findall(folded[:_READ_AT_MOST]) if word]


def clear_language(words: list[str]) -> Variety | None:
    """The language that common words alone make plain, else None."""
    counts = _common(words)
    best = max(counts, key=counts.__getitem__)
    others = sum(counts.values()) - counts[best]
    if counts[best] >= 3 and others <= 1 and counts[best] >= 6 * others:
        return best
    return None


def is_mixed(words: list[str]) -> bool:
    """Whether common words of two languages stand side by side often enough to look closer."""
    counts = sorted(_common(words).values())
    return counts[-2] >= 2


def language_of(words: list[str]) -> Variety | None:
    """The likeliest language of a stretch; None where it is too short to say (a name, an abbreviation)."""
    counts = _common(words)
    weighed = words[:_WORDS_WEIGHED]
    english, finnish, triples = _costs(weighed)
    costs: dict[Variety, int] = {
        "en": english - _WORD_GAIN * counts["en"],
        "fi": finnish - _WORD_GAIN * counts["fi"],
        "und": _OTHER * triples - _WORD_GAIN * counts["und"],
    }
    best = min(costs, key=costs.__getitem__)
    if counts[best] or (len(words) >= 3 and best != "und") or len(words) >= 5:
        return best
    return None


def language_of_few(words: list[str]) -> Variety | None:
    """The likelier of English and Finnish for a word or two that are the whole message; None for strange letters."""
    english, finnish, triples = _costs(words[:_WORDS_WEIGHED])
    best: Variety = "en" if english < finnish else "fi"
    if not triples or min(english, finnish) > _OTHER_FEW * triples or abs(english - finnish) < _CLEARLY * triples:
        return None
    return best


def _common(words: list[str]) -> dict[Variety, int]:
    languages = _common_words()
    counts: dict[Variety, int] = {"en": 0, "fi": 0, "und": 0}
    for word in words:
        language = languages.get(word)
        if language:
            counts[language] += 1
    return counts


def _costs(words: list[str]) -> tuple[int, int, int]:
    english = finnish = 0
    for word in words:
        costs = _costs_of(word)
        english += costs[0]
        finnish += costs[1]
    return english, finnish, sum(map(len, words))


@lru_cache(maxsize=4096)
def _costs_of(word: str) -> tuple[int, int]:
    table, padded, unknown = _triples(), f"_{word}_", (_FLOOR, _FLOOR)
    found = [table.get(padded[at : at + 3], unknown) for at in range(len(word))]
    return sum(costs[0] for costs in found), sum(costs[1] for costs in found)


def is_common(word: str) -> bool:
    """Whether a folded word is one of the common words of English or Finnish that tell them apart."""
    return word in _common_words()


@cache
def _common_words() -> dict[str, Variety]:
    """Each common word with the one language that has it."""
    found: dict[str, Variety] = {}
    languages: tuple[Variety, ...] = ("en", "fi", "und")
    for language in languages:
        for line in (_LANGUAGE / language / "words.txt").read_text(encoding="utf-8").splitlines():
            if not line.startswith("#"):
                found.update(dict.fromkeys(line.split(), language))
    return found


@cache
def _triples() -> dict[str, tuple[int, int]]:
    """Letter triples with their cost in English and in Finnish, in tenths of a bit."""
    table: dict[str, tuple[int, int]] = {}
    for line in (_LANGUAGE / "trigrams.tsv").read_text(encoding="utf-8").splitlines():
        triple, english, finnish = line.split("\t")
        table[triple] = (int(english), int(finnish))
    return table
