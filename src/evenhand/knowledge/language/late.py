"""Patterns that are compiled when they are first used: a command that starts for one draft needs few of them."""

from __future__ import annotations

import re
from typing import Any, cast

from evenhand.knowledge.language.patterns_kept import compiled

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "split", "pattern", "flags")


class _Late:
    """Stands for a pattern; what is asked of it first compiles it, and from then on it is as quick as the pattern."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._written = (pattern, flags)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # asked by copying and the like, which must not look for what is not there
            raise AttributeError(name)
        found = compiled(*self._written)
        vars(self).update({method: getattr(found, method) for method in _METHODS})
        return getattr(found, name)


def late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern, compiled on its first use."""
    return cast("re.Pattern[str]", _Late(pattern, flags))
