"""The sentences of the writer's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from evenhand.knowledge.language.document import Part, Sentence
from evenhand.knowledge.language.shape import Passage, Variety
from evenhand.knowledge.language.text import Text

_CLOSERS = "\"')\\]}」』”’）》】"
_PICTURES = "\u2600-\u27bf\u2b50\U0001f000-\U0001faff"
# A stop with what clings to it, or a line break. Stops of Latin script need a blank or the end behind them.
_STOP = re.compile(
    rf"(?P<line>\n\s*)|(?:[。！？]+[.!?…。！？]*|[.!?…]+(?=[{_CLOSERS}]*(?:\s|$|[{_PICTURES}]|[㐀-鿿]))[。！？]*)"
    rf"[{_CLOSERS}]*(?:[ ]?[{_PICTURES}]+)*"
)
_ABBREVIATIONS = frozenset(
    """
    mr mrs ms dr prof st jr sr vs etc eg e.g ie i.e cf approx dept est inc ltd co corp fig tel ext ref acct qty
    jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun p pp vol
    esim ks mm ym yms jne ns n ko ao em tms vrt kpl puh s alv oy klo nro nk ma ti ke to pe la su os eli huom tj
    tammik helmik maalisk huhtik toukok kesäk heinäk elok syysk lokak marrask jouluk mahd mrd milj v k synt
    """.split()
)
_NUMBER_AHEAD = frozenset({"no", "nr", "art", "item", "inv", "kohta"})
_LAST_WORD = re.compile(r"[^\s(\[\"']*\Z")
_WRAPPED_FROM = 45  # a line at least this long that ends in mid-sentence was wrapped by the mail program


def sentences(text: Text, parts: Sequence[Part], passages: Sequence[Passage]) -> tuple[Sentence, ...]:
    """The sentences of greeting and body, in order, without blanks around them; empty ones are left out.

    `text` of a sentence is the slice of the original. A line break ends a sentence unless a mail program wrapped
    the line. Linear in the length of the text.
    """
    found: list[Sentence] = []
    languages = _Languages(passages)
    folded = text.folded
    for start, end in _folded_stretches(text, parts):
        for first, last in _cut(folded, start, end, languages, text):
            a, b = text.original_span(first, last)
            found.append(Sentence(a, b, languages.at(a), text.original[a:b]))
    return tuple(found)


class _Languages:
    """The variety at an offset; asked in rising order, so one walk along the passages answers all."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._passages = passages
        self._index = 0

    def at(self, offset: int) -> Variety:
        passages = self._passages
        while self._index < len(passages) - 1 and passages[self._index].end <= offset:
            self._index += 1
        return passages[self._index].language if passages else "und"


def _folded_stretches(text: Text, parts: Sequence[Part]) -> Iterator[tuple[int, int]]:
    """Where the writer's own words lie in the folded text."""
    own = [part for part in parts if part.kind in ("greeting", "body")]
    if isinstance(text.starts, range):
        yield from ((part.start, part.end) for part in own)
        return
    from bisect import bisect_left

    for part in own:
        yield bisect_left(text.starts, part.start), bisect_left(text.starts, part.end, hi=len(text.folded))


def _cut(folded: str, start: int, end: int, languages: _Languages, text: Text) -> Iterator[tuple[int, int]]:
    begin = start
    for stop in _STOP.finditer(folded, start, end):
        if stop["line"] is not None:
            if _is_wrapped(folded, begin, stop.start(), stop.end(), end):
                continue
        elif not _ends_sentence(folded, begin, stop.start(), stop.end(), end):
            continue
        yield from _trimmed(folded, begin, stop.end())
        begin = stop.end()
    yield from _trimmed(folded, begin, end)


def _trimmed(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = folded[start:end]
    bare = piece.strip()
    if bare:
        first = start + len(piece) - len(piece.lstrip())
        yield first, first + len(bare)


def _is_wrapped(folded: str, begin: int, start: int, stop: int, end: int) -> bool:
    """A line break in mid-sentence: one only, after a long line or a comma, before a small letter."""
    if folded.count("\n", start, stop) > 1 or stop >= end or start == begin:
        return False
    line_start = folded.rfind("\n", begin, start) + 1 or begin
    before = folded[start - 1]
    return folded[stop].isascii() and folded[stop].isalpha() and (before == "," or start - line_start > 45) and before not in ".!?:;"


def _ends_sentence(folded: str, begin: int, start: int, stop: int, end: int) -> bool:
    return True
