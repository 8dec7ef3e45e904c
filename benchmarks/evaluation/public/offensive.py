"""Sets that others labelled for offence, hate or toxicity. Their labels are not ours (design, section 6)."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from benchmarks.evaluation.public.files import DATA, has, table

INDIVIDUAL, GROUP, ANTI_BIAS = "attack on an individual", "attack on a group", "against bias"
_COLD_FINE = {"0": "other", "1": INDIVIDUAL, "2": GROUP, "3": ANTI_BIAS}
_OLID_LEVEL_C = {"IND": "at an individual", "GRP": "at a group", "OTH": "at something else"}


@dataclass(frozen=True, slots=True)
class Post:
    """One text; `offensive` as its set says; `part` is the finer label, if it has one."""

    text: str
    offensive: bool
    part: str = ""


@dataclass(frozen=True, slots=True)
class Set:
    """A set with the files it needs and how its posts are read."""

    name: str
    language: str
    files: tuple[str, ...]
    posts: Callable[[], Iterator[Post]]

    @property
    def here(self) -> bool:
        return has(*self.files)


def cold_test() -> Iterator[Post]:
    """COLD, test part."""
    for row in table("COLD/test.csv"):
        yield Post(row["TEXT"], row["label"] == "1", _COLD_FINE[row["fine-grained-label"]])


def cold_train() -> Iterator[Post]:
    """COLD, train and dev, without the texts that stand in test."""
    seen = {post.text.strip() for post in cold_test()}
    for name in ("train", "dev"):
        for row in table(f"COLD/{name}.csv"):
            if row["TEXT"].strip() not in seen:
                yield Post(row["TEXT"], row["label"] == "1")


def swsr() -> Iterator[Post]:
    """SWSR comments; the part says whether an individual is the target."""
    for row in table("SWSR/SexComment.csv"):
        yield Post(row["comment_text"], row["label"] == "1", {"I": INDIVIDUAL, "G": GROUP}.get(row["target"], ""))


def davidson() -> Iterator[Post]:
    """Davidson's tweets; offensive and hateful ones are offensive."""
    parts = {"0": "hate", "1": "offensive", "2": "neither"}
    for row in table("Davidson/labeled_data.csv"):
        yield Post(row["tweet"], row["class"] != "2", parts[row["class"]])


def olid_test() -> Iterator[Post]:
    """OLID, test of level A; the part is the target of level C."""
    offensive, targets = dict(_pairs("OLID/labels-levela.csv")), dict(_pairs("OLID/labels-levelc.csv"))
    for row in table("OLID/testset-levela.tsv", "\t"):
        part = _OLID_LEVEL_C.get(targets.get(row["id"], ""), "")
        yield Post(row["tweet"], offensive[row["id"]] == "OFF", part)


def suomi24() -> Mapping[str, list[Post]]:
    """The six samples of Suomi24 by name."""
    samples: dict[str, list[Post]] = {}
    for row in table("Suomi24-toxicity/visible.tsv", "\t"):
        samples.setdefault(row["label"], []).append(Post(row["text"], row["value"] == "1"))
    return samples


def hatecheck() -> Iterator[Post]:
    """HateCheck; the part is the functionality, offensive what it calls hateful."""
    for row in table("HateCheck/test_suite_cases.csv"):
        yield Post(row["test_case"], row["label_gold"] == "hateful", row["functionality"])


def mhc() -> Iterator[Post]:
    """Multilingual HateCheck, Mandarin."""
    for row in table("MHC/hatecheck_cases_final_mandarin.csv"):
        yield Post(row["test_case"], row["label_gold"] == "hateful", row["functionality"])


def _pairs(name: str) -> Iterator[tuple[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file):
            yield row[0], row[1]


COLD = Set("COLD test", "zh-Hans", ("COLD/test.csv",), cold_test)
SWSR = Set("SWSR (seen)", "zh-Hans", ("SWSR/SexComment.csv",), swsr)
DAVIDSON = Set("Davidson (seen)", "en", ("Davidson/labeled_data.csv",), davidson)
OLID = Set("OLID test", "en", ("OLID/testset-levela.tsv",), olid_test)
HATECHECK = Set("HateCheck", "en", ("HateCheck/test_suite_cases.csv",), hatecheck)
MHC = Set("MHC", "zh-Hans", ("MHC/hatecheck_cases_final_mandarin.csv",), mhc)
SUOMI24 = "Suomi24-toxicity/visible.tsv"
