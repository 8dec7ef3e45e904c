"""One pass over the folded text finds every phrase of every lexicon that applies."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache

from evenhand.knowledge.language.document import Document
from evenhand.knowledge.language.signals.automaton import Matcher
from evenhand.knowledge.language.signals.disguise import undisguised
from evenhand.knowledge.language.signals.lexicon import Entry, load
from evenhand.knowledge.language.variety import Variety

LONGEST_EXEMPT = 60  # folded characters of a harmless phrase
_LATIN = re.compile(r"[a-z🖕🤬😡💩]")
_LEXICONS: dict[Variety, tuple[str, ...]] = {
    "en": ("en",),
    "fi": ("fi",),
    "zh-Hans": ("zh", "yue", "en"),
    "zh-Hant": ("zh", "yue", "en"),
    "yue": ("yue", "zh", "en"),
    "und": ("en", "fi", "zh", "yue"),
}


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase that was found: original offsets, folded offsets, the sentence it stands in."""

    start: int
    end: int
    at: int
    to: int
    sentence: int
    language: str
    entry: Entry


@cache
def matcher(language: str) -> Matcher[Entry]:
    """The matcher of a language, built on first use and kept."""
    return Matcher(load(language))


def scan(document: Document) -> tuple[Hit, ...]:
    """All phrases in the writer's own words, longest first where one signal finds several in a place."""
    if not document.sentences:
        return ()
    searchable = document.text.folded.replace("\n", " ")
    disguised = undisguised(searchable)
    hits: list[Hit] = []
    for language in _wanted(document, searchable):
        found = matcher(language).find(searchable)
        if disguised:
            found += _unmasked(disguised, language)
        if found:
            hits += _placed(document, language, found)
    return tuple(_settled(hits))


def _wanted(document: Document, searchable: str) -> list[str]:
    """The lexicons that can find anything here, the nearest to each sentence's language first."""
    wanted = dict.fromkeys(name for sentence in document.sentences for name in _LEXICONS[sentence.language])
    latin = _LATIN.search(searchable) is not None
    return [name for name in wanted if latin or name not in ("en", "fi")]


def _unmasked(disguised: list[tuple[int, int, str]], language: str) -> list[tuple[int, int, Entry]]:
    """The harsh words that disguised tokens are, whole."""
    return [
        (start, end, entry)
        for start, end, plain in disguised
        for at, to, entry in matcher(language).find(plain)
        if entry.signal == "manner" and to - at == len(plain)
    ]


def _placed(document: Document, language: str, found: list[tuple[int, int, Entry]]) -> list[Hit]:
    """The hits that lie in a sentence whose language reads this lexicon."""
    sentences = document.sentences
    starts = [sentence.start for sentence in sentences]
    hits = []
    for at, to, entry in found:
        start, end = document.text.original_span(at, to)
        index = bisect_right(starts, start) - 1
        if index < 0 or start >= sentences[index].end or language not in _LEXICONS[sentences[index].language]:
            continue
        if end <= sentences[index].end or end <= _own_end(document, index):
            spoken = "yue" if sentences[index].language == "yue" and language == "zh" else language
            hits.append(Hit(start, end, at, to, index, spoken, entry))
    return hits


def _own_end(document: Document, index: int) -> int:
    """Where the words end that a phrase beginning in this sentence may reach: a soft-wrapped line goes on."""
    sentence = document.sentences[index]
    if index + 1 < len(document.sentences):
        following = document.sentences[index + 1]
        if document.text.original[sentence.end : following.start] in ("\n", "\r\n", " \n"):
            return following.end
    return sentence.end


def _settled(hits: list[Hit]) -> list[Hit]:
    """Drop what an exemption covers, and of one signal's hits those inside a longer one; exemptions stay. One sweep."""
    exempt = sorted((hit.at, hit.to) for hit in hits if hit.entry.aim == "exempt")
    kept: list[Hit] = []
    covered: dict[str, int] = {}
    for hit in sorted(hits, key=lambda hit: (hit.at, -hit.to, -hit.entry.weight)):
        signal = hit.entry.signal
        if hit.entry.aim == "exempt":
            kept.append(hit)
            continue
        if hit.to <= covered.get(signal, 0) or _exempted(hit, exempt):
            continue
        covered[signal] = hit.to
        kept.append(hit)
    return kept


def _exempted(hit: Hit, exempt: list[tuple[int, int]]) -> bool:
    """Whether a harmless phrase at least as long overlaps the hit."""
    length = hit.to - hit.at
    first = bisect_left(exempt, (hit.at - LONGEST_EXEMPT, 0))
    for start, end in exempt[first:]:
        if start >= hit.to:
            return False
        if end > hit.at and end - start >= length:
            return True
    return False
