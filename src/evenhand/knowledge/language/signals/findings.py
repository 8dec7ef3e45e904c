"""What the harsh words of a message are, and whom they strike: lexicon hits after their surroundings were read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from evenhand.knowledge.language.document import Document
from evenhand.knowledge.language.shape import Target
from evenhand.knowledge.language.signals.context import (
    Aimed,
    aimed_direct,
    aimed_noun,
    aimed_trait,
    cues,
    praised,
)
from evenhand.knowledge.language.signals.loudness import loudness
from evenhand.knowledge.language.signals.matching import Hit

# How much one finding says by weight 1, 2, 3; findings combine as independent evidence (1 - product of rests).
ATTACK_STRENGTH = (0.0, 0.35, 0.68, 0.9)
HEAT_STRENGTH = (0.0, 0.12, 0.3, 0.4)
SWEARING_STRENGTH = 0.35
LOUD_STRENGTH = 0.12

LAWFUL = frozenset({"publicity", "legal", "cancel"})
THREATS = frozenset({"violence", "doxxing"})
FACTS = LAWFUL | {"ultimatum", "blame_shift", "physical"}


@dataclass(frozen=True, slots=True)
class Finding:
    """A hit after its surroundings were read. `weight` 0 is a fact that says nothing about manner."""

    hit: Hit
    kind: str
    weight: int
    target: Target


@dataclass(frozen=True, slots=True)
class Findings:
    """All findings of a message. `reported`: harsh words that somebody else is said to have used.

    `cleared` are the folded places of words that look harsh and strike nobody here: denied, quoted, said of the
    writer or of a thing, or known to be harmless.
    """

    found: tuple[Finding, ...]
    reported: int
    cleared: tuple[tuple[int, int], ...]
    attack: float
    heat: float


def find_harsh_words(document: Document, hits: Sequence[Hit]) -> Findings:
    """The lexicon's view of a message; `attack` and `heat` are 0 to 1."""
    manner = [hit for hit in hits if hit.entry.signal == "manner"]
    judged = [_judge(document.text.folded, hit) if hit.entry.aim != "exempt" else "nobody" for hit in manner]
    found = tuple(finding for finding in judged if isinstance(finding, Finding))
    cleared = [(hit.at, hit.to) for hit, said in zip(manner, judged, strict=True) if _strikes_nobody(hit, said)]
    attack = together(ATTACK_STRENGTH[finding.weight] for finding in found if attacks(finding))
    return Findings(found, judged.count("reported"), tuple(cleared), attack, _heat(document, found))


def _strikes_nobody(hit: Hit, said: Finding | Aimed) -> bool:
    """Whether words that could attack a person were found to be denied, quoted, harmless, or said of a thing."""
    if isinstance(said, Finding):
        return said.kind == "heat" and hit.entry.kind != "heat"
    return said in ("reported", "nobody") and hit.entry.kind not in ("heat", "profanity", *FACTS)


def _judge(folded: str, hit: Hit) -> Finding | Aimed:
    """The hit as a finding, or whom it strikes when that is nobody here."""
    kind, weight, aim = hit.entry.kind, hit.entry.weight, hit.entry.aim
    if aim == "thing":
        return _judge_thing(folded, hit)
    if kind in FACTS and weight == 0:
        return _judge_fact(folded, hit)
    if aim == "person":
        struck = aimed_noun(folded, hit.at, hit.to, hit.language, mild=weight < 2)
    elif aim == "trait":
        struck = aimed_trait(folded, hit.at, hit.to, hit.language)
    else:
        struck = aimed_direct(folded, hit.at, hit.to, hit.language)
    if struck == "thing":
        if kind == "appearance":
            return "nobody"
        return Finding(hit, "heat", min(weight, 2), "product")
    if struck == "other":
        return Finding(hit, "profanity", 1, "other")
    return Finding(hit, kind, weight, "staff") if struck == "staff" else struck


def _judge_thing(folded: str, hit: Hit) -> Finding | Aimed:
    known = cues(hit.language)
    struck = aimed_direct(folded, hit.at, hit.to, hit.language)
    if hit.entry.kind == "profanity":
        if praised(folded, hit.to, hit.language):
            return "nobody"
        struck = "staff" if struck == "nobody" else struck
    if struck != "staff":
        return struck
    about = folded[max(0, hit.at - 60) : hit.to + 60]
    return Finding(hit, hit.entry.kind, hit.entry.weight, "product" if known.product.search(about) else "company")


def _judge_fact(folded: str, hit: Hit) -> Finding | Aimed:
    struck = aimed_direct(folded, hit.at, hit.to, hit.language)
    if struck == "nobody" and hit.entry.kind != "ultimatum":
        return "nobody"
    return Finding(hit, hit.entry.kind, 0, "none")


def attacks(finding: Finding) -> bool:
    """Whether a finding is an attack on those who serve."""
    return finding.target == "staff" and finding.kind not in ("heat", "profanity")


def _heat(document: Document, findings: Iterable[Finding]) -> float:
    strengths = []
    for finding in findings:
        if finding.kind == "heat":
            strengths.append(HEAT_STRENGTH[finding.weight])
        elif finding.kind == "profanity":
            strengths.append(SWEARING_STRENGTH)
    if loudness(document):
        strengths.append(LOUD_STRENGTH)
    return together(strengths)


def together(strengths: Iterable[float]) -> float:
    """Independent pieces of evidence as one, 0 to 1."""
    rest = 1.0
    for strength in strengths:
        rest *= 1.0 - strength
    return 1.0 - rest
