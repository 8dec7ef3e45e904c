"""How fair the demand of a message is by its own words: what the rules said, and what the heads say of the asks."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from evenhand.knowledge.language.scoring.heads import AT, Scored, Scores, held
from evenhand.knowledge.language.shape import DemandLevel

FAIRNESS: tuple[DemandLevel, ...] = ("reasonable", "unclear", "unreasonable")
_REMARKS = (
    "refund-depends-on-facts", "discount-depends-on-terms", "unclear-what-is-wanted", "short-notice", "outside-hours",
    "money-demand", "dismissal", "free-work", "outside-contract", "humiliation", "private-contact",
)  # fmt: skip
_OVERALL = ("unreasonable", "haggle", "our_fault", "theirs", "ultimatum", "lawful", "attack", "threat", "hot")
NAMES = (
    *(f"rule-{level}" for level in FAIRNESS),
    *_REMARKS,
    "ask-unreasonable", "ask-fair", "ask-fair-least", "ask-haggle",
    *(f"max-{head}" for head in _OVERALL),
    "asks", "persistent",
)  # fmt: skip
_OVERALL_AT = tuple(AT[head] for head in _OVERALL)


def fairness_evidence(
    rule: DemandLevel, reasons: Collection[str], asked: Sequence[Scored], scores: Scores, persistent: bool
) -> tuple[float, ...]:
    """One number for each of `NAMES`. `asked` are the clauses that hold an ask; there may be none."""
    fair = [each.values[AT["fair"]] for each in asked]
    return (
        *[float(rule == level) for level in FAIRNESS],
        *[float(reason in reasons) for reason in _REMARKS],
        _highest(asked, "unreasonable"),
        held(max(fair)) if fair else 0.0,
        held(min(fair)) if fair else 0.0,
        _highest(asked, "haggle"),
        *[scores.highest[place] for place in _OVERALL_AT],
        min(4, len(asked)) / 4,
        float(persistent),
    )


def _highest(asked: Sequence[Scored], head: str) -> float:
    return held(max([each.values[AT[head]] for each in asked])) if asked else 0.0
