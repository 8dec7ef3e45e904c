"""How hot a conversation is: 0 calm to 4 boiling, the sum of documented weights."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from evenhand.knowledge.language.document import Document, Turn
from evenhand.knowledge.language.shape import Manner, Temperature
from evenhand.knowledge.language.signals.loudness import exclaimed, shouted
from evenhand.knowledge.language.signals.matching import Hit
from evenhand.knowledge.language.signals.repeats import alike

# What each reason adds, in steps of the gauge, on top of `ANY` if there is one: fitted to the labelled corpus and
# rounded; those of the history, which the corpus holds too seldom, are set by hand. The sum is held between 0 and 4.
ANY = 0.4
WEIGHTS: dict[str, float] = {
    "repeat-ask": 0.7,
    "no-answer": 0.6,
    "waiting": 0.4,
    "deadline": 0.3,
    "ultimatum": 0.4,
    "escalation": 0.4,
    "capitals": 0.8,
    "exclamation": 0.5,
    "pace": 0.5,
    "angry-words": 1.6,
    "swearing": 0.4,
    "insult": 2.5,
    "threat": 3.3,
    "thanks": -0.5,
    "apology": -0.6,
}
HOTTEST = 4.0
PACE_HOURS, PACE_MESSAGES = 6, 2
_FROM_KINDS = {
    "ultimatum": "ultimatum",
    "publicity": "escalation",
    "legal": "escalation",
    "cancel": "escalation",
    "profanity": "swearing",
}
_FROM_LEVEL = {"heated": "angry-words", "abusive": "insult", "threatening": "threat"}


def find_temperature(document: Document, hits: Sequence[Hit], manner: Manner) -> Temperature:
    """The temperature of a message, with its reasons in the order of the table."""
    reasons = {hit.entry.kind for hit in hits if hit.entry.signal == "temperature"}
    reasons |= {_FROM_KINDS[kind] for kind in manner.kinds if kind in _FROM_KINDS}
    reasons |= {_FROM_LEVEL[manner.level]} if manner.level in _FROM_LEVEL else set()
    reasons |= _from_history(document)
    if shouted(document):
        reasons.add("capitals")
    if exclaimed(document):
        reasons.add("exclamation")
    if manner.level in ("abusive", "threatening"):
        reasons -= {"thanks"}  # "thanks a lot, idiots" cools nothing
    ordered = tuple(code for code in WEIGHTS if code in reasons)
    value = sum((WEIGHTS[code] for code in ordered), start=ANY if ordered else 0.0)
    return Temperature(round(min(max(value, 0.0), HOTTEST), 1), ordered)


def _from_history(document: Document) -> set[str]:
    unanswered = _unanswered(document.history)
    reasons = set()
    if len(unanswered) >= 2:
        reasons.add("no-answer")
    if any(alike(document.text.original, turn.text) for turn in unanswered):
        reasons.add("repeat-ask")
    if document.sent_at is not None and _hurried(document.sent_at, document.history):
        reasons.add("pace")
    return reasons


def _unanswered(history: Sequence[Turn]) -> list[Turn]:
    """Their messages since our last one."""
    waiting: list[Turn] = []
    for turn in history:
        waiting = [] if turn.direction == "outbound" else [*waiting, turn]
    return waiting


def _hurried(sent_at: datetime, history: Sequence[Turn]) -> bool:
    since = sent_at - timedelta(hours=PACE_HOURS)
    recent = [
        turn
        for turn in history
        if turn.direction == "inbound" and turn.sent_at is not None and since <= turn.sent_at <= sent_at
    ]
    return len(recent) >= PACE_MESSAGES
