"""How varied the corpus is: `python -m tools.corpus.spread` prints a table by variety, `--pairs` the nearest pairs.

A message is seen as its set of runs of five folded characters (Chinese: three). The likeness of two messages is the
share of runs that they have in common (Jaccard). Openings are the first two words, or the first three characters.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tools.corpus.items import VARIETIES, Item, load

from evenhand.knowledge.language.text import fold

ALIKE = 0.5  # from which on two messages are near-duplicates
CLOSE = 0.3
COMMON = 60  # messages; runs that stand in more tell nothing about likeness
_WORD = re.compile(r"[a-zäöå']+|[㐀-鿿]")


@dataclass(frozen=True, slots=True)
class Spread:
    """The measures of one variety."""

    variety: str
    messages: int
    alike: int
    close: int
    distinct_per_thousand: float
    commonest_opening: tuple[str, int]
    pairs: tuple[tuple[float, str, str], ...]


def spread(variety: str, items: Sequence[Item]) -> Spread:
    """Near-duplicates, close pairs and vocabulary of a variety's messages.

    `distinct_per_thousand` is the mean number of different words (Chinese: characters) in a thousand running ones.
    """
    size = 3 if variety in ("zh-Hans", "zh-Hant", "yue") else 5
    runs = [_runs(fold(item.text).folded, size) for item in items]
    pairs = sorted(_pairs(runs), reverse=True)
    words = [word for item in items for word in _WORD.findall(fold(item.text).folded)]
    slices = [words[at : at + 1000] for at in range(0, len(words) - 999, 1000)]
    distinct = sum(len(set(part)) for part in slices) / max(1, len(slices))
    opening = Counter(_opening(fold(item.text).folded, size) for item in items).most_common(1)[0]
    named = tuple((likeness, items[one].id, items[other].id) for likeness, one, other in pairs[:20])
    alike = sum(likeness >= ALIKE for likeness, _, _ in pairs)
    close = sum(likeness >= CLOSE for likeness, _, _ in pairs)
    return Spread(variety, len(items), alike, close, round(distinct, 1), opening, named)


def _runs(folded: str, size: int) -> frozenset[str]:
    tight = re.sub(r"\s+", " ", folded)
    return frozenset(tight[at : at + size] for at in range(max(1, len(tight) - size + 1)))


def _pairs(runs: Sequence[frozenset[str]]) -> Iterator[tuple[float, int, int]]:
    """All pairs that share an uncommon run, with their likeness if it is worth naming."""
    where: dict[str, list[int]] = defaultdict(list)
    for index, found in enumerate(runs):
        for run in found:
            where[run].append(index)
    shared: Counter[tuple[int, int]] = Counter()
    for places in where.values():
        if 2 <= len(places) <= COMMON:
            shared.update((one, other) for at, one in enumerate(places) for other in places[at + 1 :])
    for (one, other), count in shared.items():
        if count >= 4:
            likeness = len(runs[one] & runs[other]) / len(runs[one] | runs[other])
            if likeness >= CLOSE:
                yield round(likeness, 3), one, other


def _opening(folded: str, size: int) -> str:
    return folded[:3] if size == 3 else " ".join(folded.split()[:2])


def main(arguments: Sequence[str]) -> int:
    """Print the table."""
    print("variety  messages  near-duplicate pairs  close pairs  distinct words per 1,000  commonest opening")
    for variety in VARIETIES:
        found = spread(variety, list(load(variety)))
        opening, count = found.commonest_opening
        print(
            f"{variety:8} {found.messages:8} {found.alike:20} {found.close:12} {found.distinct_per_thousand:25}"
            f"  {opening!r} {count}"
        )
        if "--pairs" in arguments:
            print("\n".join(f"    {likeness}  {one}  {other}" for likeness, one, other in found.pairs))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
