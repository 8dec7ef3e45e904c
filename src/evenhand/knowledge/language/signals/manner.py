"""How it is said: civil, heated, abusive or threatening, with the words that show it.

Complaining is everybody's right: a hard word about the matter is heat, only an attack on a person is
abuse, and a review, a lawyer or leaving is neither. Where in doubt the milder level is chosen.

Lists find words and whom they strike; learnt weights judge each clause as a whole; a small calibrated model weighs
both. What only the weights saw is quoted with the reason `like-an-attack`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from evenhand.knowledge.language.document import Document
from evenhand.knowledge.language.excerpt import excerpt
from evenhand.knowledge.language.scoring.evidence import ABUSIVE_FROM, evidence
from evenhand.knowledge.language.scoring.heads import Scored, Scores
from evenhand.knowledge.language.scoring.levels import LevelModel, level_of
from evenhand.knowledge.language.scoring.logistic import probabilities
from evenhand.knowledge.language.scoring.second import REASON, Meaning, SecondModel, second_chances
from evenhand.knowledge.language.shape import KINDS, KindSpan, Manner, MannerLevel, Target
from evenhand.knowledge.language.signals.findings import THREATS, Finding, attacks, find_harsh_words
from evenhand.knowledge.language.signals.matching import Hit

ATTACK_KINDS = ("insult", "degrading", "contempt", "appearance", "family", "discrimination", "sexual")
THREAT_KINDS = ("violence", "doxxing")
CLEARLY = 0.0  # log-odds of a clause from which on it is quoted as an attack in a message that holds one
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


class SecondLook(NamedTuple):
    """How a second look is weighed, and who is asked."""

    model: SecondModel
    meaning: Meaning


def find_manner(
    document: Document,
    hits: Sequence[Hit],
    scores: Scores,
    model: LevelModel,
    persistent: bool = False,
    second: SecondLook | None = None,
) -> Manner:
    """The manner of a message. `persistent`: it asks again what was answered more than once."""
    if not document.sentences:
        return Manner(reasons=("nothing-to-read",))
    findings = find_harsh_words(document, hits)
    chances = probabilities(model.logistic, evidence(document, findings, scores, persistent))
    again = _looked_again(document, chances, second) if second else None
    if second and again:
        chances, model = again, second.model.levels
    level = level_of(model, chances, document.language, findings.attack >= ABUSIVE_FROM)
    harsh = level in ("abusive", "threatening")
    found = [finding for finding in findings.found if harsh or not attacks(finding)]
    learnt = _learnt(document, found, scores.clauses, level) if harsh else []
    reasons = _reasons(level, found, learnt, persistent, findings.reported > 0) + (REASON,) * bool(again)
    if document.language == "und" and not harsh and not findings.found:
        level, reasons = "unclear", (*reasons, "unknown-language")
    spans = [_span(document, finding) for finding in found if finding.kind in KINDS] + learnt
    return Manner(
        level=level,
        score=round(chances[2] + chances[3], 2),
        kinds=_kinds([span.kind for span in spans], persistent),
        target=_target(found, level),
        spans=tuple(sorted(spans, key=lambda span: (span.start, span.end))),
        reasons=reasons,
    )


def _looked_again(document: Document, chances: Sequence[float], second: SecondLook) -> tuple[float, ...] | None:
    """The chances after a second look; None where there is no doubt, or no answer."""
    if not second.model.doubt.holds(chances[2] + chances[3]):
        return None
    said = second.meaning(excerpt(document))
    return second_chances(second.model, chances, said, document.language) if said else None


def _learnt(
    document: Document, found: Iterable[Finding], scored: Sequence[Scored], level: MannerLevel
) -> list[KindSpan]:
    """Clauses that the weights call an attack and in which no list found one; at least one if no list found any."""
    known = [(finding.hit.at, finding.hit.to) for finding in found if attacks(finding)]
    kinds = THREAT_KINDS if level == "threatening" else ATTACK_KINDS
    head = "threat" if level == "threatening" else "attack"
    free = [each for each in scored if not any(at < each.piece.end and each.piece.start < to for at, to in known)]
    chosen = [each for each in free if each.says(head) >= CLEARLY]
    if not chosen and not any(finding.kind in kinds for finding in found if attacks(finding)) and scored:
        chosen = [max(free or scored, key=lambda each: each.says(head))]
    spans = []
    for each in chosen:
        start, end = document.text.original_span(each.piece.start, each.piece.end)
        spans.append(KindSpan(start, end, document.text.original[start:end], max(kinds, key=each.says)))
    return spans


def _kinds(kinds: Iterable[str], persistent: bool) -> tuple[str, ...]:
    present = set(kinds) | ({"persistence"} if persistent else set())
    return tuple(kind for kind in KINDS if kind in present)


def _reasons(
    level: MannerLevel, found: Sequence[Finding], learnt: Sequence[KindSpan], persistent: bool, reported: bool
) -> tuple[str, ...]:
    codes = [_reason(finding) for finding in found]
    codes += [_REASON[span.kind] for span in learnt] + ["like-an-attack"] * bool(learnt)
    if level == "heated" and not codes:
        codes.append("angry-words")
    codes += ["persistence"] * persistent + ["quoted-only"] * (reported and level in ("civil", "heated"))
    return tuple(dict.fromkeys(codes))


def _reason(finding: Finding) -> str:
    if finding.kind in THREATS and finding.weight < 2:
        return "veiled-threat"
    return _REASON[finding.kind]


def _target(found: Sequence[Finding], level: MannerLevel) -> Target:
    if level in ("civil", "unclear"):
        return "none"
    if level in ("abusive", "threatening"):
        return "staff"
    targets = [finding.target for finding in found if finding.target != "none"]
    for target in ("product", "company", "other"):
        if target in targets:
            return target
    return "company"


def _span(document: Document, finding: Finding) -> KindSpan:
    start, end = finding.hit.start, finding.hit.end
    return KindSpan(start, end, document.text.original[start:end], finding.kind)
