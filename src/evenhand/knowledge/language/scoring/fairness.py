"""How fair the demand of a message is by its own words: what the rules said, and what the heads say of the asks."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from evenhand.knowledge.language.scoring.heads import AT, Scored
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
_LOWEST, _HIGHEST = -6.0, 6.0


def fairness_evidence(
    rule: DemandLevel, reasons: Collection[str], asked: Sequence[Scored], scored: Sequence[Scored], persistent: bool
) -> tuple[float, ...]:
    """One number for each of `NAMES`. `asked` are the clauses that hold an ask; there may be none."""
    return (
        *(float(rule == level) for level in FAIRNESS),
        *(float(reason in reasons) for reason in _REMARKS),
        _highest(asked, "unreasonable"),
        _highest(asked, "fair"),
        _lowest(asked, "fair"),
        _highest(asked, "haggle"),
        *(_highest(scored, head) for head in _OVERALL),
        min(4, len(asked)) / 4,
        float(persistent),
    )


def _highest(scored: Sequence[Scored], head: str) -> float:
    return _held(max((each.values[AT[head]] for each in scored), default=_LOWEST))


def _lowest(scored: Sequence[Scored], head: str) -> float:
    return _held(min((each.values[AT[head]] for each in scored), default=_LOWEST))


def _held(value: float) -> float:
    return min(_HIGHEST, max(_LOWEST, value)) - _LOWEST
