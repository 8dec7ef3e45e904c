"""What an abusive message is about, without the abuse: what they want, by when, and what they say happened.

All is quoted from the masked text, so that somebody else, or the same person later, can answer the complaint without
reading the attack. Nothing is summed up or reworded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice, pairwise
from typing import Literal, NamedTuple

from evenhand.knowledge.language.deadlines import Deadline, find_deadlines
from evenhand.knowledge.language.echoes import echo_ranges
from evenhand.knowledge.language.figures import tells_figure
from evenhand.knowledge.language.late import late
from evenhand.knowledge.language.latin import is_common
from evenhand.knowledge.language.masking import BLOCK, mask
from evenhand.knowledge.language.parts import parts
from evenhand.knowledge.language.sentences import sentences
from evenhand.knowledge.language.text import Text, fold
from evenhand.knowledge.language.variety import Passage, Variety

FactKind = Literal["fault", "promise", "figure", "date"]
READ_AT_MOST = 20_000  # code points
MOST_SENTENCES = 300
MOST_WANTS, MOST_TIMES, MOST_FACTS = 8, 4, 8
LONGEST_QUOTE = 240
GAP = BLOCK * 3
"""What stands in a quote for hidden words, however many they are."""
_LEAST_LETTERS = 3  # of a quote that says something
_BLOCKS = re.compile(f"{BLOCK}[{BLOCK}\\s]*")
_LETTERS = re.compile(rf"[^\W_{BLOCK}]")
_HAN = r"\u3400-\u9fff\uf900-\ufaff"
_WORD = late(rf"[^\W_{_HAN}]+")
_HAN_RUN = late(rf"[{_HAN}]{{4,}}")
_EDGES = f" \t\r\n,;:，；：、-–—.。{BLOCK}"

Range = tuple[int, int]


class Asked(NamedTuple):
    """An ask of a reading: its place and its kind."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a reading found that belongs to the substance; places are code points of the message.

    `faults` are claims that we are to blame, `promised` what they say that we promised, `pressed` their ultimatums.
    """

    language: Variety = "und"
    asks: Sequence[Asked] = ()
    faults: Sequence[Range] = ()
    promised: Sequence[Range] = ()
    pressed: Sequence[Range] = ()


@dataclass(frozen=True, slots=True)
class Want:
    """Something they want, in their words; `kind` is that of an ask."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Time:
    """By when they want it: their words, and the day or moment where the words name one for certain."""

    text: str
    due: date | datetime | None


@dataclass(frozen=True, slots=True)
class Fact:
    """Something they say happened, in their words."""

    text: str
    kind: FactKind


@dataclass(frozen=True, slots=True)
class Substance:
    """What can be answered. Each text holds `GAP` in the place of hidden words."""

    wants: tuple[Want, ...] = ()
    times: tuple[Time, ...] = ()
    facts: tuple[Fact, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.wants or self.times or self.facts)


def substance(text: str, hidden: Iterable[Range], found: Found, *, sent_at: datetime | None) -> Substance:
    """What they want, by when, and what they say happened, from the writer's own words outside the hidden ranges.

    `sent_at` is aware or None; without it relative times have no `due`. Any string and any places will do. No two
    words (of Chinese: no four characters) in a row of what is hidden stand in the answer, unless both are among the
    commonest words of the language ("you are").
    """
    folded = _without_echoes(text[:READ_AT_MOST], sorted(hidden))
    shown = folded.original
    own = _own_sentences(folded, found.language)
    asks = _asks(found.asks, len(shown))
    times = find_deadlines(folded, sent_at, found.language)
    return Substance(
        wants=tuple(islice(_wants(shown, asks), MOST_WANTS)),
        times=tuple(islice(_times(shown, own, asks, found, times), MOST_TIMES)),
        facts=tuple(islice(_facts(folded, own, asks, found, times), MOST_FACTS)),
    )


def _without_echoes(text: str, hidden: Sequence[Range]) -> Text:
    """The text masked, and masked again wherever it repeats words of what is hidden."""
    masked = fold(mask(text, hidden))
    pairs = {pair for start, end in hidden for pair in _pairs(fold(text[start:end]).folded)}
    again = [masked.original_span(*found) for found in echo_ranges(masked.folded, pairs)] if pairs else []
    return fold(mask(masked.original, again)) if again else masked


def _pairs(hidden: str) -> Iterator[str]:
    """Every two words in a row, and every four Chinese characters; not pairs of common words, which say nothing."""
    words = [(match.start(), match.end()) for match in _WORD.finditer(hidden)]
    for (start, end), (after, to) in pairwise(words):
        if not (is_common(hidden[start:end]) and is_common(hidden[after:to])):
            yield hidden[start:to]
    for run in _HAN_RUN.finditer(hidden):
        yield from (run[0][place : place + 4] for place in range(len(run[0]) - 3))


def _own_sentences(text: Text, language: Variety) -> list[Range]:
    """Where the writer's own sentences stand: no quoted mail, no signature."""
    passages = (Passage(0, len(text.original), language),)
    return [(one.start, one.end) for one in sentences(text, parts(text), passages)[:MOST_SENTENCES]]


def _asks(asks: Iterable[Asked], length: int) -> list[Asked]:
    return sorted(ask for ask in asks if 0 <= ask.start < ask.end <= length)


def _wants(shown: str, asks: Iterable[Asked]) -> Iterator[Want]:
    seen: set[str] = set()
    for ask in asks:
        quote = _quote(shown, ask.start, ask.end)
        if quote and quote not in seen:
            seen.add(quote)
            yield Want(quote, ask.kind)


def _times(
    shown: str, own: Iterable[Range], asks: Sequence[Asked], found: Found, times: Iterable[Deadline]
) -> Iterator[Time]:
    """The times in sentences that ask for something or set a condition: others tell what was."""
    asking = [(ask.start, ask.end) for ask in asks] + list(found.pressed)
    wanted = [sentence for sentence in own if _touches(asking, *sentence)]
    seen: set[str] = set()
    for time in times:
        quote = _quote(shown, time.start, time.end)
        if quote and quote not in seen and _touches(wanted, time.start, time.end):
            seen.add(quote)
            yield Time(quote, time.due if time.certain else None)


def _facts(
    text: Text, own: Iterable[Range], asks: Sequence[Asked], found: Found, times: Iterable[Deadline]
) -> Iterator[Fact]:
    """What sentences say beside their asks, where they name a fault, a promise, a figure or a date."""
    dates = [(time.start, time.end) for time in times]
    seen: set[str] = set()
    for start, end in _beside(own, asks):
        quote = _quote(text.original, start, end)
        kind = _kind(text.original, start, end, found, dates)
        if quote and kind and quote not in seen:
            seen.add(quote)
            yield Fact(quote, kind)


def _beside(own: Iterable[Range], asks: Sequence[Asked]) -> Iterator[Range]:
    """The stretches of the sentences that no ask covers."""
    for start, end in own:
        for ask in asks:
            if ask.start < end and start < ask.end:
                if start < ask.start:
                    yield start, ask.start
                start = max(start, ask.end)
        if start < end:
            yield start, end


def _kind(text: str, start: int, end: int, found: Found, dates: Sequence[Range]) -> FactKind | None:
    if _touches(found.promised, start, end):
        return "promise"
    if _touches(found.faults, start, end):
        return "fault"
    if _touches(dates, start, end):
        return "date"
    return "figure" if tells_figure(text[start:end]) else None


def _touches(ranges: Iterable[Range], start: int, end: int) -> bool:
    return any(first < end and start < last for first, last in ranges)


def _quote(shown: str, start: int, end: int) -> str:
    """The words on one line with gaps for what is hidden; empty where too little is left to say anything."""
    words = " ".join(_BLOCKS.sub(lambda match: GAP + (" " if match[0][-1].isspace() else ""), shown[start:end]).split())
    words = words.strip(_EDGES)
    if len(_LETTERS.findall(words)) < _LEAST_LETTERS:
        return ""
    return words if len(words) <= LONGEST_QUOTE else words[: LONGEST_QUOTE - 1] + "…"
