"""A measured figure with its interval, what it rests on and what it was meant to reach."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

Rule = Literal["error", "rate", "open", "value"]
SLACK = 1.5  # a target is met where the interval's bad end is within one and a half times of it


@dataclass(frozen=True, slots=True)
class Figure:
    """One value. `of` says of what (a variety, a set, a peer), `kind` which part of it, if a part.

    `low` and `high` bound the 95 % interval; `n` is the number of cases that the value rests on (messages, unless the
    section says otherwise). `value` is None where nothing could be measured. `rule` says how the target is meant.
    """

    measure: str
    of: str
    value: float | None
    low: float | None
    high: float | None
    n: int
    kind: str | None = None
    target: float | None = None
    rule: Rule = "error"

    @property
    def verdict(self) -> str | None:
        """`met`, `missed`, or `open`: the value reaches the target, the interval is too wide to call it met."""
        if self.target is None or self.value is None or self.low is None or self.high is None:
            return None
        if is_met(self.target, self.value, self.low, self.high, self.rule):
            return "met"
        reached = self.value <= self.target if self.rule == "rate" else self.value >= self.target
        return "open" if reached else "missed"

    def as_row(self) -> dict[str, Any]:
        """The figure as JSON, rounded to four digits, with the verdict."""
        row = {name: _rounded(value) for name, value in asdict(self).items() if name != "rule"}
        return {**row, "verdict": self.verdict}


def is_met(target: float, value: float, low: float, high: float, rule: Rule) -> bool:
    """Whether a target is met.

    - rate (lower is better, as false alarms): the upper end is at most one and a half times the target. A target of
      nought is met by nought, for no interval of a finite sample reaches it.
    - error (higher is better, 1 is faultless): the error, 1 - target, may be one and a half times as large, so
      `1 - low <= 1.5 * (1 - target)`.
    - open (higher is better, without an end): the lower end is at least two thirds of the target.
    - value: a published figure to be beaten; the value itself reaches it.
    """
    if rule == "rate":
        return value == 0 if target == 0 else high <= SLACK * target
    if rule == "error":
        return 1 - low <= SLACK * (1 - target) + 1e-9
    return SLACK * low >= target if rule == "open" else value >= target


def _rounded(value: Any) -> Any:
    return round(value, 4) if isinstance(value, float) else value
