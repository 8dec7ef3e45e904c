"""The sentences of the writer's own words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from evenhand.knowledge.language.document import Part, Sentence
from evenhand.knowledge.language.late import late
from evenhand.knowledge.language.text import Text
from evenhand.knowledge.language.variety import Passage, Variety

_CLOSERS = "\"')\\]}」』”’）》】*_"
_PICTURES = "\u2600-\u27bf\u2b50\U0001f000-\U0001faff"
# A line break, or a stop with what clings to it. A stop of Latin script counts where a blank, a picture, Chinese or
# the end follows. No part can match in two ways, so a megabyte of dots takes linear time.
# The look ahead passes quickly over characters that begin neither.
_STOP = late(
    r"(?=[\n。！？.!?…])(?:(?P<line>\n\s*+)|(?P<stop>(?:[。！？]|(?<![.!?…])[.!?…]++"
    rf"(?=[{_CLOSERS}]*+(?:\s|\Z|[^\0-ɏ])))[.!?…。！？]*+)"
    rf"[{_CLOSERS}]*+(?:[ ]?[{_PICTURES}])*+)"
)
# Always followed by the rest of the sentence.
_OPEN = frozenset(
    """
    mr mrs ms dr prof st vs cf approx dept incl excl acct eg ie
    esim ks ns ko ao tms vrt kpl puh alv nk mrd milj mahd yst
    """.split()
)
# The rest of the sentence follows if it goes on with a small letter or a number.
_MAY_END = frozenset(
    """
    etc inc ltd co corp jr sr est ext tel fig vol ref qty pp jne ym yms mm em os oy huom terv toim synt
    jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun
    tammik helmik maalisk huhtik toukok kesäk heinäk elok syysk lokak marrask jouluk
    """.split()
)
_BEFORE_NUMBER = frozenset("no nos nr nro art item inv kohta klo sec ch room".split())
_LAST_WORD = late(r"[^\s(\[\"']{1,24}\Z")
_DATE = late(r"\d{1,2}\.\d{1,2}\Z")
_LETTERS_WITH_DOTS = late(r"[a-zà-ÿ](?:\.[a-zà-ÿ]{1,3})+\Z")
_LOOKED_BACK = 32
_WRAPPED_FROM = 45  # a line at least this long that breaks off in mid-sentence was wrapped by the mail program


def sentences(text: Text, parts: Sequence[Part], passages: Sequence[Passage]) -> tuple[Sentence, ...]:
    """The sentences of greeting and body, in order, without blanks around them; empty ones are left out.

    `text` of a sentence is the slice of the original. A line break ends a sentence unless a mail program wrapped
    the line. Linear in the length of the text.
    """
    found: list[Sentence] = []
    languages, inner = _Languages(passages), _Languages(passages)
    for start, end in _own_words(text, parts):
        for first, last in _cut(text, start, end, inner):
            a, b = text.original_span(first, last)
            found.append(Sentence(a, b, languages.at(a), text.original[a:b]))
    return tuple(found)


class _Languages:
    """The variety at an offset; asked in rising order, so one walk along the passages answers all."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._passages = passages
        self._index = 0

    def at(self, offset: int) -> Variety:
        """The variety of the passage at an original offset, or of the nearest before it."""
        passages = self._passages
        while self._index < len(passages) - 1 and passages[self._index].end <= offset:
            self._index += 1
        return passages[self._index].language if passages else "und"


def _own_words(text: Text, parts: Sequence[Part]) -> Iterator[tuple[int, int]]:
    """Where the writer's own words lie in the folded text."""
    exact = isinstance(text.starts, range)
    for part in parts:
        if part.kind in ("greeting", "body"):
            if exact:
                yield part.start, part.end
            else:
                size = len(text.folded)
                yield bisect_left(text.starts, part.start, hi=size), bisect_left(text.starts, part.end, hi=size)


def _cut(text: Text, start: int, end: int, languages: _Languages) -> Iterator[tuple[int, int]]:
    folded, begin = text.folded, start
    for stop in _STOP.finditer(folded, start, end):
        if stop["line"]:
            if _is_wrapped(text, begin, stop, end):
                continue
        elif not _ends(text, begin, stop, end, languages):
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


def _is_wrapped(text: Text, begin: int, stop: re.Match[str], end: int) -> bool:
    """A line break in mid-sentence: a single one, after a long line or a comma, before a small letter."""
    folded, following = text.folded, stop.end()
    if stop.start() <= begin or following >= end or stop["line"].count("\n") > 1:
        return False
    before = folded[stop.start() - 1]
    if before in ".!?:;…" or not text.original[text.starts[following]].islower():
        return False
    line_start = max(folded.rfind("\n", begin, stop.start()) + 1, begin)
    return before == "," or stop.start() - line_start >= _WRAPPED_FROM


def _ends(text: Text, begin: int, stop: re.Match[str], end: int, languages: _Languages) -> bool:
    """Whether a stop ends the sentence."""
    folded, signs = text.folded, stop["stop"]
    following = stop.end()
    while following < end and folded[following] in " \t":
        following += 1
    if following >= end or folded[following] == "\n" or signs[0] in "!?。！？":
        return True
    capital = text.original[text.starts[following]].isupper()
    if signs != ".":
        return capital
    at = stop.start()
    word = _LAST_WORD.search(folded, max(begin, at - _LOOKED_BACK), at)
    if not word:
        return True
    if word[0][-1].isdigit():
        first_on_line = word.start() - begin <= 4 and not folded[begin : word.start()].strip("( ")
        return _ends_after_number(word[0], first_on_line, folded[following], capital, languages.at(text.starts[at]))
    return _ends_after_word(word[0], folded[following], capital)


def _ends_after_number(number: str, first: bool, following: str, capital: bool, language: Variety) -> bool:
    """Not after the number of a list, nor after a Finnish ordinal or date that goes on ("5. joulukuuta")."""
    if first and number.isdigit() and len(number) <= 3:
        return False
    if language == "fi" and (number.isdigit() or _DATE.match(number)):
        return capital
    return not (following.isdigit() and number.isdigit() and len(number) <= 2)


def _ends_after_word(word: str, following: str, capital: bool) -> bool:
    """Not after an abbreviation that goes on, an initial or "No." before a number."""
    if word in _OPEN or (len(word) == 1 and "a" <= word <= "ö" and word.isalpha()):
        return False
    if word in _BEFORE_NUMBER:
        return not following.isdigit()
    if word in _MAY_END or _LETTERS_WITH_DOTS.match(word):
        return capital
    return True
