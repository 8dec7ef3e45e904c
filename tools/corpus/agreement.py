"""How far two people agree who label the same messages: `python -m tools.corpus.agreement`.

`corpus/seconds/<variety>.jsonl` holds the labels of somebody who saw the guideline and the texts, not the first labels:
objects with the `id` of a message and the keys of section 2 of the guideline, spans as words.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Callable, Sequence

from tools.corpus.items import CORPUS, VARIETIES, Item, item, load, rows

SEED = 20261121
RESAMPLES = 1_000
Pair = tuple[Item, Item]
MEASURES: dict[str, Callable[[Item], str]] = {
    "manner": lambda one: one.manner,
    "attack or not": lambda one: str(one.manner in ("abusive", "threatening")),
    "demand": lambda one: one.demand,
    "our fault": lambda one: str(bool(one.our_fault)),
    "haggle": lambda one: str(bool(one.haggle)),
    "commitment": lambda one: str(bool(one.commitments)),
    "target": lambda one: one.target,
}


def kappa(pairs: Sequence[tuple[str, str]]) -> float:
    """Cohen's kappa: agreement beyond chance, 1 at most. 1.0 where both always say the same single thing."""
    agreed = sum(one == other for one, other in pairs) / len(pairs)
    first, second = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    chance = sum(first[label] * second[label] for label in first) / len(pairs) ** 2
    return 1.0 if chance == 1.0 else (agreed - chance) / (1.0 - chance)


def doubly_labelled(variety: str) -> list[Pair]:
    """The messages of a variety with both labellings."""
    path = CORPUS / "seconds" / f"{variety}.jsonl"
    if not path.exists():
        return []
    first = {one.id: one for one in load(variety)}
    found = []
    for row in rows(path):
        known = first[row["id"]]
        fixed = {"text": known.text, "topic": known.topic, "part": known.part}
        found.append((known, item({"temperature": 0, **row, **fixed}, variety, known.author)))
    return found


def interval(pairs: Sequence[tuple[str, str]]) -> tuple[float, float]:
    """95 % of resampled kappas lie between these."""
    source = random.Random(SEED)
    values = sorted(kappa(source.choices(pairs, k=len(pairs))) for _ in range(RESAMPLES))
    return values[int(RESAMPLES * 0.025)], values[int(RESAMPLES * 0.975)]


def main() -> int:
    """Print kappa with its interval by measure, over all varieties, and for manner by variety."""
    by_variety = {variety: doubly_labelled(variety) for variety in VARIETIES}
    every = [pair for pairs in by_variety.values() for pair in pairs]
    if not every:
        print("No message is labelled twice yet.")
        return 1
    for name, label in MEASURES.items():
        _print(name, [(label(one), label(other)) for one, other in every])
    off = sum(abs(one.temperature - other.temperature) for one, other in every) / len(every)
    print(f"temperature: mean difference {off:.2f} of 4 (n {len(every)})")
    for variety, pairs in by_variety.items():
        if pairs:
            _print(f"manner, {variety}", [(one.manner, other.manner) for one, other in pairs])
    return 0


def _print(name: str, pairs: Sequence[tuple[str, str]]) -> None:
    low, high = interval(pairs)
    same = sum(one == other for one, other in pairs) / len(pairs)
    print(f"{name}: kappa {kappa(pairs):.2f} ({low:.2f} to {high:.2f}), same {same:.0%}, n {len(pairs)}")


if __name__ == "__main__":
    sys.exit(main())
