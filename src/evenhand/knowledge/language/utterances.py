"""The writer's sentences and their clauses, as places in the folded text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from evenhand.knowledge.language.document import Clause, Sentence, Utterance
from evenhand.knowledge.language.late import late
from evenhand.knowledge.language.text import Text

# A comma between figures divides no clause, nor does a full stop inside an abbreviation or a date.
# The look ahead names every character that begins a break, to pass quickly over the others.
_BREAK = late(
    r"(?=[;；，。！？!?\n…,. —但不可否])(?:"
    r"[;；，。！？!?\n…]+|,(?!\d| että| that)|\.(?![\w.])| [-–—] |——|(?:,? )(?:but|however|mutta|while|whereas)(?= )"
    r"|(?=(?:但是|不过|可是|但系|不然|否则)))"
)
_EDGES = " \t\n,;:.!?-，。！？；：、…\"'()（）「」“”"


def utterances(text: Text, sentences: Sequence[Sentence]) -> tuple[Utterance, ...]:
    """The sentences with their clauses, in order."""
    starts, found = text.starts, []
    for sentence in sentences:
        begin, end = sentence.start, sentence.end
        if not isinstance(starts, range):
            begin = bisect_left(starts, begin)
            end = bisect_left(starts, end, begin)
        found.append(Utterance(begin, end, sentence.language, _clauses(text.folded, begin, end)))
    return tuple(found)


def _clauses(folded: str, start: int, stop_at: int) -> tuple[Clause, ...]:
    """The clauses of a sentence, without blanks and punctuation at their edges."""
    found: list[Clause] = []
    for stop in _BREAK.finditer(folded, start, stop_at):
        begin, end = trim(folded, start, stop.start())
        if begin < end:
            found.append(Clause(begin, end, "?" in stop[0] or "？" in stop[0]))
        start = stop.end()
    begin, end = trim(folded, start, stop_at)
    if begin < end:
        found.append(Clause(begin, end, False))
    return tuple(found)


def trim(folded: str, start: int, end: int) -> tuple[int, int]:
    """Without blanks and punctuation at both edges."""
    piece = folded[start:end]
    begin = start + len(piece) - len(piece.lstrip(_EDGES))
    return begin, max(begin, start + len(piece.rstrip(_EDGES)))
