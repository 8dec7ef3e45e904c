"""Every beginning that a match of a pattern can have, worked out from the pattern's own syntax tree."""

from __future__ import annotations

import re._constants as kinds
import re._parser as parser
from typing import Any

DIGITS = set("0123456789")
Prefix = tuple[str, bool]  # the characters so far, and whether more may follow


def beginnings(pattern: str, length: int) -> set[str]:
    """Beginnings of up to `length` characters, `#` for any digit; none is the beginning of another."""
    found = {prefix.split("#")[0] or "#" for prefix, _ in _sequence(parser.parse(pattern), length)}
    return {one for one in found if not any(one != other and one.startswith(other) for other in found)}


def _sequence(parsed: Any, length: int) -> set[Prefix]:
    current: set[Prefix] = {("", True)}
    for kind, value in parsed:
        growing = {prefix for prefix, more in current if more and len(prefix) < length}
        if not growing:
            break
        done = {(prefix, more) for prefix, more in current if not (more and len(prefix) < length)}
        tails = _item(kind, value, length)
        current = done | {((head + tail)[:length], more) for head in growing for tail, more in tails}
    return current


def _item(kind: Any, value: Any, length: int) -> set[Prefix]:
    if kind is kinds.LITERAL:
        return {(_sign(value), True)}
    if kind is kinds.IN:
        return {(sign, True) for sign in _class(value)} or {("", False)}
    if kind is kinds.BRANCH:
        return {prefix for branch in value[1] for prefix in _sequence(branch, length)}
    if kind is kinds.SUBPATTERN:
        return _sequence(value[3], length)
    if kind in (kinds.MAX_REPEAT, kinds.MIN_REPEAT):
        return _repeat(value, length)
    if kind is kinds.ASSERT_NOT and not value[1]:
        return set()
    if kind in (kinds.AT, kinds.ASSERT, kinds.ASSERT_NOT):
        return {("", True)}
    return {("", False)}


def _repeat(value: Any, length: int) -> set[Prefix]:
    least, most, body = value
    once, current, found = _sequence(body, length), {("", True)}, set()
    for count in range(min(most, length) + 1):
        if count >= least:
            found |= current
        current = {
            ((head + tail)[:length], more and going)
            for head, more in current
            for tail, going in (once if more and len(head) < length else {("", more)})
        }
    return found or current


def _sign(code: int) -> str:
    return "#" if chr(code) in DIGITS else chr(code)


def _class(members: Any) -> set[str]:
    signs: set[str] = set()
    for kind, value in members:
        if kind is kinds.LITERAL:
            signs.add(_sign(value))
        elif kind is kinds.RANGE:
            signs |= {_sign(code) for code in range(value[0], value[1] + 1)}
        elif kind is kinds.CATEGORY and value is kinds.CATEGORY_DIGIT:
            signs.add("#")
        else:
            return set()
    return signs
