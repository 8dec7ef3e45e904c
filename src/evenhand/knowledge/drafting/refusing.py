"""Refusals in a draft: where we say no, whether a reason stands near, and whether anything is offered instead."""

from __future__ import annotations

import re
from collections.abc import Collection

from evenhand.knowledge.drafting.deliveries import is_question
from evenhand.knowledge.drafting.draft import Draft, Match

REASONS = "refusal-without-reason"  # the rule beside which stand: refusal, hypothetical, reason, ground, hollow
ALTERNATIVES = "refusal-without-alternative"  # alternative, closed
_SAYS_ENOUGH = 24  # columns of a sentence beside a refusal that can be its reason
_SHORTLY = 20  # code points behind a word in which "mukaan" and the like still belong to it
_SAYS_WHY = re.compile(
    r"[,;:，；：、—–(]|\b(?:under|per|according|by|outside|within|after)\b|mukaan|nojalla|perusteella|所限|限制"
)
_FIRST_WIDE = "⺀"


def refusals(draft: Draft) -> list[Match]:
    """Where we refuse what was asked, in order; none in a sentence that asks, supposes or tells of a fault."""
    cues = draft.matches(REASONS)
    found = [each for each in cues if each.cue.kind == "refusal"]
    if not found:
        return []
    supposed = {each.sentence for each in cues if each.cue.kind == "hypothetical"}
    return [each for each in found if each.sentence not in supposed and not is_question(draft, each.sentence)]


def have_reason(draft: Draft, found: list[Match]) -> bool:
    """Whether a reason stands near any of the refusals."""
    promised = {each.sentence for each in draft.promises}
    return any(_has_reason(draft, each, promised) for each in found)


def _has_reason(draft: Draft, refusal: Match, promised: Collection[int]) -> bool:
    """Whether a word of reason stands in the sentence or in the two to each side, or a neighbour tells a fact."""
    near = range(refusal.sentence - 2, refusal.sentence + 3)
    cues = [each for number in near for each in draft.cues_in(REASONS, number)]
    if any(each.cue.kind == "reason" or _grounds(draft, refusal, each) for each in cues):
        return True
    if ":" in (behind := draft.text[refusal.end : draft.sentences[refusal.sentence].end]) or "：" in behind:
        return True
    beside = (refusal.sentence - 1, refusal.sentence + 1)
    return any(_tells_a_fact(draft, number, promised) for number in beside if 0 <= number < len(draft.sentences))


def _grounds(draft: Draft, refusal: Match, cue: Match) -> bool:
    """Whether "contract" and the like are the reason, not what is refused: "we will not extend your contract"."""
    if cue.cue.kind != "ground" or cue.sentence != refusal.sentence or cue.start < refusal.start:
        return cue.cue.kind == "ground"
    return _SAYS_WHY.search(draft.text, refusal.end, cue.end + _SHORTLY) is not None


def has_alternative(draft: Draft, found: list[Match]) -> bool:
    """Whether the draft offers anything, names a time to come, or asks what the customer would rather have."""
    cues = draft.matches(ALTERNATIVES)
    closed = {each.sentence for each in cues if each.cue.kind == "closed"}
    offers = (each for each in cues if each.cue.kind == "alternative" and each.sentence not in closed)
    if any(not _is_refused(draft, each) for each in offers):
        return True
    last = found[-1].sentence
    if any(is_question(draft, number) for number in range(last, len(draft.sentences))):
        return True
    return any(each.sentence not in closed for each in draft.promises)


def _is_refused(draft: Draft, offer: Match) -> bool:
    """Whether the words of an offer are part of a refusal: "cannot help you"."""
    said = (each for each in draft.cues_in(REASONS, offer.sentence) if each.cue.kind == "refusal")
    return any(each.start < offer.end and offer.start < each.end for each in said)


def _tells_a_fact(draft: Draft, number: int, promised: Collection[int]) -> bool:
    """A sentence that says something beside courtesies, requests, promises, offers and the refusal itself."""
    if draft.cues_in(REASONS, number) or draft.cues_in(ALTERNATIVES, number) or is_question(draft, number):
        return False
    if number in promised:
        return False
    return _columns(draft.sentences[number].text) >= _SAYS_ENOUGH


def _columns(text: str) -> int:
    return sum(2 if each >= _FIRST_WIDE else 1 for each in text[: 2 * _SAYS_ENOUGH])
