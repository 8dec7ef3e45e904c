"""Subjects as lists and headings show them: attacks hidden as in a body."""

from __future__ import annotations

from functools import lru_cache

from evenhand.knowledge.language.prepare import prepare
from evenhand.knowledge.language.reading import read
from evenhand.knowledge.language.signals.findings import attacks, find_harsh_words
from evenhand.knowledge.language.signals.matching import scan

MOST_KEPT = 4096  # subjects; a page of the inbox has fifty
READ_AT_MOST = 1000  # code points
_HARD = 2  # the weight from which on a word of the lists is an attack by itself


@lru_cache(maxsize=MOST_KEPT)
def shown_subject(subject: str) -> str:
    """The subject with attacks as blocks of the same length. Any string will do.

    A subject is read by itself, for lists have no body at hand; and only where a list of harsh words finds an attack:
    what was learnt judges whole sentences, and alone takes fragments ("Lousy device, broken again") for attacks.
    """
    document = prepare(subject[:READ_AT_MOST])
    found = find_harsh_words(document, scan(document)).found
    is_hard = any(attacks(finding) and finding.weight >= _HARD for finding in found)
    return read(subject).masked if is_hard else subject
