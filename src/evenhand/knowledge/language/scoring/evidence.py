"""The evidence of a whole message as a row of numbers: what the lists found and what the heads say of its clauses."""

from __future__ import annotations

from math import log

from evenhand.knowledge.language.document import Document
from evenhand.knowledge.language.scoring.grams import is_chinese
from evenhand.knowledge.language.scoring.heads import AT, Scores, without
from evenhand.knowledge.language.signals.findings import THREATS, Findings, attacks
from evenhand.knowledge.language.signals.loudness import exclaimed, shouted
from evenhand.knowledge.language.variety import VARIETIES

SHORT = (200, 60)  # folded characters, Latin and Chinese: of more clauses one looks like an attack by chance
LONGEST = 1.5  # in logarithms of its length over the short one: a wall of insults stays one
HEATED_FROM, ABUSIVE_FROM = 0.3, 0.6  # strengths of list findings from which on the lists alone would say so
# What is asked, promised or haggled says nothing about how: an insult beside a polite request is an insult.
_MAXIMA = (
    "attack", "threat", "hot", "insult", "degrading", "contempt", "appearance", "family", "discrimination", "sexual",
    "violence", "doxxing", "profanity", "lawful", "ultimatum", "our_fault", "offence", "anger",
)  # fmt: skip
_SECONDS = ("attack", "hot", "offence", "anger")
_AIMED = (
    "attack", "threat", "insult", "degrading", "contempt", "appearance", "family", "discrimination", "sexual",
    "violence", "doxxing", "offence",
)  # fmt: skip
_AIMED_AT = frozenset(AT[head] for head in _AIMED)
_MAXIMA_AT = tuple(AT[head] for head in _MAXIMA)
_SECONDS_AT = tuple(AT[head] for head in _SECONDS)
NAMES = (
    *(f"max-{head}" for head in _MAXIMA),
    *(f"second-{head}" for head in _SECONDS),
    "list-attack", "list-heat", "list-threat", "list-veiled", "list-attack-count", "list-other", "list-product",
    "list-swearing", "list-lawful", "list-ultimatum", "reported", "capitals", "exclamation", "long", "persistent",
    "list-and-head", "head-or-list", "list-says-heated", "list-says-abusive", "list-says-threatening",
    *(f"in-{variety}" for variety in VARIETIES),
)  # fmt: skip


def evidence(document: Document, findings: Findings, scores: Scores, persistent: bool = False) -> tuple[float, ...]:
    """One number for each of `NAMES`. Where harsh words strike nobody here, the heads of attack are not asked."""
    told = without(scores, findings.cleared)
    maxima = [(told if place in _AIMED_AT else scores).highest[place] for place in _MAXIMA_AT]
    seconds = [(told if place in _AIMED_AT else scores).second[place] for place in _SECONDS_AT]
    listed = _listed(document, findings)
    attack = maxima[0]
    return (
        *maxima,
        *seconds,
        *listed,
        min(LONGEST, max(0.0, log(max(1, len(document.text.folded)) / SHORT[is_chinese(document.text.folded)]))),
        float(persistent),
        findings.attack * attack,
        max(findings.attack * 8, attack),
        float(findings.attack < ABUSIVE_FROM and findings.heat >= HEATED_FROM),
        float(findings.attack >= ABUSIVE_FROM),
        float(any(finding.kind in THREATS and finding.weight >= 2 for finding in findings.found)),
        *(float(document.language == variety) for variety in VARIETIES),
    )


def _listed(document: Document, findings: Findings) -> tuple[float, ...]:
    found = findings.found
    kinds = [finding.kind for finding in found]
    return (
        findings.attack,
        findings.heat,
        max((finding.weight / 3 for finding in found if finding.kind in THREATS), default=0.0),
        float(any(finding.kind in THREATS and finding.weight == 1 for finding in found)),
        min(3, sum(map(attacks, found))) / 3,
        float(any(finding.target == "other" for finding in found)),
        float(any(finding.target == "product" for finding in found)),
        min(3, kinds.count("profanity")) / 3,
        float(any(kind in ("publicity", "legal", "cancel") for kind in kinds)),
        float("ultimatum" in kinds),
        float(findings.reported > 0),
        float(shouted(document)),
        float(exclaimed(document)),
    )
