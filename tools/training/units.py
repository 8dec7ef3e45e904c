"""What the clause heads learn from: clauses with what is known of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tools.corpus.items import Item

from evenhand.knowledge.language.prepare import prepare
from evenhand.knowledge.language.scoring.heads import HEADS, family_of, pieces
from evenhand.knowledge.language.signals.findings import LAWFUL
from evenhand.knowledge.language.signals.manner import ATTACK_KINDS, THREAT_KINDS
from evenhand.knowledge.language.text import fold

FAMILIES = ("en", "fi", "zh")
_CAPITAL = re.compile(r"(?<=[^\s.!?…:\"“(-] )[A-ZÄÖÅ][a-zäöåé']+")
OTHER_CLAUSE = 0.5  # weight of a clause that carries no label in a message that has labels elsewhere

# What a line of the phrase bank says of each head; heads that are not named in `_KNOWN_ABSENT` stay unknown.
_PHRASES: dict[str, tuple[str, ...]] = {
    **{kind: ("attack", kind) for kind in ATTACK_KINDS},
    "wish": ("attack", "degrading"),
    "obfuscated": ("attack", "insult"),
    **{kind: ("threat", kind) for kind in THREAT_KINDS},
    "heat": ("hot",),
    "swearing": ("hot", "profanity"),
    "ultimatum": ("ultimatum",),
    "lawful": ("lawful",),
    "haggle": ("haggle",),
    "fault": ("our_fault",),
    "promise": ("promise",),
    "theirs": ("theirs",),
    "unreasonable": ("ask", "unreasonable"),
    "ask": ("ask",),
    "praise": ("profanity",),
    **dict.fromkeys(("reproach", "quoted", "lookalike", "price", "defect", "notpromise", "plain"), ()),
}
_UNSURE: dict[str, tuple[str, ...]] = {
    "heat": ("profanity", "our_fault", "lawful", "ultimatum"),
    "reproach": ("hot", "our_fault", "theirs"),
    "quoted": ("hot", "profanity"),
    "lookalike": ("profanity",),
    "insult": ("hot", "profanity"),
    "praise": ("hot",),
    "lawful": ("hot", "ultimatum"),
    "ultimatum": ("hot", "lawful", "ask"),
    "fault": ("hot", "theirs"),
    "theirs": ("our_fault",),
    "defect": ("hot",),
    "unreasonable": ("haggle", "hot"),
    "haggle": ("ask", "lawful", "unreasonable"),
    "price": ("ask",),
    "notpromise": ("ask", "lawful", "ultimatum", "threat"),
    "ask": ("haggle",),
}


@dataclass(frozen=True, slots=True)
class Unit:
    """A clause in folded characters. `labels` holds what is known: 1 the head applies, 0 it does not."""

    folded: str
    family: str
    variety: str
    labels: dict[str, int]
    weight: float
    group: str
    source: str
    capitals: frozenset[str] = frozenset()  # folded words that are written with a capital inside a sentence


def phrase_units(lines: Iterable[tuple[str, str, str, str]]) -> Iterator[Unit]:
    """The lines of the phrase bank: variety, group, label and text of each."""
    for variety, group, label, text in lines:
        folded = fold(text).folded
        labels = _phrase_labels(label)
        yield Unit(folded, family_of(variety), variety, labels, 1.0, group, "phrases", capitals_of(text))


def capitals_of(text: str) -> frozenset[str]:
    """The folded words with a capital that do not begin the text: mostly names."""
    return frozenset(fold(word).folded for word in _CAPITAL.findall(text))


def _phrase_labels(label: str) -> dict[str, int]:
    present = _PHRASES[label]
    unsure = set(_UNSURE.get(label, ()))
    if present[:1] == ("attack",):
        unsure |= {*ATTACK_KINDS, "hot", "profanity", "our_fault"} if label == "obfuscated" else {"hot", "profanity"}
    if present[:1] == ("threat",):
        unsure |= {"hot", "ultimatum"}
    return {head: int(head in present) for head in HEADS if head in present or head not in unsure}


def corpus_units(items: Iterable[Item]) -> Iterator[Unit]:
    """The clauses of the messages, labelled by the stretches that they share with the labelled words."""
    for item in items:
        document = prepare(item.text, item.sent_at)
        for piece in pieces(document):
            start, end = document.text.original_span(piece.start, piece.end)
            labels = _clause_labels(item, start, end)
            weight = 1.0 if any(labels.values()) or item.manner in ("civil", "heated") else OTHER_CLAUSE
            folded = document.text.folded[piece.start : piece.end]
            capitals = capitals_of(item.text[start:end])
            family = family_of(item.variety)
            yield Unit(folded, family, item.variety, labels, weight, item.group, "corpus", capitals)


def _clause_labels(item: Item, start: int, end: int) -> dict[str, int]:
    kinds = {words.label for words in item.spans if _shares(words.start, words.end, start, end)}
    asked = any(_shares(words.start, words.end, start, end) for words in item.asks)
    promised = {promise.by for promise in item.commitments if _shares(promise.start, promise.end, start, end)}
    present = {
        "attack": bool(kinds & set(ATTACK_KINDS)) and item.manner in ("abusive", "threatening"),
        "threat": bool(kinds & set(THREAT_KINDS)) and item.manner == "threatening",
        **{kind: kind in kinds for kind in (*ATTACK_KINDS, *THREAT_KINDS)},
        "profanity": "profanity" in kinds,
        "lawful": bool(kinds & LAWFUL),
        "ultimatum": "ultimatum" in kinds,
        "haggle": any(_shares(words.start, words.end, start, end) for words in item.haggle),
        "our_fault": any(_shares(words.start, words.end, start, end) for words in item.our_fault),
        "promise": "writer" in promised,
        "theirs": "reader" in promised,
        "ask": asked,
    }
    labels = {head: int(value) for head, value in present.items()}
    if item.manner in ("civil", "heated"):
        labels["hot"] = int(item.manner == "heated")
    if asked:
        labels["unreasonable"] = int(item.demand == "unreasonable")
        labels["fair"] = int(item.demand == "reasonable")
    return labels


def _shares(first: int, last: int, start: int, end: int) -> bool:
    """Whether two stretches share at least half of the shorter one."""
    shared = min(last, end) - max(first, start)
    return shared > 0 and 2 * shared >= min(last - first, end - start)
