"""What the draft check found: values, without words of their own; `words` makes sentences of them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import NamedTuple


class Severity(Enum):
    """What a finding may cost: a style to better, a customer made hotter, a firm bound or a record broken."""

    SUGGESTION = "suggestion"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        """0 for a suggestion, 1 for a warning, 2 for an error."""
        return _RANKS[self]


_RANKS = {Severity.SUGGESTION: 0, Severity.WARNING: 1, Severity.ERROR: 2}


class Safety(Enum):
    """May a replacement be made? `safe` keeps the meaning, `ask` may change it, `show` is a phrase to write from.

    Whatever touches a number, a date, a promise or a name is never safe.
    """

    SAFE = "safe"
    ASK = "ask"
    SHOW = "show"


_NOTHING: Mapping[str, str] = MappingProxyType({})


class Finding(NamedTuple):
    """One finding. `start` and `end` are code points of the draft, half-open.

    `kind` says which of the rule's messages applies, `values` fill it. `replacement` stands for the words
    found ("" removes them), None where the rule only shows a phrase. `phrase` chooses among the rule's ready phrases.
    A house rule brings its own sentences in `said` (by language of the page) and its own phrases in `instead`.
    """

    code: str
    slug: str
    severity: Severity
    start: int
    end: int
    kind: str = ""
    values: Mapping[str, str] = _NOTHING
    replacement: str | None = None
    safety: Safety = Safety.SHOW
    phrase: str = ""
    said: Mapping[str, str] = _NOTHING
    instead: tuple[str, ...] = ()
