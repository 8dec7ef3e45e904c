"""The public sets that may train what is shipped (class T), as clauses with what their labels say.

Only these are opened here. What one of them calls offensive trains the head `offence`, which knows nothing of whom
words are aimed at and is one signal among many; ordinary support talk teaches every head what is not there.
"""

from __future__ import annotations

import csv
import json
import random
import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from tools.training.units import Unit

from evenhand.knowledge.language.signals.manner import ATTACK_KINDS, THREAT_KINDS
from evenhand.knowledge.language.text import fold

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
SEED = 20261121
ORDINARY_AT_MOST = 4_000  # clauses a set
OFFENCE_AT_MOST = 16_000
SUBTITLES_AT_MOST = 10_000  # lines a language
CIVIL = dict.fromkeys(
    ("attack", "threat", "hot", "profanity", "offence", "haggle", "our_fault", *ATTACK_KINDS, *THREAT_KINDS), 0
)
PEACEFUL = dict.fromkeys(("attack", "threat", *ATTACK_KINDS, *THREAT_KINDS), 0)
_HANDLE = re.compile(r"@[\w:]+|https?\S+|&#?\w+;|\bRT\b|#")


def public_units() -> Iterator[Unit]:
    """All clauses, in a fixed order."""
    yield from _some(_tweets(), OFFENCE_AT_MOST)
    yield from _some(_weibo(), OFFENCE_AT_MOST)
    for name, rows in (
        ("Banking77", _banking()),
        ("MultiDoGO", _dialogues()),
        ("EmailIntent", _mails()),
        ("NLUpp", _hotels()),
        ("CrossWOZ", _tourists()),
    ):
        family = "zh" if name == "CrossWOZ" else "en"
        for text in shuffled(rows)[:ORDINARY_AT_MOST]:
            yield _unit(text, family, CIVIL, name)
    for family in ("en", "fi", "zh"):
        yield from _some(_subtitles(family), SUBTITLES_AT_MOST)


def shuffled(texts: Iterable[str]) -> list[str]:
    """Distinct texts in an order that is the same everywhere."""
    chosen = sorted(set(texts))
    random.Random(SEED).shuffle(chosen)
    return chosen


def ordinary_messages(each: int) -> Iterator[tuple[str, str]]:
    """Ordinary messages that train no head, with their variety: what comes after those above in the same order."""
    for rows, variety in ((_banking(), "en"), (_dialogues(), "en"), (_mails(), "en"), (_tourists(), "zh-Hans")):
        texts = shuffled(rows)
        for text in texts[ORDINARY_AT_MOST : ORDINARY_AT_MOST + each] or texts[-each:]:
            yield text, variety


def _some(units: Iterable[Unit], most: int) -> list[Unit]:
    return _shuffled_units(units)[:most]


def _shuffled_units(units: Iterable[Unit]) -> list[Unit]:
    chosen = sorted(units, key=lambda unit: (unit.folded, sorted(unit.labels.items())))
    random.Random(SEED).shuffle(chosen)
    return chosen


def _unit(text: str, family: str, labels: dict[str, int], source: str, weight: float = 1.0) -> Unit:
    folded = fold(text.strip()).folded
    return Unit(
        folded, family, "zh-Hans" if family == "zh" else family, labels, weight, f"{source}/{hash_of(folded)}", source
    )


def hash_of(folded: str) -> int:
    """A number for a text, the same on every machine."""
    value = 7
    for character in folded:
        value = (value * 131 + ord(character)) % 1_000_003
    return value


def _tweets() -> Iterator[Unit]:
    with (DATA / "Davidson" / "labeled_data.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield _unit(_HANDLE.sub(" ", row["tweet"]), "en", {"offence": int(row["class"] != "2")}, "Davidson")


def _weibo() -> Iterator[Unit]:
    with (DATA / "COLD" / "test.csv").open(encoding="utf-8", newline="") as file:
        probes = {row["TEXT"] for row in csv.DictReader(file)}
    for part in ("train", "dev"):
        with (DATA / "COLD" / f"{part}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if row["TEXT"] not in probes:
                    yield _unit(row["TEXT"], "zh", {"offence": int(row["label"])}, "COLD")
    with (DATA / "SWSR" / "SexComment.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            yield _unit(row["comment_text"], "zh", {"offence": int(row["label"])}, "SWSR")


def _banking() -> Iterator[str]:
    with (DATA / "Banking77" / "banking_data" / "train.csv").open(encoding="utf-8", newline="") as file:
        yield from (row["text"] for row in csv.DictReader(file))


def _dialogues() -> Iterator[str]:
    for path in sorted((DATA / "MultiDoGO" / "turn_level").glob("*/train.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            yield from (row["utterance"] or "" for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def _mails() -> Iterator[str]:
    lines = (DATA / "EmailIntent" / "Ask0729-fixed.txt").read_text(encoding="utf-8", errors="replace").splitlines()
    yield from (line.partition("\t")[2] for line in lines)


def _hotels() -> Iterator[str]:
    for path in sorted((DATA / "NLUpp" / "data").glob("*/fold*.json")):
        yield from (row["text"] for row in json.loads(path.read_text(encoding="utf-8")))


def _tourists() -> Iterator[str]:
    with zipfile.ZipFile(DATA / "CrossWOZ" / "val.json.zip") as archive:
        dialogues = json.loads(archive.read(archive.namelist()[0]))
    for dialogue in dialogues.values():
        yield from (message["content"] for message in dialogue["messages"])


def _subtitles(family: str) -> Iterator[Unit]:
    """Lines of films: anger and disgust against the rest and the calm ones."""
    folder = DATA / "XED"
    if family == "zh":
        for name in ("cn", "zh"):
            for text, labels in _tabbed(folder / f"{name}-projections.tsv"):
                yield _unit(text, "zh", _feeling(labels.partition("\t")[0]), "XED")
        return
    for text, labels in _tabbed(folder / "AnnotatedData" / f"{family}-annotated.tsv"):
        yield _unit(text, family, _feeling(labels), "XED")
    for line in (folder / "AnnotatedData" / f"neu_{family}.txt").read_text(encoding="utf-8").splitlines():
        yield _unit(line.split("\t")[1], family, _feeling(""), "XED")


def _feeling(labels: str) -> dict[str, int]:
    """What a film's line teaches: anger, and where none of anger, disgust and fear is in it, that it is no attack."""
    marks = set(re.findall(r"[1-8]", labels))
    return {"anger": int(bool(marks & {"1", "3"}))} | ({} if marks & {"1", "3", "4"} else PEACEFUL)


def _tabbed(path: Path) -> Iterable[tuple[str, str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        text, _, rest = line.partition("\t")
        if text and rest:
            yield text, rest
