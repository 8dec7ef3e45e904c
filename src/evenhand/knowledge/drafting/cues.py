"""The phrases that rules look for: one automaton a variety for all rules together.

They stand beside the rule in `rules/<group>/<rule>.tsv`, and in `<rule>.<language>.tsv` where a language has much to
say. A line is `language, kind, phrase`, and where the words can be replaced in one click `, replacement` ("-" removes
them). The language is en, fi, zh (both scripts), zh-Hant, zh-Hans or yue; a Cantonese draft reads the lines of zh too.
Only lines of one script may replace. The kind chooses the rule's message; `exempt` cancels what it covers. Phrases are
written as in `language/signals/lexicon.py`: `{a|b|}` is a choice, `~` lets a word go on, `{…}` is up to ten characters
of the same sentence. Lines that begin with # are comments.

A phrase may be in several parts (`conjunctions.py`): `a & b` stand in one sentence in any order, `a > b` in this order,
and `!c` must not stand in it: `@your_side & {forgot|ignored} & !{if|in case}`. No part lies farther than 100 characters
(40 where Chinese stands between) from another. Equal parts cost nothing, so write them alike.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from evenhand.knowledge.drafting.conjunctions import Conjunctions, Part, Place, is_conjunction
from evenhand.knowledge.language.document import Document, Utterance
from evenhand.knowledge.language.shape import Variety
from evenhand.knowledge.language.signals.automaton import Matcher
from evenhand.knowledge.language.signals.lexicon import Phrase, strings_of
from evenhand.knowledge.language.text import fold

_RULES = Path(__file__).parent / "rules"
READS: Mapping[str, tuple[str, ...]] = {
    "en": ("en",),
    "fi": ("fi",),
    "zh-Hant": ("zh", "zh-Hant"),
    "zh-Hans": ("zh", "zh-Hans"),
    "yue": ("yue", "zh"),
    "und": ("en",),
}
LANGUAGES = frozenset(language for languages in READS.values() for language in languages)
EXEMPT = "exempt"
_VERB = re.compile(r"(?<![关联维干体])系(?![统列数])")
REMOVED = "-"  # stands for a replacement by nothing
_FOLDERS = {"zh-Hant": "zh", "zh-Hans": "zh"}  # whose lists of forms (@name) a phrase may use


class Cue(NamedTuple):
    """What a phrase means: the rule, the kind, and what to put in its place (None: nothing ready)."""

    slug: str
    kind: str
    replacement: str | None = None


class Found(NamedTuple):
    """A phrase in the folded text."""

    at: int
    to: int
    cue: Cue


class Line(NamedTuple):
    """A line of a rule's phrases."""

    language: str
    kind: str
    phrase: str
    replacement: str | None


@cache
def lines(slug: str) -> tuple[Line, ...]:
    """The lines of one rule; () for a rule that looks for no phrases."""
    return tuple(line for path in _files().get(slug, ()) for line in _parsed(path))


@cache
def _files() -> Mapping[str, list[Path]]:
    """The files of each rule: `<rule>.tsv`, and `<rule>.<language>.tsv` where a language has much to say."""
    found: dict[str, list[Path]] = {}
    for path in sorted(_RULES.glob("*/*.tsv")):
        found.setdefault(path.name.split(".")[0].replace("_", "-"), []).append(path)
    return found


def _parsed(path: Path) -> Iterator[Line]:
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.strip() and not line.startswith("#"):
            language, kind, phrase, *rest = line.split("\t")
            replacement: str | None = rest[0] if rest else None
            yield Line(language, kind, phrase, "" if replacement == REMOVED else replacement)


class Lookout(NamedTuple):
    """What is looked for in one variety: an automaton, and the lines in several parts to which some hits belong."""

    matcher: Matcher[Cue | Part]
    conjunctions: Conjunctions[Cue]


@cache
def lookout(variety: Variety) -> Lookout:
    """All rules' phrases of a variety, built on first use."""
    strings: dict[str, list[Phrase[Cue | Part]]] = {}
    conjunctions: Conjunctions[Cue] = Conjunctions()
    for slug in _files():
        for line in lines(slug):
            if line.language in READS[variety]:
                cue, folder = Cue(slug, line.kind, line.replacement), _FOLDERS.get(line.language, line.language)
                phrase = _as_texts_are(fold(line.phrase).folded, line.language)
                if is_conjunction(phrase):
                    conjunctions.add(phrase, folder, cue)
                else:
                    _look_for(strings, phrase, folder, cue)
    for (phrase, folder), number in conjunctions.numbers.items():
        _look_for(strings, phrase, folder, Part(number))
    return Lookout(Matcher(strings), conjunctions)


def _look_for(strings: dict[str, list[Phrase[Cue | Part]]], phrase: str, folder: str, meaning: Cue | Part) -> None:
    for text, sought in strings_of(phrase, folder, meaning):
        strings.setdefault(text, []).append(sought)


def _as_texts_are(phrase: str, language: str) -> str:
    """Cantonese 係 stays as it is when a text is folded; a phrase that was written with 系 means the same verb."""
    return _VERB.sub("係", phrase) if language == "yue" else phrase


def find_cues(document: Document, languages: Sequence[Variety]) -> dict[str, list[Found]]:
    """Every rule's phrases in a text, in order; of those that overlap the longest, and none that is exempt."""
    searchable = document.text.folded.replace("\n", " ")
    found: dict[str, list[Found]] = {}
    for variety in languages:
        matcher, conjunctions = lookout(variety)
        parts: dict[int, list[Place]] = {}
        for at, to, meaning in matcher.find(searchable):
            if isinstance(meaning, Part):
                parts.setdefault(meaning.number, []).append(Place(at, to))
            else:
                found.setdefault(meaning.slug, []).append(Found(at, to, meaning))
        for cue, place in list(_together(conjunctions, document.utterances, parts, found, searchable)):
            found.setdefault(cue.slug, []).append(Found(place.at, place.to, cue))
    return {slug: settled(each) for slug, each in found.items()}


def _together(
    conjunctions: Conjunctions[Cue],
    utterances: Sequence[Utterance],
    parts: Mapping[int, Sequence[Place]],
    found: Mapping[str, Sequence[Found]],
    searchable: str,
) -> Iterator[tuple[Cue, Place]]:
    """The phrases in several parts, sentence by sentence; a part that is exempt is none."""
    exempt = {slug: [one for one in each if one.cue.kind == EXEMPT] for slug, each in found.items()}

    def barred(cue: Cue, place: Place) -> bool:
        return any(_covers(one, place) for one in exempt.get(cue.slug, ()))

    starts = [each.start for each in utterances]
    by_sentence: dict[int, dict[int, list[Place]]] = {}
    for number, places in parts.items():
        for place in places:
            sentence = by_sentence.setdefault(bisect_right(starts, place.at), {})
            sentence.setdefault(number, []).append(place)
    for present in by_sentence.values():
        yield from conjunctions.find(searchable, present, barred)


def settled(found: list[Found]) -> list[Found]:
    """Without exempt phrases and what overlaps one at least as long, and without what lies in a longer one."""
    exempt = [each for each in found if each.cue.kind == EXEMPT]
    kept: list[Found] = []
    reach = 0
    for each in sorted(set(found), key=lambda one: (one.at, -one.to)):
        if each.cue.kind == EXEMPT or each.to <= reach or any(_covers(one, each) for one in exempt):
            continue
        reach = each.to
        kept.append(each)
    return kept


def _covers(exempt: Found, found: Found | Place) -> bool:
    overlap = exempt.at < found.to and found.at < exempt.to
    return overlap and exempt.to - exempt.at >= found.to - found.at
