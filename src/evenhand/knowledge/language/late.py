"""Patterns that are compiled when they are first used: a command that starts for one draft needs few of them."""

from __future__ import annotations

import re
from typing import Any, cast


class _Late:
    """Stands for a pattern until something is asked of it."""

    __slots__ = ("_found", "_written")

    def __init__(self, pattern: str, flags: int) -> None:
        self._written = (pattern, flags)
        self._found: re.Pattern[str] | None = None

    def __getattr__(self, name: str) -> Any:
        if self._found is None:
            self._found = re.compile(*self._written)
        return getattr(self._found, name)


def late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern, compiled on its first use. An attribute costs a little more each time: not for the hottest loops."""
    return cast("re.Pattern[str]", _Late(pattern, flags))
