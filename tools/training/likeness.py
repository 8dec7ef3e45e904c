"""Fit what tells a slip from a fair sentence, from corpus/slips and corpus/firm: `python -m tools.training.likeness`.

For each rule its slips against every fair sentence, by words and runs of characters. From where on a sentence counts is
told by sentences that the model has not seen, in five folds. The same input gives the same files.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from tools.training.units import FAMILIES

from evenhand.knowledge.drafting import likeness as place
from evenhand.knowledge.drafting.catalogue import catalogue
from evenhand.knowledge.drafting.likeness import LEARNT
from evenhand.knowledge.drafting.page import page_of
from evenhand.knowledge.language.prepare import prepare
from evenhand.knowledge.language.scoring.grams import features
from evenhand.knowledge.language.text import fold
from evenhand.knowledge.language.variety import FAMILY

ROOT = Path(__file__).resolve().parents[2]
TARGET = Path(place.__file__).parent
LABELS = {
    "guarantee": "absolute-guarantee", "liability": "admits-liability-before-facts", "blaming": "blaming-customer",
    "contempt": "contempt", "dismissive": "dismissive", "evasive": "evasive", "swallow": "forced-apology",
    "heat": "heat", "leak": "internal-leak", "right": "proving-oneself-right", "sarcasm": "sarcasm",
    "unbacked": "unbacked-claim", "unfair": "unfair-restriction", "vague": "vague",
}  # fmt: skip
FAIR = frozenset({"clean", "promise", "update", "alternative", "reason"})
STRENGTH = 3.0  # inverse of the regularisation (C)
RAREST = 2  # sentences in which a feature must stand
KEPT = 9_000  # features a family
LARGEST = 120  # of the small integers that weights are rounded to
LOST = 0.05  # of the slips of held-out folds, how many may fall below the line
UNSURE = 0.35  # how many may be suggestions only
MISTAKEN = 0.001  # of the fair sentences of held-out folds, how many may be taken for a slip without any phrase
FOLDS = 5
HANG_ON_OTHERS = frozenset({"unfair-restriction", "internal-leak"})  # other sentences, or names, make it a slip
NEVER = 99.0


class Line(NamedTuple):
    """A sentence and the rule that it is a slip of; "" for a fair one, "?" for a slip that is none of these."""

    slug: str
    text: str


def lines_of(variety: str) -> Iterator[Line]:
    """The sentences of a variety: slips and near misses, fair replies sentence by sentence, the rules' own examples."""
    for name in (variety, f"more-{variety}"):
        yield from _labelled(ROOT / "corpus" / "slips" / f"{name}.tsv")
    for name in (variety, f"outside-{variety}"):
        path = ROOT / "corpus" / "firm" / f"{name}.txt"
        replies = path.read_text(encoding="utf-8").split("\n%\n") if path.exists() else []
        yield from (Line("", sentence.text) for reply in replies for sentence in prepare(reply).sentences)
    for rule in catalogue():
        for example in page_of(type(rule)).examples:
            if example.variety == variety and example.is_bad and rule.slug in LEARNT:
                yield Line(rule.slug, example.text)
            elif example.variety == variety:
                yield from (Line("", sentence.text) for sentence in prepare(example.text).sentences)


def _labelled(path: Path) -> Iterator[Line]:
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line and not line.startswith("#"):
            label, text = line.split("\t")[:2]
            name = label.split(":")[0]
            yield Line("" if name in FAIR else LABELS.get(name, "?"), text)


class Fitted(NamedTuple):
    """A rule's model over the features of the table."""

    weights: np.ndarray
    bias: float


class Table(NamedTuple):
    """The sentences of a family as rows of a sparse matrix, and what its columns are."""

    lines: Sequence[Line]
    matrix: csr_matrix
    names: Sequence[str]
    idf: np.ndarray


def tabulate(lines: Sequence[Line]) -> Table:
    """Count the features: each by its inverse document frequency over the root of how many the sentence has."""
    found = [features(fold(line.text).folded) for line in lines]
    spread = Counter(name for row in found for name in set(row))
    names = sorted(name for name, count in spread.items() if count >= RAREST)
    column = {name: number for number, name in enumerate(names)}
    idf = np.log(len(lines) / np.array([spread[name] for name in names])) + 1.0
    entries = [(row, column[name]) for row, each in enumerate(found) for name in set(each) if name in column]
    rows, columns = np.array(entries).T
    norms = np.sqrt([max(len(each), 1) for each in found])
    matrix = csr_matrix((idf[columns] / norms[rows], (rows, columns)), shape=(len(lines), len(names)))
    return Table(lines, matrix, names, idf)


def fit(table: Table, slug: str, chosen: np.ndarray) -> Fitted:
    """A rule's model from some of the rows; slips of other rules are left out, for one sentence may well be both."""
    among = [row for row in chosen if table.lines[row].slug in (slug, "")]
    truth = np.array([table.lines[row].slug == slug for row in among], dtype=int)
    model = LogisticRegression(C=STRENGTH, max_iter=400, class_weight="balanced").fit(table.matrix[among], truth)
    return Fitted(model.coef_[0], float(model.intercept_[0]))


def lines_between(table: Table, slug: str) -> tuple[float, float, float]:
    """The log-odds above which all but a few slips lie, most of them, and hardly a fair sentence: of unseen ones."""
    fold_of = np.random.default_rng(0).permutation(len(table.lines)) % FOLDS
    is_slip = np.array([line.slug == slug for line in table.lines])
    is_fair = np.array([line.slug == "" for line in table.lines])
    said = np.empty(len(table.lines))
    for number in range(FOLDS):
        model, held = fit(table, slug, np.flatnonzero(fold_of != number)), np.flatnonzero(fold_of == number)
        said[held] = table.matrix[held] @ model.weights + model.bias
    counted, sure = np.quantile(said[is_slip], (LOST, UNSURE))
    likely = NEVER if slug in HANG_ON_OTHERS else np.quantile(said[is_fair], 1 - MISTAKEN)
    return float(counted), float(sure), float(likely)


def written(table: Table) -> str:
    """The file of a family: the models, and the features that weigh most in any of them."""
    everything = np.arange(len(table.lines))
    models = [fit(table, slug, everything) for slug in LEARNT]
    weights = np.array([model.weights * table.idf for model in models])
    scales = np.abs(weights).max(axis=1) / LARGEST
    small = np.rint(weights / scales[:, None]).astype(int)
    heaviest = np.argsort(-np.abs(small).max(axis=0), kind="stable")[:KEPT]
    heads = [
        "\t".join([f"#{slug}", *(f"{value:.5g}" for value in (scale, model.bias, *lines_between(table, slug)))])
        for slug, scale, model in zip(LEARNT, scales, models, strict=True)
    ]
    kept = sorted(number for number in heaviest if small[:, number].any())
    rows = [f"{table.names[number]}\t{small[:, number].astype(np.int8).tobytes().hex()}" for number in kept]
    return "\n".join([*heads, *rows]) + "\n"


def main() -> int:
    """Fit every family and write its file."""
    for family in FAMILIES:
        varieties = [each for each, name in FAMILY.items() if name == family and each != "und"]
        table = tabulate([line for variety in varieties for line in lines_of(variety)])
        (TARGET / f"likeness.{family}.tsv").write_text(written(table), encoding="utf-8")
        slips = sum(line.slug not in ("", "?") for line in table.lines)
        print(f"{family}: {slips} slips, {sum(line.slug == '' for line in table.lines)} fair sentences")
    return 0


if __name__ == "__main__":
    sys.exit(main())
