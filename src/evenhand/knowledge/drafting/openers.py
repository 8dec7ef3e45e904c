"""Beginnings of sentences that can go without loss ("As I already said,"), so that they are taken out in one click."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from evenhand.knowledge.drafting.cues import READS
from evenhand.knowledge.drafting.draft import Draft
from evenhand.knowledge.language.late import late
from evenhand.knowledge.language.text import fold
from evenhand.knowledge.language.variety import Variety

_BREAK = late(r" ?[,，、:：] ?")
_WORD = late(r"[a-zåäöA-ZÅÄÖ]+(?:['’][a-zA-Z]+)?")


class Removal(NamedTuple):
    """What goes: the code points of the opener with its comma and, where letters have capitals, the word after it."""

    start: int
    end: int
    replacement: str


def opener(draft: Draft, sentence: int) -> Removal | None:
    """The opener of a sentence, where it ends in a comma and the rest can stand alone; None where there is none."""
    place, whole = draft.sentences[sentence], draft.document.utterances[sentence]
    pattern, folded = _pattern(place.language), draft.document.text.folded
    found = pattern.match(folded, whole.start, whole.end) if pattern else None
    comma = _BREAK.match(folded, found.end(), whole.end) if found else None
    if comma is None or comma.end() >= whole.end:
        return None
    start, end = draft.document.text.original_span(whole.start, comma.end())
    following = _WORD.match(draft.text, end)
    if following is None or not draft.text[start].isupper() or not following[0].islower():
        return Removal(start, end, "")
    return Removal(start, following.end(), following[0][0].upper() + following[0][1:])


@cache
def _pattern(variety: Variety) -> re.Pattern[str] | None:
    """The openers of a variety as one pattern, longest first at each choice; None where there are none."""
    lines = (Path(__file__).parent / "openers.tsv").read_text(encoding="utf-8").split("\n")
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    read = [_of_phrase(fold(phrase).folded) for language, phrase in rows if language in READS[variety]]
    return re.compile("|".join(read)) if read else None


def _of_phrase(phrase: str) -> str:
    pieces = re.split(r"\{([^{}]*)\}", phrase)
    return "".join(_choice(piece) if index % 2 else re.escape(piece) for index, piece in enumerate(pieces))


def _choice(alternatives: str) -> str:
    longest_first = sorted(alternatives.split("|"), key=len, reverse=True)
    return f"(?:{'|'.join(map(re.escape, longest_first))})"
