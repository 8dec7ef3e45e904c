"""What the draft undertakes to deliver by a time. To call, to answer or to tell needs nobody's leave and is none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from evenhand.knowledge.drafting.draft import Draft, Match, Promise
from evenhand.knowledge.drafting.facts import CapabilityCheck
from evenhand.knowledge.drafting.things import same_thing
from evenhand.knowledge.language.deadlines import Deadline
from evenhand.knowledge.language.late import late

WORDS = "unchecked-promise"  # the rule beside which the phrases stand: delivery, word, told
COURTESIES = "promise-without-date"
DEPENDS = "promise-before-owed-input"  # deed, depends, need
_NEAR = 30  # code points from the beginning of a promise in which its verb stands

_NO_TIME = late(
    "近[日期]|[遲迟][啲些]|lähi|coming (?:day|week)|next few|few days|[过過][几幾][天日]|[呢這这][几幾][天日]"
    "|不日|改[天日]|muutaman päivän",
    re.IGNORECASE,
)


class Delivery(NamedTuple):
    """A thing promised by a time: where it is said, in which sentence, what, and the day where that can be known."""

    start: int
    end: int
    sentence: int
    what: str
    day: date | None


def deliveries(draft: Draft) -> list[Delivery]:
    """The dated promises of things, in order. Those of a day that is past are none."""
    found = [*_promised(draft), *_said(draft)]
    own: dict[int, Delivery] = {}
    for each in sorted(found):
        if not _is_past(draft, each.day) and _has_limit(draft, each):
            own.setdefault(each.sentence, each)
    return list(own.values())


def _has_limit(draft: Draft, delivery: Delivery) -> bool:
    """Whether its time is one: a day, or where none can be known words that set a limit."""
    if delivery.day is not None or draft.facts.sent_at is None:
        return True
    return any(each.firm for each in draft.times_in(delivery.sentence))


def _promised(draft: Draft) -> Iterator[Delivery]:
    told = {each.sentence for each in draft.matches(WORDS) if each.cue.kind == "told"}
    told |= {each.sentence for each in draft.matches(COURTESIES) if each.cue.kind == "courtesy"}
    for each in draft.promises:
        if each.dated and each.sentence not in told and not _is_word(draft, each):
            day = _day(each.due) or _named_day(draft, each.sentence)
            yield Delivery(each.start, each.end, each.sentence, each.what, day)


def _said(draft: Draft) -> Iterator[Delivery]:
    """Deliveries that no verb promises: "Friday is no problem", "delivery on 13 March"."""
    told = {each.sentence for each in draft.matches(WORDS) if each.cue.kind in ("told", "word")}
    for each in draft.matches(WORDS):
        if each.cue.kind != "delivery" or each.sentence in told or is_question(draft, each.sentence):
            continue
        if draft.times_in(each.sentence):
            sentence = draft.sentences[each.sentence]
            day = _named_day(draft, each.sentence)
            yield Delivery(each.start, each.end, each.sentence, sentence.text, day)


def is_payment(draft: Draft, delivery: Delivery) -> bool:
    """Whether it is money that is promised: an office pays it, and nobody's hands are asked."""
    return any(each.cue.kind == "office" for each in draft.cues_in(WORDS, delivery.sentence))


def _is_word(draft: Draft, promise: Promise) -> bool:
    """Whether only a word is promised: the words for it stand at the verb, and no deed among them."""
    for each in draft.cues_in(WORDS, promise.sentence):
        near = each.start - promise.start < _NEAR and promise.start < each.end and each.start < promise.end
        if each.cue.kind == "word" and near and not _has_deed(draft, each):
            return True
    return False


def _has_deed(draft: Draft, word: Match) -> bool:
    deeds = (each for each in draft.cues_in(DEPENDS, word.sentence) if each.cue.kind == "deed")
    return any(word.start <= each.start < word.end for each in deeds)


def _named_day(draft: Draft, sentence: int) -> date | None:
    return next((day for time in draft.times_in(sentence) if (day := _day(time.due))), None)


def _day(due: date | datetime | None) -> date | None:
    return due.date() if isinstance(due, datetime) else due


def times_ahead(draft: Draft, sentence: int | None = None) -> Iterator[Deadline]:
    """The times of a draft, or of one of its sentences, that are not known to be past; "one of these days" is none."""
    for each in draft.deadlines if sentence is None else draft.times_in(sentence):
        vague = each.due is None and _NO_TIME.search(draft.text, each.start, each.end)
        if not vague and not _is_past(draft, _day(each.due)):
            yield each


def is_question(draft: Draft, sentence: int) -> bool:
    """Whether a sentence ends in a question mark."""
    return draft.sentences[sentence].text.rstrip().endswith(("?", "？"))


def _is_past(draft: Draft, day: date | None) -> bool:
    sent = draft.facts.sent_at
    return day is not None and sent is not None and day < sent.date()


def depends_on_input(draft: Draft, delivery: Delivery) -> bool:
    """Whether the draft makes it depend on what the customer gives: in its sentence or one beside it.

    A condition beside it ("if you have questions") counts where it speaks of what is owed, or of the thing itself. A
    request for the input with a time of its own, beside the promise, says so too.
    """
    return any(_depends(draft, delivery, number) for number in range(delivery.sentence - 1, delivery.sentence + 2))


def _depends(draft: Draft, delivery: Delivery, sentence: int) -> bool:
    kinds = {each.cue.kind for each in draft.cues_in(DEPENDS, sentence)}
    if "depends" in kinds or ("if" in kinds and sentence == delivery.sentence):
        return True
    if sentence == delivery.sentence or not kinds & {"if", "need"}:
        return False
    if "need" in kinds and draft.times_in(sentence):
        return True
    text = draft.sentences[sentence].text
    owed = [each.what for each in draft.facts.owed_inputs or ()]
    return "if" in kinds and any(same_thing(text, each) for each in (*owed, delivery.what))


def holds(draft: Draft, delivery: Delivery, check: CapabilityCheck) -> bool:
    """Whether the answer of a capability check holds until the day of the delivery; where no day is known, today."""
    until, sent = _day(check.until), draft.facts.sent_at
    needed = delivery.day or (sent.date() if sent else None)
    return until is None or needed is None or until >= needed


def is_about(draft: Draft, delivery: Delivery, check: CapabilityCheck) -> bool:
    """Whether a check is about the thing, by its clause or its sentence; where that is left open, it is taken to be."""
    sentence = draft.sentences[delivery.sentence].text
    told = [
        same_thing(each, check.what) for each in (delivery.what, draft.text[delivery.start : delivery.end], sentence)
    ]
    return True in told or False not in told


def is_checked(draft: Draft, delivery: Delivery) -> bool:
    """Whether a capability check covers the thing until the day it is promised for."""
    checks = draft.facts.capability_checks or ()
    return any(holds(draft, delivery, each) and is_about(draft, delivery, each) for each in checks)
