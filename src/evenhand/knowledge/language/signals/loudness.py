"""Loudness without words: capitals and rows of exclamation marks."""

from __future__ import annotations

import re

from evenhand.knowledge.language.document import Document

_SHOUTED = re.compile(r"\b[A-ZÄÖÅ]{3,}\b(?:[ ,!'-]+[A-ZÄÖÅ]{2,}\b){2,}|\b[A-ZÄÖÅ]{4,}\b[^a-zäöå\n]{0,3}!")
_THREE_CAPITALS = re.compile(r"[A-ZÄÖÅ]{3}")
_MARK = re.compile(r"[!！?？]")
_MARKS = re.compile(r"[!！?？]{3,}|[!！][^\n]{0,200}[!！][^\n]{0,200}[!！]|[!！]{2,}|[?？][!！]")


def shouted(document: Document) -> bool:
    """Whether whole runs of words stand in capitals; one acronym is none."""
    if not _THREE_CAPITALS.search(document.text.original):
        return False
    return any(_SHOUTED.search(sentence.text) for sentence in document.sentences)


def exclaimed(document: Document) -> bool:
    """Whether exclamation marks come in rows, or three times in the writer's own words."""
    if not _MARK.search(document.text.original):
        return False
    own = [sentence.text for sentence in document.sentences]
    return any(_MARKS.search(text) for text in own) or sum(text.endswith(("!", "！")) for text in own) >= 3


def loudness(document: Document) -> int:
    """How many of the two there are: 0, 1 or 2."""
    return shouted(document) + exclaimed(document)
