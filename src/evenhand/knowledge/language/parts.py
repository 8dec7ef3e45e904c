"""The parts of a message: greeting, body, quote, forwarded, signature."""

from __future__ import annotations

from collections.abc import Iterator

from evenhand.knowledge.language.document import Part, PartKind
from evenhand.knowledge.language.greetings import greeting_end
from evenhand.knowledge.language.quotes import Line, Region, quotes
from evenhand.knowledge.language.signatures import LOOKED_AT, signatures
from evenhand.knowledge.language.text import Text

_Piece = tuple[int, int, PartKind]


def parts(text: Text) -> tuple[Part, ...]:
    """The parts in order, without gap or overlap; () for an empty text. Blank lines go with the part before them.

    Answers written between quoted lines are body. Linear in the length of the text.
    """
    length = len(text.folded)
    pieces: list[_Piece] = []
    at = 0
    for region in [*quotes(text.folded), Region(length, length, "quote")]:
        if region.start > at:
            pieces += _own(text, at, region.start, first=not any(kind == "greeting" for _, _, kind in pieces[:2]))
        if region.end > region.start:
            pieces.append((region.start, region.end, region.kind))
        at = region.end
    return _cover(text, pieces)


def _own(text: Text, start: int, end: int, first: bool) -> Iterator[_Piece]:
    """The pieces of a stretch that the writer wrote; nothing for a blank one."""
    lines = _last_lines(text.folded, start, end)
    if not lines:
        return
    begin = start
    if first:
        first_word = _past_blanks(text.folded, start, end)
        stop = greeting_end(text, first_word)
        if stop > first_word:
            begin = _past_blanks(text.folded, stop, end)
            yield start, begin, "greeting"
            lines = [line for line in lines if line.start >= stop]
    for sign_start, sign_end in signatures(text, lines):
        if text.folded[begin:sign_start].strip():
            yield begin, sign_start, "body"
        begin = _past_blanks(text.folded, sign_end, end)
        yield sign_start, begin, "signature"
    if text.folded[begin:end].strip():
        yield begin, end, "body"


def _past_blanks(folded: str, start: int, end: int) -> int:
    while start < end and folded[start].isspace():
        start += 1
    return start


def _last_lines(folded: str, start: int, end: int) -> list[Line]:
    """The last lines that are not blank, in order."""
    lines: list[Line] = []
    while end > start and len(lines) < LOOKED_AT:
        begin = folded.rfind("\n", start, end) + 1 or start
        bare = folded[begin:end].strip()
        if bare:
            first = folded.index(bare[0], begin)
            lines.append(Line(first, first + len(bare), bare))
        end = begin - 1
    lines.reverse()
    return lines


def _cover(text: Text, pieces: list[_Piece]) -> tuple[Part, ...]:
    """The pieces in original offsets, each reaching to the next, neighbours of one kind joined."""
    if not text.original:
        return ()
    joined: list[_Piece] = []
    for start, end, kind in pieces:
        if joined and joined[-1][2] == kind:
            joined[-1] = (joined[-1][0], end, kind)
        else:
            joined.append((start, end, kind))
    if not joined:
        return (Part(0, len(text.original), "body"),)
    starts = [0, *(text.starts[start] for start, _, _ in joined[1:]), len(text.original)]
    return tuple(
        Part(starts[index], starts[index + 1], kind)
        for index, (_, _, kind) in enumerate(joined)
        if starts[index] < starts[index + 1]
    )
