"""Compiled patterns, kept for the next start beside the modules, as Python keeps compiled modules.

Compiling the hundred patterns that one draft needs takes longer than reading the draft. What is kept is the code of
the standard library's own compiler under the words of the pattern, for this very Python; its machine checks code before
it runs any. Where something is missing, or differs, the pattern is compiled as ever.
"""

from __future__ import annotations

import marshal
import re
import sys
from functools import cache
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any

from evenhand.knowledge.language.keeping import keep

_MOST = 2000  # patterns in the file; beyond, those of older lists are dropped
_Written = tuple[str, int]

_fresh: set[_Written] = set()


def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern as `re.compile` gives it."""
    kept = _kept().get((pattern, int(flags)))
    if kept is not None:
        try:
            import _sre  # type: ignore[import-not-found]

            found: re.Pattern[str] = _sre.compile(pattern, *marshal.loads(kept))  # noqa: S302 (as trusted as a .pyc)
            return found
        except (ImportError, TypeError, ValueError, RuntimeError):
            pass
    _fresh.add((pattern, int(flags)))
    return re.compile(pattern, flags)


def keep_patterns() -> None:
    """Keep what was compiled since the start for the next one, where Python may keep compiled modules."""
    if not _fresh or sys.dont_write_bytecode:
        return
    new = {each: code for each in _fresh if (code := _code(*each)) is not None}
    _fresh.clear()
    known = {} if len(_kept()) + len(new) > _MOST else _kept()
    keep(_path(), _HEAD + marshal.dumps(known | new))


@cache
def _kept() -> dict[_Written, bytes]:
    try:
        data = _path().read_bytes()
        if not data.startswith(_HEAD):
            return {}
        found: dict[_Written, bytes] = marshal.loads(memoryview(data)[len(_HEAD) :])  # noqa: S302
    except (OSError, EOFError, TypeError, ValueError):
        return {}
    return found


def _path() -> Path:
    return Path(cache_from_source(__file__)).with_name(f"patterns.{sys.implementation.cache_tag}.kept")


_HEAD = f"{sys.version}\n\n".encode()


def _code(pattern: str, flags: int) -> bytes | None:
    """What the machine of `re` is given for a pattern; None where this Python has it otherwise."""
    try:
        from re import _compiler, _parser  # type: ignore[attr-defined]

        parsed: Any = _parser.parse(pattern, flags)
        names, groups = dict(parsed.state.groupdict), parsed.state.groups
        by_number = [next((name for name, at in names.items() if at == number), None) for number in range(groups)]
        code = [int(each) for each in _compiler._code(parsed, flags)]
        return marshal.dumps((int(flags | parsed.state.flags), code, groups - 1, names, tuple(by_number)))
    except (ImportError, AttributeError, TypeError, ValueError):
        return None
