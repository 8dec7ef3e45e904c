"""Ordinary support talk: how often nothing is taken for something."""

from __future__ import annotations

from collections.abc import Iterator

from tools.corpus.check import MANNERS

from benchmarks.evaluation import scores
from benchmarks.evaluation.figures import Figure
from benchmarks.evaluation.intervals import each_alone
from benchmarks.evaluation.measuring import plain, precision_recall, summed
from benchmarks.evaluation.public.files import sample
from benchmarks.evaluation.public.support import SOURCES, judged, tweetsumm
from benchmarks.evaluation.reading import ATTACKING, attacks, levels, read_all
from benchmarks.evaluation.report import Measured, Section, Table

AT_MOST = 5_000
TARGET = 3.0
_UNJUDGED = "TweetSumm"  # mostly complaints, some of them abusive: flags there are no false alarms by themselves
_JUDGED = "TweetSumm, 300 judged"


def measure() -> Measured:
    """Alarms per 1,000 turns on each set that is here, and agreement with the turns judged by hand."""
    figures: list[Figure] = []
    for source in SOURCES:
        if source.here:
            figures += _alarms(source.name, [text for text in sample(list(source.texts()), AT_MOST) if text.strip()])
    figures += _by_hand() if SOURCES[-1].here else []
    notes = [
        f"At most {AT_MOST:,} turns of a set, drawn with a fixed seed; of sets with parts only the test part.",
        "TweetSumm is mostly complaints in public: its rate is that of flags, not of false alarms.",
        "Turns count as independent although they come in dialogues, which makes the intervals a little too narrow.",
    ]
    notes += [f"{source.name} is not here and was left out." for source in SOURCES if not source.here]
    return Measured(figures, notes)


def _alarms(name: str, texts: list[str]) -> Iterator[Figure]:
    found = levels(read_all(texts, name))
    alarms = sum(level in ATTACKING for level in found)
    target = None if name == _UNJUDGED else TARGET
    yield plain("alarms-per-1000", name, alarms, len(found), per=1000, target=target, rule="rate")
    yield plain("threats-per-1000", name, found.count("threatening"), len(found), per=1000, rule="rate")
    yield plain("heated-per-1000", name, found.count("heated"), len(found), per=1000)
    yield plain("unclear-per-1000", name, found.count("unclear"), len(found), per=1000)


def _by_hand() -> Iterator[Figure]:
    verdicts = judged()
    turns = [(text, verdicts[dialogue, turn]) for dialogue, turn, text in tweetsumm() if (dialogue, turn) in verdicts]
    readings = read_all([text for text, _ in turns], _JUDGED)
    true = [manner for _, manner in turns]
    alone = each_alone(len(turns))
    said = [attacks(reading) for reading in readings]
    real = [manner in ATTACKING for manner in true]
    both = sum(a and b for a, b in zip(said, real, strict=True))
    yield plain("attack-precision", _JUDGED, both, sum(said))
    yield plain("attack-recall", _JUDGED, both, sum(real))
    false = sum(a and not b for a, b in zip(said, real, strict=True))
    yield plain("false-alarms-per-1000", _JUDGED, false, real.count(False), per=1000, rule="rate")
    hot = scores.found([level not in ("civil", "unclear") for level in levels(readings)], [m != "civil" for m in true])
    yield from precision_recall("heated-or-worse", _JUDGED, alone, hot)
    counts = scores.by_class(levels(readings), true, MANNERS)
    yield summed("manner-macro-f1", _JUDGED, alone, counts, scores.macro_f1)


SECTION = Section(
    "ordinary",
    "Ordinary support talk",
    measure,
    (
        Table(
            "Alarms per 1,000 messages",
            "Customers who ask for a card, a room or a dish abuse nobody: every alarm here is false, and a team "
            "would soon stop looking. Heated is no alarm and is shown to see where the line runs.",
            ("alarms-per-1000", "threats-per-1000", "heated-per-1000", "unclear-per-1000"),
        ),
        Table(
            "Complaints on Twitter, judged by hand",
            "Three hundred customer turns of TweetSumm, judged by one person by the guideline before the desk read "
            "them. Attacks are very few there, so precision and recall say little; n is what each rests on.",
            (
                "attack-precision",
                "attack-recall",
                "false-alarms-per-1000",
                "heated-or-worse-precision",
                "heated-or-worse-recall",
                "manner-macro-f1",
            ),
        ),
    ),
)
