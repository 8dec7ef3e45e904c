"""What two lists have in common, in order: the ground of every difference.

Equal beginnings and ends are taken off first. A part of at most 40 million cells (old items times new items) is
aligned exactly: the longest common subsequence, by the bit-parallel method of Hyyrö (2004), whose steps are single
operations on long integers. A larger part is cut at the items that occur once on either side (patience diff), and if
there are none, it has nothing in common. So the time is bounded for any two lists: a few seconds for a million items.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Sequence
from typing import NamedTuple

_CELLS = 40_000_000
_VISITS = 8  # how often, on average, an item may be looked at in search of items that occur once


class Run(NamedTuple):
    """`length` equal items, from `old` on in the old list and from `new` on in the new one."""

    old: int
    new: int
    length: int


class _Box(NamedTuple):
    """A part of both lists that is still to be aligned."""

    old: int
    old_end: int
    new: int
    new_end: int


def align(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Run]:
    """The runs of equal items, in order and apart from each other; neighbouring runs are one."""
    runs: list[Run] = []
    waiting = [_Box(0, len(old), 0, len(new))]
    visits = _VISITS * (len(old) + len(new))
    while waiting:
        box = _inner(old, new, waiting.pop(), runs)
        height, width = box.old_end - box.old, box.new_end - box.new
        if height * width <= _CELLS:
            # What is left of one item each differs: its equal beginning and end were taken off.
            runs += _longest(old, new, box) if height and width and height * width > 1 else []
        elif visits > 0:
            visits -= height + width
            waiting += _cut(_anchors(old, new, box), box, runs)
    return _joined(sorted(runs))


def _inner(old: Sequence[Hashable], new: Sequence[Hashable], box: _Box, runs: list[Run]) -> _Box:
    """The part without its equal beginning and end, which are noted as runs."""
    start, end, new_start, new_end = box
    while start < end and new_start < new_end and old[start] == new[new_start]:
        start, new_start = start + 1, new_start + 1
    while start < end and new_start < new_end and old[end - 1] == new[new_end - 1]:
        end, new_end = end - 1, new_end - 1
    if start > box.old:
        runs.append(Run(box.old, box.new, start - box.old))
    if box.old_end > end:
        runs.append(Run(end, new_end, box.old_end - end))
    return _Box(start, end, new_start, new_end)


def _longest(old: Sequence[Hashable], new: Sequence[Hashable], box: _Box) -> list[Run]:
    """The longest common subsequence of a part.

    Bit i of rows[j] is 0 where the first j new items and the first i + 1 old ones have more in common than with i.
    """
    places = dict.fromkeys(new[box.new : box.new_end], 0)
    for index in range(box.old, box.old_end):
        if old[index] in places:
            places[old[index]] |= 1 << (index - box.old)
    row = full = (1 << (box.old_end - box.old)) - 1
    rows = [row]
    for index in range(box.new, box.new_end):
        shared = row & places[new[index]]
        row = ((row + shared) | (row - shared)) & full
        rows.append(row)
    return _traced(rows, box)


def _traced(rows: list[int], box: _Box) -> list[Run]:
    found: list[Run] = []
    old, new = box.old_end - box.old, box.new_end - box.new
    while old and new:
        if rows[new] >> (old - 1) & 1:
            old -= 1
        elif rows[new - 1] >> (old - 1) & 1:
            old, new = old - 1, new - 1
            found.append(Run(box.old + old, box.new + new, 1))
        else:
            new -= 1
    return found


def _anchors(old: Sequence[Hashable], new: Sequence[Hashable], box: _Box) -> list[tuple[int, int]]:
    """Places of items that occur once in either part, as many as stand in the same order in both."""
    counts = Counter(old[box.old : box.old_end])
    new_counts = Counter(new[box.new : box.new_end])
    places = {new[at]: at for at in range(box.new, box.new_end) if new_counts[new[at]] == 1 == counts[new[at]]}
    return _rising([(at, places[old[at]]) for at in range(box.old, box.old_end) if old[at] in places])


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest choice of pairs whose second numbers rise; the first ones rise already."""
    ends: list[int] = []
    at_end: list[int] = []
    before: list[int] = []
    for index, (_, place) in enumerate(pairs):
        length = bisect_left(ends, place)
        before.append(at_end[length - 1] if length else -1)
        ends[length : length + 1] = [place]
        at_end[length : length + 1] = [index]
    chosen: list[tuple[int, int]] = []
    index = at_end[-1] if at_end else -1
    while index >= 0:
        chosen.append(pairs[index])
        index = before[index]
    return chosen[::-1]


def _cut(anchors: list[tuple[int, int]], box: _Box, runs: list[Run]) -> list[_Box]:
    """The parts between the anchors, which are noted as runs; none where there are no anchors."""
    boxes: list[_Box] = []
    old, new = box.old, box.new
    for at, place in anchors:
        runs.append(Run(at, place, 1))
        if old < at and new < place:
            boxes.append(_Box(old, at, new, place))
        old, new = at + 1, place + 1
    return [*boxes, _Box(old, box.old_end, new, box.new_end)] if anchors else []


def _joined(runs: list[Run]) -> list[Run]:
    joined: list[Run] = []
    for run in runs:
        last = joined[-1] if joined else None
        if last and last.old + last.length == run.old and last.new + last.length == run.new:
            joined[-1] = Run(last.old, last.new, last.length + run.length)
        elif run.length:
            joined.append(run)
    return joined
