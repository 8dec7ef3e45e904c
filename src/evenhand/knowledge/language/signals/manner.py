"""How it is said: civil, heated, abusive or threatening, with the words that show it.

Complaining is everybody's right: a hard word about the matter is heat, only an attack on a person is
abuse, and a review, a lawyer or leaving is neither. Where in doubt the milder level is chosen.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from evenhand.knowledge.language.document import Document
from evenhand.knowledge.language.shape import KINDS, KindSpan, Manner, MannerLevel, Target
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
HEATED_FROM, ABUSIVE_FROM, THREATENING_SCORE = 0.3, 0.6, 0.9

LAWFUL = frozenset({"publicity", "legal", "cancel"})
THREATS = frozenset({"violence", "doxxing"})
FACTS = LAWFUL | {"ultimatum", "blame_shift", "physical"}
_REASON = {
    "insult": "insult-at-staff",
    "degrading": "insult-at-staff",
    "appearance": "slur",
    "discrimination": "slur",
    "family": "family-attacked",
    "sexual": "sexual-remark",
    "violence": "threat-of-harm",
    "doxxing": "private-life",
    "contempt": "contempt-at-staff",
    "profanity": "swearing",
    "heat": "angry-words",
    "publicity": "lawful-step",
    "legal": "lawful-step",
    "cancel": "lawful-step",
    "ultimatum": "ultimatum",
    "persistence": "persistence",
    "blame_shift": "shifts-blame",
    "beyond_contract": "beyond-contract",
    "physical": "blow-reported",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """A hit after its surroundings were read. `weight` 0 is a fact that says nothing about manner."""

    hit: Hit
    kind: str
    weight: int
    target: Target


def find_manner(document: Document, hits: Sequence[Hit], persistent: bool = False) -> Manner:
    """The manner of a message. `persistent`: it asks again what was answered more than once."""
    if not document.sentences:
        return Manner(reasons=("nothing-to-read",))
    judged = [_judge(document.text.folded, hit) for hit in hits if hit.entry.signal == "manner"]
    findings = [finding for finding in judged if isinstance(finding, Finding)]
    dropped = "reported" in judged
    attack = _together(ATTACK_STRENGTH[finding.weight] for finding in findings if _attacks(finding))
    heat = _heat(document, findings)
    level = _level(findings, attack, heat)
    reasons = _reasons(findings, persistent, dropped and attack == 0)
    if document.language == "und" and level in ("civil", "heated") and not findings:
        level, reasons = "unclear", (*reasons, "unknown-language")
    return Manner(
        level=level,
        score=_score(level, attack, heat),
        kinds=_kinds(findings, persistent),
        target=_target(findings, level),
        spans=tuple(_span(document, finding) for finding in findings if finding.kind in KINDS),
        reasons=reasons,
    )


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


def _attacks(finding: Finding) -> bool:
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
    return _together(strengths)


def _together(strengths: Iterable[float]) -> float:
    rest = 1.0
    for strength in strengths:
        rest *= 1.0 - strength
    return 1.0 - rest


def _level(findings: Iterable[Finding], attack: float, heat: float) -> MannerLevel:
    if any(finding.kind in THREATS and finding.weight >= 2 for finding in findings):
        return "threatening"
    if attack >= ABUSIVE_FROM:
        return "abusive"
    return "heated" if attack + heat - attack * heat >= HEATED_FROM else "civil"


def _score(level: MannerLevel, attack: float, heat: float) -> float:
    """0 to 1 along the four levels; heat alone never reaches the band of abuse."""
    if level == "threatening":
        return round(max(THREATENING_SCORE, attack), 2)
    if level == "abusive":
        return round(attack, 2)
    return round(min(attack + heat - attack * heat, ABUSIVE_FROM - 0.01), 2)


def _kinds(findings: Iterable[Finding], persistent: bool) -> tuple[str, ...]:
    present = {finding.kind for finding in findings} | ({"persistence"} if persistent else set())
    return tuple(kind for kind in KINDS if kind in present)


def _reasons(findings: Iterable[Finding], persistent: bool, only_quoted: bool) -> tuple[str, ...]:
    codes = [_reason(finding) for finding in findings]
    codes += ["persistence"] * persistent + ["quoted-only"] * only_quoted
    return tuple(dict.fromkeys(codes))


def _reason(finding: Finding) -> str:
    if finding.kind in THREATS and finding.weight < 2:
        return "veiled-threat"
    return _REASON[finding.kind]


def _target(findings: Sequence[Finding], level: MannerLevel) -> Target:
    if level in ("civil", "unclear"):
        return "none"
    targets = [finding.target for finding in findings if finding.target != "none"]
    for target in ("staff", "product", "company", "other"):
        if target in targets:
            return target
    return "company"


def _span(document: Document, finding: Finding) -> KindSpan:
    start, end = finding.hit.start, finding.hit.end
    return KindSpan(start, end, document.text.original[start:end], finding.kind)
