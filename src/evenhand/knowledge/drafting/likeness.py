"""How like a slip a whole sentence is: what phrases found in a fair sentence is let pass.

A phrase sees its own words alone; whether "you did not send it" blames or states a fact is told by the words around it.
A logistic model for each of some rules was fitted to single sentences that others wrote down (`corpus/slips`), slips
and near misses, and to whole fair replies (`corpus/firm`). Where it says clearly that the sentence is a fair one, the
rule's phrases in it do not count; where it is not sure of a slip, what they find is a suggestion; and where hardly any
fair sentence sounds like it, it suggests without a phrase.
`likeness.<family>.tsv`, written by `tools/training/likeness.py`: a line for each rule (`#slug`, scale, bias, and the
log-odds of the three), then features with their weights as signed bytes in hexadecimal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from math import sqrt
from pathlib import Path
from struct import Struct
from typing import NamedTuple

from evenhand.knowledge.language.scoring.grams import features
from evenhand.knowledge.language.variety import FAMILY, Variety

LEARNT = (
    "absolute-guarantee", "admits-liability-before-facts", "blaming-customer", "contempt", "dismissive", "evasive",
    "forced-apology", "heat", "internal-leak", "proving-oneself-right", "sarcasm", "unbacked-claim",
    "unfair-restriction", "vague",
)  # fmt: skip
# Kinds of phrases that are no slip but stand beside one: what was found, why, until when, who looks at it again.
_BESIDE = {
    "admits-liability-before-facts": ("found", "cause", "open"),
    "evasive": ("cause", "content"),
    "unfair-restriction": ("reason", "end", "appeal"),
}
_HERE = Path(__file__).parent
_ROW = Struct(f"<{len(LEARNT)}b")


class Head(NamedTuple):
    """A rule's model: what turns a sum of small integers into log-odds, and from where on a sentence counts."""

    slug: str
    scale: float
    bias: float
    counts_from: float
    sure_from: float
    likely_from: float


class Likeness(NamedTuple):
    """The models of a family of varieties; `rows` are the features as they stand in the file."""

    heads: tuple[Head, ...]
    rows: Mapping[str, str]


class Doubts(NamedTuple):
    """Of a sentence: the rules for which it is a fair one and is not surely a slip, and what it sounds like by itself.

    `likely` has first what it is farthest above the line for.
    """

    unlike: frozenset[str]
    unsure: frozenset[str]
    likely: tuple[str, ...]


NO_DOUBTS = Doubts(frozenset(), frozenset(), ())


def is_judged(slug: str, kind: str) -> bool:
    """Whether phrases of a kind count only in sentences that are like the rule's slips."""
    return slug in LEARNT and kind not in _BESIDE.get(slug, ())


def doubts(folded: str, variety: Variety) -> Doubts:
    """What speaks against the rules' phrases in this folded sentence; nothing in a language that was not learnt."""
    if variety == "und":
        return NO_DOUBTS
    model = likeness(FAMILY[variety])
    valued = list(zip(model.heads, log_odds(model, folded), strict=True))
    above = [(value - head.likely_from, head.slug) for head, value in valued if value >= head.likely_from]
    return Doubts(
        frozenset(head.slug for head, value in valued if value < head.counts_from),
        frozenset(head.slug for head, value in valued if value < head.sure_from),
        tuple(slug for _, slug in sorted(above, reverse=True)),
    )


def log_odds(model: Likeness, folded: str) -> Sequence[float]:
    """What each model says of a folded sentence, above zero for a slip."""
    found = features(folded)
    met = [_ROW.unpack(bytes.fromhex(model.rows[each])) for each in model.rows.keys() & found]
    sums = map(sum, zip(*met, strict=True)) if met else [0] * len(model.heads)
    norm = sqrt(max(len(found), 1))
    return [head.bias + head.scale * value / norm for head, value in zip(model.heads, sums, strict=True)]


@cache
def likeness(family: str) -> Likeness:
    """The models of a family, read on first use. ValueError where they are not those of this version."""
    return read_likeness((_HERE / f"likeness.{family}.tsv").read_text(encoding="utf-8"))


def read_likeness(text: str) -> Likeness:
    """The models from the text of a file. Raises ValueError where its rules are not those of this version."""
    lines = text.split("\n")
    heads = [line.split("\t") for line in lines[: len(LEARNT)]]
    if tuple(row[0] for row in heads) != tuple(f"#{slug}" for slug in LEARNT):
        raise ValueError("the rules of the likeness are not those of this version")
    rows = dict([line.split("\t") for line in lines[len(LEARNT) :] if line])
    return Likeness(tuple(Head(row[0][1:], *map(float, row[1:])) for row in heads), rows)
