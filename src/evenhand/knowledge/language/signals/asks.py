"""What the writer asks for, and how much can be said about its fairness from the words alone.

The honest answer is mostly "unclear": whether a wish is fair depends on the contract and on what has happened. Only
plainly ordinary asks are called reasonable, and only an explicit demand for more than any contract gives is called
unreasonable. The patterns are data, `<language>/asks.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import cache
from typing import NamedTuple

from evenhand.knowledge.language.deadlines import Deadline
from evenhand.knowledge.language.document import Clause, Document, Utterance
from evenhand.knowledge.language.scoring.fairness import FAIRNESS, fairness_evidence
from evenhand.knowledge.language.scoring.heads import Scored, Scores
from evenhand.knowledge.language.scoring.logistic import Logistic, probabilities
from evenhand.knowledge.language.scoring.model import Cut
from evenhand.knowledge.language.shape import Ask, Demand, DemandLevel, Variety
from evenhand.knowledge.language.signals.clauses import (
    any_of,
    deadlines_of,
    rows,
)
from evenhand.knowledge.language.signals.learnt import believed, clause_at, unlisted

ASK_REASONS = (
    "ordinary-information",
    "ordinary-update",
    "ordinary-fix",
    "ordinary-call",
    "refund-depends-on-facts",
    "discount-depends-on-terms",
    "unclear-what-is-wanted",
    "short-notice",
    "outside-hours",
    "money-demand",
    "dismissal",
    "free-work",
    "outside-contract",
    "humiliation",
    "private-contact",
)
_KINDS = ("refund", "discount", "call", "update", "fix", "information")
_ORDINARY = {kind: f"ordinary-{kind}" for kind in ("information", "update", "fix", "call")}
_OPEN = {
    "refund": "refund-depends-on-facts",
    "discount": "discount-depends-on-terms",
    "other": "unclear-what-is-wanted",
}
_BEYOND = {"dismissal", "free-work", "outside-contract", "humiliation", "private-contact"}
_REMARKS = ("beyond", "doubt")
_SHORT_NOTICE = timedelta(hours=4)
_ASKS_AT_MOST = 50
_LIKELY = 0.5


class _Lexicon(NamedTuple):
    frame: re.Pattern[str]
    question: re.Pattern[str]
    never: re.Pattern[str]
    kinds: tuple[tuple[str, re.Pattern[str]], ...]
    remark: re.Pattern[str]
    remarks: tuple[tuple[str, re.Pattern[str]], ...]


class Asks(NamedTuple):
    """The asks of a message with their folded places, and the codes of what the rules saw in them."""

    asks: tuple[Ask, ...]
    places: tuple[tuple[int, int], ...]
    reasons: frozenset[str]


def find_demand(document: Document, scores: Scores, cut: Cut, fairness: Logistic, persistent: bool = False) -> Demand:
    """The asks in the writer's own sentences with their kinds, and the level with its reason codes.

    level is none without an ask; unreasonable with an explicit demand beyond any contract. Else a small model
    weighs what rules and weights saw; where neither fair nor unfair is likelier than not, it is unclear.
    Reasons are among `ASK_REASONS`, in that order.
    """
    found = find_asks(document, scores.clauses, cut)
    if not found.asks:
        return Demand()
    level = _fair_level(fair_evidence(found, scores, persistent), fairness)
    if found.reasons & _BEYOND:
        level = "unreasonable"
    return Demand(level, found.asks, tuple(code for code in ASK_REASONS if code in found.reasons))


def fair_evidence(found: Asks, scores: Scores, persistent: bool) -> tuple[float, ...]:
    """What the model of fairness is given."""
    clauses = [clause_at(scores.clauses, at) for at, _ in found.places]
    asked = list(dict.fromkeys(clause for clause in clauses if clause is not None))
    return fairness_evidence(_level(set(found.reasons)), found.reasons, asked, scores, persistent)


def _fair_level(evidence: tuple[float, ...], fairness: Logistic) -> DemandLevel:
    chances = dict(zip(FAIRNESS, probabilities(fairness, evidence), strict=True))
    likeliest = max(FAIRNESS, key=lambda level: chances[level])
    return likeliest if chances[likeliest] >= _LIKELY else "unclear"


def find_asks(document: Document, scored: Sequence[Scored] = (), cut: Cut | None = None) -> Asks:
    """The asks by pattern; where clauses are scored, without what the weights doubt and with what they are sure of."""
    found: list[tuple[Ask, tuple[int, int]]] = []
    reasons: set[str] = set()
    for utterance in document.utterances:
        if len(found) >= _ASKS_AT_MOST:
            break
        here = _in_sentence(document, utterance)
        if cut is not None:
            here = [each for each in here if believed(scored, each[1], "ask", cut)]
        found += here
        if here:
            reasons |= _remarks(document.text.folded, utterance)
    if cut is not None:
        places = [place for _, place in found]
        found += [_learnt(document, each) for each in unlisted(scored, places, "ask", cut)]
        found = sorted(found[:_ASKS_AT_MOST], key=lambda each: each[1])
    asks = [ask for ask, _ in found]
    named = {_ORDINARY.get(ask.kind) or _OPEN[ask.kind] for ask in asks}
    reasons |= named - {_OPEN["other"]} if reasons & _BEYOND else named
    if _is_short_notice(document, asks):
        reasons.add("short-notice")
    return Asks(tuple(asks), tuple(place for _, place in found), frozenset(reasons))


def _learnt(document: Document, each: Scored) -> tuple[Ask, tuple[int, int]]:
    at, to = each.piece.start, each.piece.end
    language = document.sentences[min(each.piece.sentence, len(document.sentences) - 1)].language
    start, end = document.text.original_span(at, to)
    kind = _kind(document.text.folded[at:to], _lexicon(language))
    return Ask(start, end, document.text.original[start:end], kind), (at, to)


@cache
def _lexicon(language: Variety) -> _Lexicon:
    table = rows(language, "asks")
    return _Lexicon(
        _any(table, "frame"),
        _any(table, "question"),
        _any(table, "never"),
        tuple((kind, _any(table, "kind", kind)) for kind in _KINDS),
        any_of(row[2] for row in table if row[0] in _REMARKS),
        _named(table),
    )


def _any(table: Sequence[tuple[str, ...]], part: str, name: str | None = None) -> re.Pattern[str]:
    chosen = [row[2] for row in table if row[0] == part and name in (None, row[1])]
    return any_of(chosen)


def _named(table: Sequence[tuple[str, ...]]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    names = dict.fromkeys((row[0], row[1]) for row in table if row[0] in _REMARKS)
    return tuple((name, _any(table, part, name)) for part, name in names)


def _in_sentence(document: Document, utterance: Utterance) -> list[tuple[Ask, tuple[int, int]]]:
    folded, lexicon = document.text.folded, _lexicon(utterance.language)
    asks = []
    for clause in utterance.clauses:
        words = folded[clause.start : clause.end]
        if not _is_ask(words, clause, lexicon) or lexicon.never.search(words):
            continue
        start, end = document.text.original_span(clause.start, clause.end)
        ask = Ask(start, end, document.text.original[start:end], _kind(words, lexicon))
        asks.append((ask, (clause.start, clause.end)))
    return asks


def _is_ask(words: str, clause: Clause, lexicon: _Lexicon) -> bool:
    return bool(lexicon.frame.search(words) or clause.is_question and lexicon.question.search(words))


def _kind(words: str, lexicon: _Lexicon) -> str:
    """Money and calls before all; of update and fix the one said first; information when nothing narrower fits."""
    hits: dict[str, int] = {}
    for kind, pattern in lexicon.kinds:
        match = pattern.search(words)
        if match and kind in ("refund", "discount", "call"):
            return kind
        if match:
            hits[kind] = match.start()
    narrower = [(hits[kind], kind) for kind in ("update", "fix") if kind in hits]
    return min(narrower)[1] if narrower else "information" if hits else "other"


def _remarks(folded: str, utterance: Utterance) -> set[str]:
    lexicon, span = _lexicon(utterance.language), (utterance.start, utterance.end)
    if not lexicon.remark.search(folded, *span):
        return set()
    return {name for name, pattern in lexicon.remarks if pattern.search(folded, *span)}


def _level(reasons: set[str]) -> DemandLevel:
    if reasons & _BEYOND:
        return "unreasonable"
    return "reasonable" if reasons <= set(_ORDINARY.values()) else "unclear"


def _is_short_notice(document: Document, asks: list[Ask]) -> bool:
    """Whether an ask names a time that leaves less than half a working day."""
    sent_at = document.sent_at
    if sent_at is None or not asks:
        return False
    languages = {sentence.language for sentence in document.sentences}
    return any(
        _is_soon(time, sent_at) and any(ask.start <= time.start < ask.end for ask in asks)
        for language in languages
        for time in deadlines_of(document, language)
    )


def _is_soon(time: Deadline, sent_at: datetime) -> bool:
    due: date | datetime | None = time.due
    return isinstance(due, datetime) and due.replace(tzinfo=None) - sent_at.replace(tzinfo=None) < _SHORT_NOTICE
