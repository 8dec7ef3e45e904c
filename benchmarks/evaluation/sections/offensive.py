"""Sets that others labelled for offence: ranking by our score, and what our levels flag."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from benchmarks.evaluation.figures import Figure
from benchmarks.evaluation.measuring import plain, ranking
from benchmarks.evaluation.public import offensive as sets
from benchmarks.evaluation.public.files import has
from benchmarks.evaluation.public.offensive import INDIVIDUAL, Post
from benchmarks.evaluation.reading import attacks, read_all
from benchmarks.evaluation.report import Measured, Section, Table
from benchmarks.evaluation.sections import suomi24
from evenhand.knowledge.language.shape import Reading

RANKED = (sets.COLD, sets.SWSR, sets.DAVIDSON, sets.OLID)
PROBES = (sets.HATECHECK, sets.MHC)


def measure() -> Measured:
    """Every set that is here."""
    figures: list[Figure] = []
    missing = [each.name for each in (*RANKED, *PROBES) if not each.here]
    for each in (one for one in RANKED if one.here):
        figures += _ranked(each.name, list(each.posts()))
    for each in (one for one in PROBES if one.here):
        figures += _probed(each.name, list(each.posts()))
    if has(sets.SUOMI24):
        figures += suomi24.figures(sets.suomi24())
    notes = [
        "These sets call hatred of groups, crude words and plain swearing offensive; the reading does not (it looks "
        "for attacks on those who serve). Low recall on them is meant; the figures show the direction and the false "
        "alarms.",
        "Seen: `make train` may use this set (for one signal among many), so its row is no test on unseen text. "
        "COLD test, OLID, HateCheck, MHC and Suomi24 are never trained on. What one set teaches about another is shown "
        "in the next section.",
        *(f"{name} is not here and was left out." for name in missing),
    ]
    return Measured(figures, notes)


def _ranked(name: str, posts: Sequence[Post]) -> Iterator[Figure]:
    readings = read_all([post.text for post in posts], name)
    score = np.array([reading.manner.score for reading in readings])
    true = np.array([post.offensive for post in posts])
    yield from ranking(name, score, true)
    yield from _flagged(name, posts, readings)
    alone = np.array([post.part == INDIVIDUAL or post.part == "at an individual" for post in posts])
    if alone.any():
        against = alone | ~true
        yield from ranking(f"{name}, individual or none", score[against], alone[against])


def _flagged(name: str, posts: Sequence[Post], readings: Sequence[Reading]) -> Iterator[Figure]:
    said = [attacks(reading) for reading in readings]
    real = [post.offensive for post in posts]
    both = sum(a and b for a, b in zip(said, real, strict=True))
    yield plain("flagged-precision", name, both, sum(said))
    yield plain("flagged-recall", name, both, sum(real))
    yield plain("flagged-false-alarms", name, sum(said) - both, len(real) - sum(real), rule="rate")
    for part in sorted({post.part for post in posts if post.part}):
        these = [flag for flag, post in zip(said, posts, strict=True) if post.part == part]
        yield plain("flagged-share", name, sum(these), len(these), kind=part)


def _probed(name: str, posts: Sequence[Post]) -> Iterator[Figure]:
    readings = read_all([post.text for post in posts], name)
    for part in dict.fromkeys(post.part for post in posts):
        here = [(post, reading) for post, reading in zip(posts, readings, strict=True) if post.part == part]
        gold = "hateful" if here[0][0].offensive else "not hateful"
        hits = sum(attacks(reading) for _, reading in here)
        yield plain("probe-flagged", name, hits, len(here), kind=f"{part} ({gold})")
    for gold, offensive in (("hateful", True), ("not hateful", False)):
        of_gold = [r for post, r in zip(posts, readings, strict=True) if post.offensive == offensive]
        yield plain("probe-flagged-in-all", name, sum(map(attacks, of_gold)), len(of_gold), kind=gold)


SECTION = Section(
    "offensive",
    "Sets labelled for offence by others",
    measure,
    (
        Table(
            "Ranking by score",
            "AUC is the chance that an offensive text scores above one that is not (0.5 is chance). In the rows "
            "individual or none the attacks on a group are left out.",
            ("auc", "average-precision"),
        ),
        Table(
            "What is flagged",
            "Abusive or threatening at the shipped threshold, against the set's own label.",
            ("flagged-precision", "flagged-recall", "flagged-false-alarms"),
        ),
        Table("By finer label", "The share flagged.", ("flagged-share",), rows="kind", columns="of"),
        *suomi24.TABLES,
        Table(
            "HateCheck and Multilingual HateCheck, all",
            "The share flagged as abusive or threatening, by what the probe calls the case.",
            ("probe-flagged-in-all",),
            rows="kind",
            columns="of",
        ),
        Table(
            "HateCheck and Multilingual HateCheck, by functionality",
            "These probes ask for hatred of groups. We look for attacks on the people addressed: hatred of, threats to "
            "and slurs at a group need no flag from us; target_indiv_nh (an insult at one person, called not hateful "
            "there) does. To be left alone for us too: profanity_nh, target_obj_nh, ident_neutral_nh, ident_pos_nh and "
            "the counter cases.",
            ("probe-flagged",),
            rows="kind",
            columns="of",
        ),
    ),
)
