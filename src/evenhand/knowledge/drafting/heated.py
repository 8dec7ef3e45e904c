"""Whether a draft is hot: what the rules for heat and contempt found, or words that attack or boil over."""

from __future__ import annotations

from collections.abc import Iterable

from evenhand.knowledge.drafting.draft import Draft
from evenhand.knowledge.drafting.finding import Finding
from evenhand.knowledge.language.signals.findings import find_harsh_words
from evenhand.knowledge.language.signals.matching import scan

HOT = frozenset({"heat", "contempt"})
ATTACK_FROM = 0.35  # one mild attack on a person (see signals/findings.py)
HEAT_FROM = 0.3  # one strong word, or several mild ones


def is_hot(draft: Draft, findings: Iterable[Finding]) -> bool:
    """Whether it would be better read once more later. Quoted words of others are not counted."""
    if any(finding.slug in HOT for finding in findings):
        return True
    if not draft.sentences:
        return False
    harsh = find_harsh_words(draft.document, scan(draft.document))
    return harsh.attack >= ATTACK_FROM or harsh.heat >= HEAT_FROM
