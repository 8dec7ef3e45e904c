"""The varieties that are told apart, and what both a reading and the draft check find: passages and promises.

They stand apart from the shape of a reading, so that a command that checks one draft loads no more than it needs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Variety = Literal["en", "fi", "zh-Hans", "zh-Hant", "yue", "und"]
VARIETIES: tuple[Variety, ...] = ("en", "fi", "zh-Hans", "zh-Hant", "yue")  # in the order in which weights name them
# The family whose learnt weights read a variety: zh holds both scripts and Cantonese.
FAMILY: Mapping[str, str] = {"en": "en", "fi": "fi", "zh-Hant": "zh", "zh-Hans": "zh", "yue": "zh", "und": "en"}


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the message in one variety."""

    start: int
    end: int
    language: Variety


@dataclass(frozen=True, slots=True)
class Commitment:
    """A promise in the text; `due` is an ISO date or date-time, or None where it cannot be known."""

    by: Literal["writer", "reader"]
    what: str
    due: str | None
    start: int
    end: int
