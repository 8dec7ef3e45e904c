"""What ordinary customers write: the sets on which a false alarm costs most.

Of sets with parts only the test part is read, so that the others may be trained on.
"""

from __future__ import annotations

import csv
import json
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.evaluation.public.files import DATA, has, table

JUDGED = Path(__file__).resolve().parents[3] / "corpus" / "judged" / "tweetsumm.tsv"
TWEETSUMM_FILE = "TweetSumm/dialogues.jsonl"


@dataclass(frozen=True, slots=True)
class Source:
    """A set of customers' turns."""

    name: str
    language: str
    file: str
    texts: Callable[[], Iterator[str]]

    @property
    def here(self) -> bool:
        return has(self.file)


def multidogo() -> Iterator[str]:
    """Customer turns of six trades, test part."""
    for path in sorted((DATA / "MultiDoGO/turn_level").glob("*/test.tsv")):
        for row in table(str(path.relative_to(DATA)), "\t"):
            yield row["utterance"] or ""


def banking77() -> Iterator[str]:
    """Questions to a bank, test part."""
    for row in table("Banking77/banking_data/test.csv"):
        yield row["text"]


def crosswoz() -> Iterator[str]:
    """What users ask for in CrossWOZ, test part."""
    with zipfile.ZipFile(DATA / "CrossWOZ/test.json.zip") as archive:
        dialogues = json.loads(archive.read("test.json"))
    for key in sorted(dialogues, key=int):
        for message in dialogues[key]["messages"]:
            if message["role"] == "usr":
                yield message["content"]


def openrice() -> Iterator[str]:
    """Restaurant reviews in Cantonese, a third of them unhappy."""
    for name in ("valid", "test"):
        with (DATA / f"OpenRiceSenti/{name}.tsv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                text = row["text_a"] or row["label"]  # one review holds a line break
                yield text


def tweetsumm() -> Iterator[tuple[str, int, str]]:
    """Dialogue, index of the turn and text of every customer turn."""
    with (DATA / TWEETSUMM_FILE).open(encoding="utf-8") as file:
        for line in file:
            dialogue = json.loads(line)
            for index, turn in enumerate(dialogue["turns"]):
                if turn["from"] == "customer":
                    yield dialogue["id"], index, turn["text"]


def judged() -> dict[tuple[str, int], str]:
    """The manner, judged by hand before the desk read them, of 300 customer turns of TweetSumm."""
    lines = JUDGED.read_text(encoding="utf-8").splitlines()[1:]
    return {(dialogue, int(turn)): manner for dialogue, turn, manner in (line.split("\t") for line in lines)}


SOURCES = (
    Source("MultiDoGO test", "en", "MultiDoGO/turn_level", multidogo),
    Source("Banking77 test", "en", "Banking77/banking_data/test.csv", banking77),
    Source("CrossWOZ test", "zh-Hans", "CrossWOZ/test.json.zip", crosswoz),
    Source("OpenRiceSenti", "yue", "OpenRiceSenti/test.tsv", openrice),
    Source("TweetSumm", "en", TWEETSUMM_FILE, lambda: (text for _, _, text in tweetsumm())),
)
