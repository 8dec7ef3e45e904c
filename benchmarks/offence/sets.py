"""The public sets, read and put into one form. Only sets marked T in field/data.md are ever learned from.

Texts come back in memory only; no row is written anywhere.
"""

from __future__ import annotations

import csv
import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
LINK = re.compile(r"https?\S*|\bURL\b|\bwww\.\S+")
MENTION = re.compile(r"(?:@\w+:?\s*)+")
TAG = re.compile(r"#(\w+)")


@dataclass(frozen=True)
class Labelled:
    """Texts with 1 for offensive and 0 for not, as the set's own makers say."""

    texts: list[str]
    labels: NDArray[np.int64]

    def without(self, seen: set[str]) -> Labelled:
        """Less the texts that occur in `seen`."""
        kept = [at for at, text in enumerate(self.texts) if text not in seen]
        return Labelled([self.texts[at] for at in kept], self.labels[kept])


def cold(part: str) -> Labelled:
    """COLD, part train, dev or test: offence against race, region, gender; simplified Chinese."""
    rows = list(_rows(f"COLD/{part}.csv"))
    return Labelled([chinese(row["TEXT"]) for row in rows], _ints(row["label"] for row in rows))


def cold_fine() -> NDArray[np.int64]:
    """Of COLD's test: 0 other, 1 attack on an individual, 2 on a group, 3 against bias."""
    return _ints(row["fine-grained-label"] for row in _rows("COLD/test.csv"))


def swsr() -> Labelled:
    """SWSR comments: sexist or not; simplified Chinese."""
    rows = list(_rows("SWSR/SexComment.csv"))
    return Labelled([chinese(row["comment_text"]) for row in rows], _ints(row["label"] for row in rows))


def davidson() -> Labelled:
    """Davidson tweets, gathered by slur: hateful or offensive against neither."""
    rows = list(_rows("Davidson/labeled_data.csv"))
    return Labelled([post(row["tweet"]) for row in rows], _ints(str(int(row["class"] != "2")) for row in rows))


def olid_test() -> Labelled:
    """OLID's test A. Never learned from, and no choice is made on it."""
    labels = dict(line.split(",") for line in (DATA / "OLID/labels-levela.csv").read_text().split())
    rows = list(_rows("OLID/testset-levela.tsv", tabs=True))
    return Labelled([post(row["tweet"]) for row in rows], _ints(str(int(labels[row["id"]] == "OFF")) for row in rows))


def civil(most: int = 5_000) -> list[str]:
    """Ordinary English questions to a bank and to service desks, `most` from each set."""
    bank = [post(row["text"]) for row in _rows("Banking77/banking_data/train.csv")]
    turns = {
        post(row["utterance"] or "")
        for path in sorted((DATA / "MultiDoGO/turn_level").glob("*/train.tsv"))
        for row in _rows(str(path), tabs=True)
    }
    found = []
    for texts in (bank, sorted(turn for turn in turns if len(turn) > 12)):
        Random(20260311).shuffle(texts)
        found += texts[:most]
    return found


def chinese(text: str) -> str:
    """Compatibility form, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def post(text: str) -> str:
    """A tweet without links; mentions become @user, #TwoWords two words, long runs of a letter three."""
    plain = unicodedata.normalize("NFKC", html.unescape(html.unescape(text)))
    plain = re.sub(r"[’‘]", "'", re.sub(r"[“”]", '"', LINK.sub(" ", plain)))
    plain = MENTION.sub("@user ", re.sub(r"\bRT\b\s*:?", " ", plain))
    plain = TAG.sub(lambda tag: "#" + re.sub(r"(?<=[a-z])(?=[A-Z])", " ", tag[1]), plain)
    return " ".join(re.sub(r"(.)\1{3,}", r"\1\1\1", plain).split()).strip(' !"')


def _rows(name: str, tabs: bool = False) -> Iterator[dict[str, str]]:
    """A name is looked for under DATA; a whole path stands for itself."""
    with (DATA / name).open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if tabs else csv.DictReader(file)


def _ints(values: Iterator[str]) -> NDArray[np.int64]:
    return np.array([int(value) for value in values])
