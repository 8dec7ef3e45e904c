"""The phrases that rules look for: one index a variety for all rules together.

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

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from evenhand.knowledge.drafting.conjunctions import covers
from evenhand.knowledge.drafting.phrases import kept
from evenhand.knowledge.drafting.phrases.finder import Finder, Searched
from evenhand.knowledge.drafting.phrases.index import Cue, Index
from evenhand.knowledge.drafting.phrases.search import EXEMPT, find_meanings
from evenhand.knowledge.language.document import Document
from evenhand.knowledge.language.late import late
from evenhand.knowledge.language.text import fold
from evenhand.knowledge.language.variety import Variety

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
_VERB = late(r"(?<![关联维干体])系(?![统列数])")
REMOVED = "-"  # stands for a replacement by nothing
_FOLDERS = {"zh-Hant": "zh", "zh-Hans": "zh"}  # whose lists of forms (@name) a phrase may use


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


# Rules that weigh the kinds in a sentence against one another: a long phrase of one kind does not hide another's.
_KINDS_APART = frozenset(
    ("promise-without-date", "unchecked-promise", "promise-before-owed-input", "contradicts-record", "beyond-authority")
)


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


@cache
def finder(languages: tuple[str, ...]) -> Finder:
    """All rules' phrases of some languages: the index that is kept, or one compiled on first use."""
    state = kept.state(_RULES)
    index = kept.load(_RULES, languages, state)
    if index is None:
        index = compiled(languages)
        _fresh[languages] = index, state
    return Finder(index)


_fresh: dict[tuple[str, ...], tuple[Index, bytes]] = {}  # compiled since the start, and from lists in which state


def keep_compiled() -> None:
    """Keep what was compiled since the start for the next one, where Python may keep compiled modules."""
    while _fresh:
        languages, (index, state) = _fresh.popitem()
        kept.save(_RULES, languages, index, state)


def compiled(languages: tuple[str, ...]) -> Index:
    """All rules' phrases of some languages, compiled from the lists. Raises ValueError for a line in bad form."""
    from evenhand.knowledge.drafting.phrases.building import Wanted, built

    return built(
        Wanted(
            _as_texts_are(fold(line.phrase).folded, line.language),
            _FOLDERS.get(line.language, line.language),
            Cue(slug, line.kind, line.replacement),
        )
        for slug in _files()
        for line in lines(slug)
        if line.language in languages
    )


def _as_texts_are(phrase: str, language: str) -> str:
    """Cantonese 係 stays as it is when a text is folded; a phrase that was written with 系 means the same verb."""
    return _VERB.sub("係", phrase) if language == "yue" else phrase


def find_cues(document: Document, languages: Sequence[Variety]) -> dict[str, list[Found]]:
    """Every rule's phrases in a text, in order; of those that overlap the longest, and none that is exempt."""
    found = find_all_cues(document, languages)
    return {slug: [each for each in places if each.cue.kind != EXEMPT] for slug, places in found.items()}


def find_all_cues(document: Document, languages: Sequence[Variety]) -> dict[str, list[Found]]:
    """The same, and behind them the exempt phrases themselves.

    Of two that mean different things in one place the one stands that comes first in the lists.
    """
    text = Searched(_without_greetings(document.text.folded), [each.start for each in document.utterances])
    found: dict[str, list[Found]] = {}
    for read in dict.fromkeys(READS[each] for each in languages):
        for slug, places in find_meanings(finder(read), text).items():
            found.setdefault(slug, []).extend(map(Found._make, places))
    return {slug: settled(each, slug in _KINDS_APART) for slug, each in found.items()}


def _without_greetings(folded: str) -> str:
    """The text in one line, as long as before; nothing is said of the "you" in a Chinese greeting."""
    return folded.replace("\n", " ").replace("您好，", "○好，").replace("你好，", "○好，")


def settled(found: list[Found], apart: bool = False) -> list[Found]:
    """Without what overlaps an exempt phrase at least as long, and without what lies in a longer one; then the exempt.

    `apart`: only in a longer one of its own kind.
    """
    exempt = [each for each in found if each.cue.kind == EXEMPT]
    kept: list[Found] = []
    reach: dict[str, int] = {}
    for each in sorted(found, key=lambda one: (one.at, -one.to)):
        kind = each.cue.kind if apart else ""
        if each.cue.kind == EXEMPT or each.to <= reach.get(kind, 0) or any(covers(one, each) for one in exempt):
            continue
        reach[kind] = each.to
        kept.append(each)
    return kept + exempt
