"""Other ready-made readers on our corpus, and what they cost."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence

from tools.corpus.check import HARD
from tools.corpus.items import VARIETIES

from benchmarks.evaluation import scores
from benchmarks.evaluation.costs import cost, one_number, rate
from benchmarks.evaluation.figures import Figure
from benchmarks.evaluation.measuring import plain, precision_recall
from benchmarks.evaluation.public import wordlists
from benchmarks.evaluation.public.files import has, sample
from benchmarks.evaluation.reading import ATTACKING, Pair, attacks, inside, stories
from benchmarks.evaluation.report import Measured, Section, Table

OURS = "this reading"
AT_MOST = 300  # messages a variety, for better-profanity takes a tenth of a second on one
NETWORK = "network like XLM-R-base, random weights"
Flags = Callable[[Pair], bool]


def measure() -> Measured:
    """Every peer on every variety, and speed and memory of each."""
    figures: list[Figure] = []
    by_variety = [[pair for pair in inside() if pair.item.variety == variety] for variety in VARIETIES]
    chosen = [pair for pairs in by_variety for pair in sample(pairs, AT_MOST)]
    for name, flags in _peers().items():
        figures += _quality(name, flags, chosen)
    for name in ("reading", "alt-profanity-check", "better-profanity", "word lists", "network"):
        figures += _cost(name)
    notes = [
        f"At most {AT_MOST} messages of a variety, drawn with a fixed seed; the same for all.",
        "alt-profanity-check and better-profanity know English only; their other figures show what happens where they "
        "are used all the same.",
        "The word lists have no Cantonese one; the Chinese one stands in. A message counts as flagged with one word.",
        "The network is 12 layers of 768 on 64 tokens in numpy, in single precision, with random weights: it shows "
        "cost alone. A compiled run time would be faster, by how much was not measured.",
    ]
    return Measured(figures, notes)


def _peers() -> Mapping[str, Flags]:
    import profanity_check
    from better_profanity import profanity

    profanity.load_censor_words()
    peers: dict[str, Flags] = {
        OURS: lambda pair: attacks(pair.reading),
        "alt-profanity-check": lambda pair: bool(profanity_check.predict([pair.item.text])[0]),
        "better-profanity": lambda pair: bool(profanity.contains_profanity(pair.item.text)),
    }
    if has("wordlists"):
        peers["word lists"] = lambda pair: wordlists.hits(pair.item.text, pair.item.variety) > 0
    return peers


def _quality(name: str, flags: Flags, pairs: Sequence[Pair]) -> Iterator[Figure]:
    said = {pair.item.id: flags(pair) for pair in pairs}
    for variety in ("all", *VARIETIES):
        here = [pair for pair in pairs if variety in ("all", pair.item.variety)]
        if not here:
            continue
        true = [pair.item.manner in ATTACKING for pair in here]
        counts = scores.found([said[pair.item.id] for pair in here], true)
        yield from precision_recall("peer", name, stories(here), counts, kind=variety)
        hard = [said[pair.item.id] for pair in here if pair.item.tags & HARD]
        yield plain("peer-false-alarms", name, sum(hard), len(hard), kind=variety, rule="rate")


def _cost(name: str) -> Iterator[Figure]:
    shown = {"reading": OURS, "network": NETWORK}.get(name, name)
    try:
        measured = cost(name)
    except subprocess.CalledProcessError:
        return
    yield rate("peer-messages-per-second", shown, measured)
    yield one_number("peer-peak-mb", shown, measured["peak_mb"])


SECTION = Section(
    "peers",
    "Beside others",
    measure,
    (
        Table("F1 of attacks", "Abusive or threatening messages of our corpus.", ("peer-f1",), columns="kind"),
        Table("Recall of attacks", "How many of them are found.", ("peer-recall",), columns="kind"),
        Table(
            "False alarms on hard negatives",
            "Messages made to mislead, none of them an attack: the share that is flagged.",
            ("peer-false-alarms",),
            columns="kind",
        ),
        Table(
            "Cost",
            "Messages of 200 characters a second on one core, and the peak of memory.",
            ("peer-messages-per-second", "peer-peak-mb"),
        ),
    ),
)
