"""What a member may say against a reading beyond its single words: lists, quoted words, whatever else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from evenhand.doors.web import readings as words
from evenhand.record.conversations.correcting import NOT_A, SAID, found_in
from evenhand.record.conversations.models import Correction

Choice = tuple[str, str]

# By part and what would be right, as the form sends them: "asks:missed".
_CHOICES: words.Words = {
    "kinds:missed": _("Hurtful words were not seen"),
    "kinds:wrong": _("The wrong words are quoted"),
    "asks:missed": _("Something they want is missing"),
    "asks:not-there": _("They do not want what stands here"),
    "asks:wrong": _("What they want is put wrongly, or its time is wrong"),
    "promises:missed": _("A promise is missing"),
    "promises:not-there": _("What stands here is no promise"),
    "promises:wrong": _("A promise has the wrong time or the wrong side"),
    "our_fault:claimed": _("They do say that the fault is ours"),
    "our_fault:not-claimed": _("They do not say that the fault is ours"),
    "haggle:found": _("They do press on the price"),
    "haggle:not-found": _("They do not press on the price"),
    "other:other": _("Something else"),
}
_NEEDS_SOMETHING = frozenset({"kinds:wrong", "asks:not-there", "asks:wrong", "promises:not-there", "promises:wrong"})


def choices_for(body: dict[str, Any]) -> list[Choice]:
    """What can be wrong with this reading, as code and sentence; what it does not hold cannot be wrong in it."""
    return [
        *_kinds_not_there(body),
        *((code, str(said)) for code, said in _CHOICES.items() if _makes_sense(code, body)),
    ]


def said_against(corrections: dict[str, list[Correction]]) -> list[tuple[Correction, str]]:
    """What was said by this form before, oldest first, each with its sentence."""
    rows = [row for about in ("kinds", "asks", "promises", *SAID, "other") for row in corrections.get(about, [])]
    return [(row, _sentence(row)) for row in sorted(rows, key=lambda row: (row.at, row.pk))]


def part_of(about: str, better: str) -> tuple[str, str]:
    """Part and right word of what a form sent: this one sends both as one value."""
    if about:
        return about, better
    part, _, said = better.partition(":")
    return part, said


def _makes_sense(code: str, body: dict[str, Any]) -> bool:
    part, said = part_of("", code)
    found = found_in(body, part)
    return found != said and (code not in _NEEDS_SOMETHING or found != "0")


def _kinds_not_there(body: dict[str, Any]) -> Iterator[Choice]:
    for kind in body.get("manner", {}).get("kinds", ()):
        yield f"kinds:{NOT_A}{kind}", _not_a(kind)


def _not_a(kind: str) -> str:
    return gettext("This is not there: %(kind)s") % {"kind": words.word(words.KINDS, kind)}


def _sentence(row: Correction) -> str:
    if row.better.startswith(NOT_A):
        return _not_a(row.better.removeprefix(NOT_A))
    return words.word(_CHOICES, f"{row.about}:{row.better}")
