"""The reading of a message: the same in every door, deterministic, and never an error whatever the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from evenhand.knowledge.language.document import Turn
from evenhand.knowledge.language.masking import attack_ranges, mask
from evenhand.knowledge.language.prepare import prepare
from evenhand.knowledge.language.scoring.heads import score
from evenhand.knowledge.language.scoring.model import Model, shipped
from evenhand.knowledge.language.scoring.second import REASON, SUFFIX, Meaning
from evenhand.knowledge.language.shape import ModelName, Reading
from evenhand.knowledge.language.signals.asks import find_demand
from evenhand.knowledge.language.signals.commitments import find_commitments
from evenhand.knowledge.language.signals.haggle import find_haggle
from evenhand.knowledge.language.signals.manner import SecondLook, find_manner
from evenhand.knowledge.language.signals.matching import scan
from evenhand.knowledge.language.signals.our_fault import find_our_fault
from evenhand.knowledge.language.signals.repeats import persistent
from evenhand.knowledge.language.signals.temperature import find_temperature

READ_AT_MOST = 50_000  # code points; a longer text is read up to here and says so
HISTORY_AT_MOST = 50  # turns, the latest


def read(
    text: str,
    sent_at: datetime | None = None,
    history: Sequence[Turn] = (),
    model: Model | None = None,
    meaning: Meaning | None = None,
) -> Reading:
    """What a message says and how, with offsets in code points of `text`.

    `sent_at` is aware or None; without it relative dates stay unresolved. `history` is the earlier messages
    of the conversation, oldest first; an empty one is none. Any string can be read: what is longer than
    `READ_AT_MOST` is read in part, with the reason `read-in-part` in the manner. `model` is what was learnt,
    the shipped one if None. `meaning` is asked once at most, where the model is in doubt about an attack; then the
    reasons hold `second-look` and the model's version ends in "+e5". What it raises is passed on.
    """
    learnt = model or shipped()
    document = prepare(text[:READ_AT_MOST], sent_at, history[-HISTORY_AT_MOST:])
    hits = scan(document)
    scores = score(document, learnt.weights)
    again = persistent(document.text.original, document.history)
    asks = SecondLook(learnt.second, meaning) if learnt.second and meaning else None
    manner = find_manner(document, hits, scores, learnt.levels, again, asks)
    if len(text) > READ_AT_MOST:
        manner = replace(manner, reasons=(*manner.reasons, "read-in-part"))
    cuts = learnt.cuts
    demand = find_demand(document, scores, cuts["ask"], learnt.fairness, again)
    return Reading(
        language=document.language,
        passages=document.passages,
        manner=manner,
        demand=demand,
        temperature=find_temperature(document, hits, manner),
        our_fault=find_our_fault(document, hits, scores, learnt.our_fault, cuts["our_fault"]),
        commitments=find_commitments(document, scores.clauses, cuts),
        haggle=find_haggle(document, hits, scores, learnt.haggle, cuts["haggle"]),
        masked=mask(text, attack_ranges(text, manner, demand)),
        model=second_name() if REASON in manner.reasons else ModelName(),
    )


def second_name() -> ModelName:
    """The name of the reader where it took a second look."""
    first = ModelName()
    return ModelName(first.name, first.version + SUFFIX)
