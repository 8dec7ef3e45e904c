"""What is remembered of texts and names between two checks, so that a key stroke costs little, and is forgotten."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import ParamSpec, TypeVar, cast

Given = ParamSpec("Given")
Result = TypeVar("Result")

_FORGET: list[Callable[[], None]] = []


def remembered(most: int) -> Callable[[Callable[Given, Result]], Callable[Given, Result]]:
    """Keep the last results of a function of texts; what was not asked for longest goes first."""

    def keep(function: Callable[Given, Result]) -> Callable[Given, Result]:
        kept = lru_cache(maxsize=most)(function)
        _FORGET.append(kept.cache_clear)
        return cast(Callable[Given, Result], kept)

    return keep


def forget() -> None:
    """Drop all of it, in this process: called when personal data is erased."""
    for clear in _FORGET:
        clear()
