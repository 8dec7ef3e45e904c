"""Hide the attacks of a message and keep its substance, so that it can be answered unharmed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from evenhand.knowledge.language.shape import Demand, Manner, Reading

BLOCK = "▒"
_BLOCKS = re.compile(f"{BLOCK}+")
ALWAYS = frozenset({"insult", "degrading", "appearance", "family", "discrimination", "sexual", "violence", "doxxing"})
WHEN_HARSH = ALWAYS | {"contempt"}
_STOPS = re.compile(r"[.!?;:,\n。！？；：，、…]+")
_SUBSTANCE = re.compile(r"[0-9０-９$€£¥%]")
_WORDS = re.compile(r"[^\W\d_]")
_NEIGHBOURS = 8  # ranges before a place that may still reach into it
_MOSTLY = 0.5  # of a clause's letters, from which on the whole clause is the attack

Range = tuple[int, int]


def mask(text: str, spans: Iterable[Range]) -> str:
    """The text with each of the spans as blocks of the same length; line breaks stay."""
    pieces, done = [], 0
    for start, end in _merged(spans):
        pieces += [text[done:start], re.sub(r"[^\n]", BLOCK, text[start:end])]
        done = end
    return "".join([*pieces, text[done:]])


def attack_ranges(text: str, manner: Manner, demand: Demand) -> tuple[Range, ...]:
    """What to hide: the attacking words, widened to their clause where that is little else.

    Never widened over an ask, a date or an amount.
    """
    harsh = manner.level in ("abusive", "threatening")
    kinds = WHEN_HARSH if harsh else ALWAYS
    attacks = [(span.start, span.end) for span in manner.spans if span.kind in kinds]
    harsh_words = sorted((span.start, span.end) for span in manner.spans if span.kind in kinds | {"profanity"})
    asks = sorted((ask.start, ask.end) for ask in demand.asks)
    return tuple(_merged(_widened(text, attack, harsh_words, asks) for attack in attacks))


def masked_ranges(reading: Reading) -> tuple[Range, ...]:
    """The hidden stretches of a reading, as code points of the original, one for each block."""
    return block_ranges(reading.masked)


def block_ranges(masked: str) -> tuple[Range, ...]:
    """The hidden stretches of a text that was masked."""
    return tuple(match.span() for match in _BLOCKS.finditer(masked))


def _widened(text: str, attack: Range, harsh: Sequence[Range], asks: Sequence[Range]) -> Range:
    start, end = _clause(text, attack)
    clause = text[start:end]
    if _SUBSTANCE.search(clause):
        return attack
    if any(ask != attack for ask in _touching(asks, start, end)):
        return attack
    harsh_letters = sum(
        len(_WORDS.findall(text, max(one, start), min(other, end))) for one, other in _touching(harsh, start, end)
    )
    return (start, end) if harsh_letters >= _MOSTLY * len(_WORDS.findall(clause)) else attack


def _touching(ranges: Sequence[Range], start: int, end: int) -> list[Range]:
    """Those of the sorted ranges that share a code point with [start, end)."""
    first = max(0, bisect_left(ranges, (start, start)) - _NEIGHBOURS)
    last = bisect_left(ranges, (end, end))
    return [found for found in ranges[first:last] if found[0] < end and start < found[1]]


def _clause(text: str, attack: Range) -> Range:
    """The clause around an attack, without its punctuation and blanks."""
    start, end = attack
    floor, ceiling = max(0, start - 80), min(len(text), end + 80)
    before = [match.end() for match in _STOPS.finditer(text, floor, start)]
    after = _STOPS.search(text, end, ceiling)
    left = before[-1] if before else floor
    right = after.start() if after else ceiling
    if (not before and floor > 0) or (not after and ceiling < len(text)):
        return attack
    while left < start and text[left].isspace():
        left += 1
    while right > end and text[right - 1].isspace():
        right -= 1
    return left, right


def _merged(ranges: Iterable[Range]) -> list[Range]:
    """Sorted, and without overlap."""
    ordered = sorted(ranges)
    merged: list[Range] = []
    for start, end in ordered:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif start < end:
            merged.append((start, end))
    return merged
