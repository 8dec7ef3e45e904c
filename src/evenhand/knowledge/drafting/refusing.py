"""Refusals in a draft: where we say no, whether a reason stands near, and whether anything is offered instead."""

from __future__ import annotations

import re
from collections.abc import Collection

from evenhand.knowledge.drafting.deliveries import is_question, times_ahead
from evenhand.knowledge.drafting.draft import Draft, Match, Promise
from evenhand.knowledge.language.late import late

REASONS = "refusal-without-reason"  # the rule beside which the phrases stand; their kinds are told there
ALTERNATIVES = "refusal-without-alternative"  # alternative, closed
PERHAPS = "perhaps"  # in either list: what may be a reason, or a way out; the finding is then a suggestion
_SAYS_ENOUGH = 24  # columns of a sentence beside a refusal that can be its reason
_SAYS_SOME = 12  # columns of a part of a sentence that can be one
_GREETING = late(r"[^,，:：.!?。！？]{1,40}[,，:：]\s*")
_SPLICED = late(
    r"[,;] (?:the|our|my|this|it|all|both|there|these|those|they|your|each|every|no) [^.!?]{0,120}?"
    r"\b(?:is|are|was|were|has|have|had|does|do|takes|took|needs|costs|cost|ends|ended|belongs|contains|covers|applies)\b",
    re.IGNORECASE,
)
_LEADS = late(r"[:：]|\s[–—-]\s|——")
_SHORTLY = 20  # code points behind a word in which "mukaan" and the like still belong to it
_ACCORDING = (
    r"\b(?:under|per|according|by|outside|within|after)\b|mukaan|nojalla|perusteella|所限|限制|[依按照跟]|根据|根據"
)
_EXPLAINS = 400  # code points behind a refusal in which its explanation begins
_AT_MOST = 20  # refusals of one draft that are looked at for a reason
_THEN = 60  # code points between "so" and the refusal, at most
_BY = late(_ACCORDING, re.IGNORECASE)
_SAYS_WHY = late(r"[,;:，；：、—–(]|" + _ACCORDING, re.IGNORECASE)
_NO_FACT = frozenset({"refusal", "hypothetical", "hollow", "asked", "after"})  # a sentence with one tells no fact
_CAUSE = late(r"\bbecause\b|\bkoska\b|因[为為]|由[于於]|特[价價]票", re.IGNORECASE)
_TODAY = late(
    r"\b(?:this (?:morning|afternoon|week)|today|yesterday|now|tänään|eilen|aamulla|nyt)\b|[今昨]|早上|而家",
    re.IGNORECASE,
)
_NO_OFFER = frozenset({"hollow", "asked", "after"})
_NOT_PROMISED = frozenset({"hollow", "asked", "after", "refusal"})
_NAME = 40  # code points of a name below the letter, at most
_STOPS = (".", "!", "?", "。", "！", "？", "…", ":", "：")
_FIRST_WIDE = "⺀"


def refusals(draft: Draft) -> list[Match]:
    """Where we refuse what was asked, in order; none in a sentence that asks, supposes or tells of a fault."""
    cues = draft.matches(REASONS)
    found = [each for each in cues if each.cue.kind == "refusal"]
    if not found:
        return []
    supposed = {each.sentence for each in cues if each.cue.kind == "hypothetical"}
    return [each for each in found if each.sentence not in supposed and not is_question(draft, each.sentence)]


def may_have_reason(draft: Draft, found: list[Match]) -> bool:
    """Whether something near a refusal may be its reason: weak words for one, a time or an amount before it."""
    return any(_may_have_reason(draft, each) for each in found[:_AT_MOST])


def _may_have_reason(draft: Draft, refusal: Match) -> bool:
    here = refusal.sentence
    own = draft.cues_in(REASONS, here)
    if any(each.cue.kind == PERHAPS and not _is_within(each, refusal) for each in own):
        return True
    if any(_names_a_fact(draft, here - back) for back in (1, 2)):
        return True
    asked = any(each.cue.kind in ("asked", "hollow") for each in own)
    return not asked and _has_figure(draft, draft.sentences[here].start, refusal.start)


def _names_a_fact(draft: Draft, number: int) -> bool:
    """Whether a sentence before the refusal tells something with a day, a time or an amount in it."""
    if number < 0 or is_question(draft, number):
        return False
    if any(each.cue.kind in ("asked", "after") for each in draft.cues_in(REASONS, number)):
        return False
    return _has_figure(draft, draft.sentences[number].start, draft.sentences[number].end)


def _has_figure(draft: Draft, start: int, end: int) -> bool:
    """Whether an amount stands there, or a time other than when we looked at it: "this morning"."""
    times = (each for each in draft.deadlines if not _TODAY.search(draft.text, each.start, each.end))
    starts = [*(each.start for each in times), *(each.start for each in draft.amounts)]
    return any(start <= each < end for each in starts)


def _is_within(inner: Match, outer: Match) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def have_reason(draft: Draft, found: list[Match]) -> bool:
    """Whether a reason stands near any of the refusals."""
    promised = {each.sentence for each in draft.promises}
    return any(_has_reason(draft, each, promised) for each in found[:_AT_MOST])


def _has_reason(draft: Draft, refusal: Match, promised: Collection[int]) -> bool:
    """Whether the sentence of the refusal says why, or one of the two to each side does, or the next tells a fact."""
    here = refusal.sentence
    own = draft.cues_in(REASONS, here)
    if any(each.cue.kind in ("reason", "link") or _grounds(draft, refusal, each) for each in own):
        return True
    if _CAUSE.search(draft.text, refusal.start, refusal.end):
        return True
    if here - 1 not in promised and _names_a_fact(draft, here - 1):
        return True
    if _explains(draft, refusal) or any(_gives_reason(draft, here + step, promised) for step in (-2, -1, 1, 2)):
        return True
    return _tells_a_fact(draft, here + 1, promised) or _follows(draft, refusal, promised)


def _explains(draft: Draft, refusal: Match) -> bool:
    """Whether a colon, a dash or a second statement behind the refusal explains it."""
    end = min(draft.sentences[refusal.sentence].end, refusal.end + _EXPLAINS)
    if spliced := _SPLICED.search(draft.text, refusal.end, end):
        cues = (each for each in draft.cues_in(REASONS, refusal.sentence) if each.start >= spliced.start())
        return not any(each.cue.kind in _NO_FACT for each in cues)
    mark = _LEADS.search(draft.text, refusal.end, end)
    if mark is None or _columns(draft.text[mark.end() : end]) < _SAYS_SOME:
        return False
    return not any(each.start >= mark.end() for each in draft.cues_in(ALTERNATIVES, refusal.sentence))


def _gives_reason(draft: Draft, number: int, promised: Collection[int]) -> bool:
    """Whether a sentence beside the refusal says why; what the customer asked for is no reason."""
    kinds = {each.cue.kind for each in draft.cues_in(REASONS, number)}
    if "asked" in kinds or _is_name(draft, number):
        return False
    if "reason" in kinds:
        return True
    is_other = number in promised or draft.cues_in(ALTERNATIVES, number)
    return "ground" in kinds and not is_other and kinds.isdisjoint(("hollow", "after"))


def _is_name(draft: Draft, number: int) -> bool:
    """Whether a sentence is a name below the letter: "Warranty desk" is no reason."""
    rest = (draft.sentences[place].text.rstrip() for place in range(max(0, number), len(draft.sentences)))
    return all(len(each) <= _NAME and not each.endswith(_STOPS) for each in rest)


def _follows(draft: Draft, refusal: Match, promised: Collection[int]) -> bool:
    """Whether "therefore" in the refusal points back to a fact: in the same sentence, or in the one before."""
    start = _behind_greeting(draft, refusal.sentence)
    cues = [each for each in draft.cues_in(REASONS, refusal.sentence) if each.start >= start]
    near = (each for each in cues if each.start - refusal.end < _SHORTLY and refusal.start - each.end < _THEN)
    hence = next((each for each in near if each.cue.kind == "hence"), None)
    if hence is None:
        return False
    if _columns(draft.text[start : hence.start]) >= _SAYS_SOME:
        return not any(each.cue.kind in _NO_OFFER and each.start < hence.start for each in cues)
    return _tells_a_fact(draft, refusal.sentence - 1, promised)


def _behind_greeting(draft: Draft, number: int) -> int:
    """Where the first sentence goes on behind "Dear Ms Lee,"; the beginning of any other."""
    start = draft.sentences[number].start
    greeting = _GREETING.match(draft.text, start) if number == 0 else None
    return greeting.end() if greeting else start


def _grounds(draft: Draft, refusal: Match, cue: Match) -> bool:
    """Whether "contract" and the like are the reason, not what is refused: "we will not extend your contract"."""
    if cue.cue.kind != "ground":
        return False
    if cue.start < refusal.start:
        first = max(draft.sentences[refusal.sentence].start, cue.start - _SHORTLY)
        return _BY.search(draft.text, first, min(cue.end + _SHORTLY, refusal.start)) is not None
    return _SAYS_WHY.search(draft.text, refusal.end, cue.end + _SHORTLY) is not None


def has_alternative(draft: Draft, found: list[Match]) -> bool:
    """Whether the draft offers anything, names a time to come, or asks what the customer would rather have."""
    cues = draft.matches(ALTERNATIVES)
    first, last = found[0].sentence, found[-1].sentence
    closed = {each.sentence for each in cues if each.cue.kind == "closed"}
    closed |= {number for number in range(first) if _looks_back(draft, number)}
    offers = (each for each in cues if each.cue.kind == "alternative" and each.sentence not in closed)
    if any(not _is_refused(draft, each) for each in offers):
        return True
    if any(is_question(draft, number) for number in range(last, len(draft.sentences))):
        return True
    return any(
        each.sentence >= first and each.sentence not in closed and _offers(draft, each) for each in draft.promises
    )


def may_have_alternative(draft: Draft, found: list[Match]) -> bool:
    """Whether something from the first refusal on may be a way out: weak words for one, a time ahead, a price."""
    first = found[0]
    closed = {each.sentence for each in draft.matches(ALTERNATIVES) if each.cue.kind == "closed"}
    cues = (each for each in draft.matches(ALTERNATIVES) if each.sentence >= first.sentence)
    if any(each.cue.kind == PERHAPS and each.sentence not in closed for each in cues):
        return True
    return any(_names_what_comes(draft, number, first) for number in range(first.sentence, len(draft.sentences)))


def _names_what_comes(draft: Draft, number: int, refusal: Match) -> bool:
    """Whether a time ahead or an amount stands behind the refusal, not with what goes on or was asked."""
    if any(each.cue.kind in _NO_FACT for each in draft.cues_in(REASONS, number) if each.start >= refusal.end):
        return False
    start, end = max(refusal.end, draft.sentences[number].start), draft.sentences[number].end
    figures = [*(each.start for each in times_ahead(draft, number)), *(each.start for each in draft.amounts)]
    return any(start <= each < end for each in figures)


def _looks_back(draft: Draft, number: int) -> bool:
    """Whether a sentence before the refusal tells what was asked and done, which offers nothing."""
    return any(each.cue.kind in ("asked", "hollow") for each in draft.cues_in(REASONS, number))


def _offers(draft: Draft, promise: Promise) -> bool:
    """Whether a promise may help: not what goes on as before, nor a word of what the customer wished."""
    for each in draft.cues_in(REASONS, promise.sentence):
        inside = each.cue.kind in _NOT_PROMISED and promise.start <= each.start < promise.end
        if each.cue.kind == "after" or inside:
            return False
    return True


def _is_refused(draft: Draft, offer: Match) -> bool:
    """Whether the words of an offer are part of a refusal ("cannot help you"), or stand within a courtesy."""
    for each in draft.cues_in(REASONS, offer.sentence):
        if each.cue.kind == "refusal" and each.start < offer.end and offer.start < each.end:
            return True
        if each.cue.kind in ("hollow", "after") and each.start <= offer.start and offer.end <= each.end:
            return True
    return False


def _tells_a_fact(draft: Draft, number: int, promised: Collection[int]) -> bool:
    """A sentence that says something beside courtesies, requests, promises, offers and the refusal itself."""
    if not 0 <= number < len(draft.sentences) or number in promised or is_question(draft, number):
        return False
    if draft.cues_in(ALTERNATIVES, number):
        return False
    if any(each.cue.kind in _NO_FACT for each in draft.cues_in(REASONS, number)):
        return False
    return _columns(draft.sentences[number].text) >= _SAYS_ENOUGH


def _columns(text: str) -> int:
    return sum(2 if each >= _FIRST_WIDE else 1 for each in text[: 2 * _SAYS_ENOUGH])
