"""What a second look is worth: the same messages with and without it, how many are asked about, and what that costs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from tools.corpus.items import OUTSIDE, VARIETIES, Item

from benchmarks.evaluation import folds
from benchmarks.evaluation.corpus import calibration, manner
from benchmarks.evaluation.costs import cost, one_number, rate
from benchmarks.evaluation.figures import Figure
from benchmarks.evaluation.measuring import plain
from benchmarks.evaluation.public.files import sample
from benchmarks.evaluation.public.support import SOURCES
from benchmarks.evaluation.reading import Pair, attacks
from benchmarks.evaluation.report import Measured, Section, Table
from evenhand.doors.encoder.meaning import ready_reader
from evenhand.doors.encoder.nano import trouble
from evenhand.knowledge.language.reading import read
from evenhand.knowledge.language.scoring.second import REASON
from evenhand.knowledge.language.shape import Reading

TURNS = 250  # of each of the first four sets of ordinary talk
_SETS = 4
_QUALITY = (
    "manner-macro-f1", "attack-recall", "attack-recall-at-3-percent", "attack-precision", "auc",
)  # fmt: skip
_ALARMS = ("heated-called-abusive", "civil-difficult-called-abusive", "ordinary-called-abusive")
Looks = tuple[Item, Reading, Reading]


def measure() -> Measured:
    """Corpus by variety, the outside author, ordinary talk, and the cost of an answer."""
    if why := trouble():
        return Measured((), [why])
    looks = [(item, first, second) for item, first, second in folds.both_looks() if second is not None]
    if not looks:
        return Measured(
            (), ["There is no training here, so nothing can be said of messages that were not learnt from."]
        )
    figures = [figure for name, part in _parts(looks) if part for figure in _both(name, part)]
    figures += _ordinary()
    measured = cost("encoder")
    middle = rate("messages-per-second", "encoder, 200 characters", measured)
    figures += [middle, one_number("peak-mb", "encoder, 200 characters", measured["peak_mb"])]
    if middle.value:
        figures.append(one_number("milliseconds", "encoder, 200 characters", 1_000 / middle.value, middle.n))
    notes = [
        folds.note(),
        "The heads over the encoder's vectors and the weighing of both looks are fitted without the fold, too; the "
        "vectors themselves come from an encoder that was trained by others on other texts.",
        f"Ordinary talk: {TURNS} customer turns, drawn with a fixed seed, of each of the first {_SETS} sets of the "
        "section on ordinary support talk, read by the shipped weights.",
    ]
    return Measured(figures, notes)


def _parts(looks: Sequence[Looks]) -> Iterator[tuple[str, list[Looks]]]:
    for name, keep in (("", lambda item: item.author != OUTSIDE), ("outside: ", lambda item: item.author == OUTSIDE)):
        mine = [each for each in looks if keep(each[0])]
        yield f"{name}all", mine
        for variety in VARIETIES:
            yield f"{name}{variety}", [each for each in mine if each[0].variety == variety]


def _both(name: str, looks: Sequence[Looks]) -> Iterator[Figure]:
    """The targets stand in the section on the corpus and are not counted twice."""
    asked = sum(REASON in second.manner.reasons for _, _, second in looks)
    yield plain("asked", name, asked, len(looks))
    for words, place in (("first look", 1), ("second look", 2)):
        pairs = [Pair(look[0], look[place]) for look in looks]  # type: ignore[arg-type]
        for make in _MAKERS:
            wanted = (figure for figure in make(name, pairs) if figure.measure in (*_QUALITY, *_ALARMS))
            yield from (replace(figure, of=f"{name}, {words}", target=None) for figure in wanted)


_MAKERS: tuple[Callable[[str, Sequence[Pair]], Iterator[Figure]], ...] = (manner.figures, calibration.figures)


def _ordinary() -> Iterator[Figure]:
    meaning = ready_reader()
    every: list[tuple[Reading, Reading]] = []
    for source in [source for source in SOURCES if source.here][:_SETS]:
        texts = sample([text for text in source.texts() if text.strip()], TURNS)
        found = [(read(text), read(text, meaning=meaning)) for text in texts]
        yield _asked(source.name, found)
        every += found
    if not every:
        return
    name = "ordinary talk"
    yield _asked(name, every)
    for words, place in (("first look", 0), ("second look", 1)):
        alarms = sum(attacks(looks[place]) for looks in every)
        yield plain("alarms-per-1000", f"{name}, {words}", alarms, len(every), per=1_000, rule="rate")


def _asked(name: str, looks: Sequence[tuple[Reading, Reading]]) -> Figure:
    return plain("asked", name, sum(REASON in second.manner.reasons for _, second in looks), len(looks))


SECTION = Section(
    "second",
    "The second look",
    measure,
    (
        Table(
            "With and without",
            "The same messages, read without and with a second look. What the columns mean is said in the section on "
            "our own corpus; AUC is the chance that an attack scores above a message that is none.",
            _QUALITY,
        ),
        Table(
            "False alarms",
            "The share of messages without an attack that is called abusive or threatening.",
            _ALARMS,
        ),
        Table(
            "How many are asked about",
            "The share of messages that the first look leaves in doubt. Our corpus is difficult on purpose; ordinary "
            "talk is closer to a mailbox.",
            ("asked",),
        ),
        Table(
            "Alarms in ordinary talk",
            "Turns called abusive or threatening, of a thousand; nobody is abused there.",
            ("alarms-per-1000",),
        ),
        Table(
            "Cost of an answer",
            "One core, in a process of its own: texts of 200 characters in the five varieties, with the memory that "
            "the process takes at most. Counted in processor time.",
            ("milliseconds", "messages-per-second", "peak-mb"),
        ),
    ),
)
