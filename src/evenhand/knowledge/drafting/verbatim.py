"""Stretches of a draft that stand word for word in another text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from evenhand.knowledge.language.late import late
from evenhand.knowledge.language.text import Text, fold

WORDS, CHARACTERS = 8, 12  # a stretch this long is no chance: Latin words, Chinese characters
_WHOLE = WORDS * CHARACTERS
_TOKEN = late(r"[㐀-鿿豈-﫿]|[^\W_㐀-鿿豈-﫿]+")


class _Token(NamedTuple):
    start: int
    end: int
    text: str


def shared_stretches(text: Text, others: Iterable[str], allowed: Iterable[str] = ()) -> Iterator[tuple[int, int]]:
    """Original code points of what `text` shares with one of the others, in order, neighbours joined.

    What also stands in an `allowed` text is left out. Linear in the length of all texts.
    """
    known = {stretch for each in others for stretch in _stretches(_tokens(fold(each).folded))}
    if not known:
        return
    known -= {stretch for each in allowed for stretch in _stretches(_tokens(fold(each).folded))}
    tokens = _tokens(text.folded)
    open_from = open_to = -1
    for first, last in _windows(tokens):
        if _worded(tokens, first, last) not in known:
            continue
        start, end = tokens[first].start, tokens[last].end
        if open_from >= 0 and start > open_to:
            yield text.original_span(open_from, open_to)
            open_from = -1
        open_from, open_to = (start if open_from < 0 else open_from), end
    if open_from >= 0:
        yield text.original_span(open_from, open_to)


def _tokens(folded: str) -> list[_Token]:
    return [_Token(each.start(), each.end(), each[0]) for each in _TOKEN.finditer(folded)]


def _stretches(tokens: Sequence[_Token]) -> Iterator[tuple[str, ...]]:
    return (_worded(tokens, first, last) for first, last in _windows(tokens))


def _worded(tokens: Sequence[_Token], first: int, last: int) -> tuple[str, ...]:
    return tuple(token.text for token in tokens[first : last + 1])


def _windows(tokens: Sequence[_Token]) -> Iterator[tuple[int, int]]:
    """For each token the shortest run from it on that is long enough, by first and last place.

    Runs of figures alone (telephone numbers, dates) are left out.
    """
    weight, last = 0, -1
    for first, token in enumerate(tokens):
        while weight < _WHOLE and last + 1 < len(tokens):
            last += 1
            weight += _weight(tokens[last])
        if weight < _WHOLE:
            return
        yield first, last
        weight -= _weight(token)


def _weight(token: _Token) -> int:
    """Figures weigh nothing."""
    if token.text.isdigit():
        return 0
    return WORDS if "㐀" <= token.text[0] <= "\ufaff" else CHARACTERS
