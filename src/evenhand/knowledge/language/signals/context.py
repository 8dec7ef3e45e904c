"""Whom a harsh word strikes: decided by the words around it, in its own clause."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Literal

Aimed = Literal["staff", "other", "thing", "nobody", "reported"]

_REACH = 90  # folded characters looked at on either side
_CLAUSE_BEFORE = re.compile(r"[^.!?;:,\n。！？；：，、…()（）]*\Z")
_CLAUSE_AFTER = re.compile(r"[^.!?;:,\n。！？；：，、…()（）]*")
_QUOTED = re.compile(r'"[^"\n]{1,200}"|「[^」\n]{1,200}」|『[^』\n]{1,200}』|«[^»\n]{1,200}»|《[^》\n]{1,80}》')


@dataclass(frozen=True, slots=True)
class Cues:
    """What one language says around a word; each pattern is matched on folded text.

    The `_before` patterns must reach up to the word (they end in `\\Z`), the `_after` ones begin at it.
    """

    staff_before: re.Pattern[str]
    person_after: re.Pattern[str]
    thing_after: re.Pattern[str]
    other_before: re.Pattern[str]
    self_before: re.Pattern[str]
    denied_before: re.Pattern[str]
    reported_before: re.Pattern[str]
    reported_after: re.Pattern[str]
    reporting: re.Pattern[str]
    praise_after: re.Pattern[str]
    product: re.Pattern[str]
    called: re.Pattern[str] | None = None  # up to the end of an adjective by which the reader is called


@cache
def cues(language: str) -> Cues:
    """The cues of a language (en, fi, zh, yue), loaded on first use."""
    found: Cues = import_module(f"evenhand.knowledge.language.{language}.cues").CUES
    return found


def clause_before(folded: str, at: int) -> str:
    """The part of the clause that stands before the word at `at`."""
    match = _CLAUSE_BEFORE.search(folded[max(0, at - _REACH) : at])
    return match.group() if match else ""


def clause_after(folded: str, to: int) -> str:
    """The part of the clause that follows the word that ends at `to`."""
    match = _CLAUSE_AFTER.match(folded[to : to + _REACH])
    return match.group() if match else ""


def quoted(folded: str, at: int, to: int, language: str) -> bool:
    """Whether the words stand in quotation marks and somebody is said to have said them."""
    floor = max(0, at - 200)
    window = folded[floor : to + 200]
    for match in _QUOTED.finditer(window):
        if match.start() < at - floor and to - floor < match.end():
            around = window[max(0, match.start() - 60) : match.start()] + " " + window[match.end() : match.end() + 60]
            return cues(language).reporting.search(around) is not None
    return False


def aimed_direct(folded: str, at: int, to: int, language: str) -> Aimed:
    """Whom a phrase strikes that addresses the reader by itself."""
    before = clause_before(folded, at)
    known = cues(language)
    if quoted(folded, at, to, language) or known.reported_before.search(before):
        return "reported"
    if known.reported_after.match(clause_after(folded, to)):
        return "reported"
    return "nobody" if known.denied_before.search(before) else "staff"


def aimed_noun(folded: str, at: int, to: int, language: str, *, mild: bool) -> Aimed:
    """Whom a noun for a person strikes: the staff, unless the words around it say otherwise.

    A mild one (thief, amateur) may be said of anybody and strikes the staff only where they are named.
    """
    before = clause_before(folded, at)
    known = cues(language)
    if quoted(folded, at, to, language) or known.reported_before.search(before):
        return "reported"
    if known.reported_after.match(clause_after(folded, to)):
        return "reported"
    if known.staff_before.search(before):
        return "staff"
    if mild or known.self_before.search(before) or known.denied_before.search(before):
        return "nobody"
    return "other" if known.other_before.search(before) else "staff"


def aimed_trait(folded: str, at: int, to: int, language: str) -> Aimed:
    """Whom an unkind adjective strikes: a person only where a person is its subject or its noun."""
    before = clause_before(folded, at)
    after = clause_after(folded, to)
    known = cues(language)
    if quoted(folded, at, to, language) or known.reported_before.search(before):
        return "reported"
    if known.denied_before.search(before):
        return "nobody"
    if known.called is not None and not after and known.called.search(folded[max(0, at - _REACH) : to]):
        return "staff"
    if known.person_after.match(after):
        return "nobody" if known.self_before.search(before) else "staff"
    if known.thing_after.match(after):
        return "thing"
    if known.staff_before.search(before):
        return "staff"
    return "nobody" if known.self_before.search(before) else "thing"


def praised(folded: str, to: int, language: str) -> bool:
    """Whether a swear word only strengthens praise: "fucking great"."""
    return cues(language).praise_after.match(clause_after(folded, to)) is not None
