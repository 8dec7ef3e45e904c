"""Fit everything that is shipped, from the corpus and the public sets: `python -m tools.training`.

Needs ../shared/data beside the project. Writes the weights into the language ring; the same input gives the same files.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from tools.corpus.items import OUTSIDE, load
from tools.training import fit
from tools.training.crossfit import Crossfit
from tools.training.examples import Example, examples
from tools.training.public import DATA
from tools.training.second import second_look
from tools.training.units import FAMILIES
from tools.training.whole import whole_model

from evenhand.doors.encoder.head import FILE as HEAD_FILE
from evenhand.doors.encoder.head import head_as_text
from evenhand.doors.encoder.nano import NoEncoder
from evenhand.knowledge.language.scoring import fairness, presence
from evenhand.knowledge.language.scoring import model as place
from evenhand.knowledge.language.scoring.levels import levels_as_text
from evenhand.knowledge.language.scoring.logistic import as_text
from evenhand.knowledge.language.scoring.model import Model
from evenhand.knowledge.language.scoring.second import second_as_text

TARGET = Path(place.__file__).parent


def main() -> int:
    """Fit and write. Exit 2 where the public data is absent."""
    if not DATA.exists():
        print("Training needs the public sets in ../shared/data beside the project.", file=sys.stderr)
        return 2
    made = examples(item for item in load() if item.author != OUTSIDE)
    crossfit = Crossfit(example.item for example in made)
    _write(whole_model(crossfit, made))
    _write_second(crossfit, made)
    return 0


def _write_second(crossfit: Crossfit, made: Sequence[Example]) -> None:
    """The second look; where the encoder cannot run, what is shipped stays, and that is said."""
    try:
        model, head = second_look(crossfit, made)
    except NoEncoder as why:
        print(f"The second look was not fitted anew. {why}", file=sys.stderr)
        return
    _file("second", second_as_text(model))
    HEAD_FILE.write_text(head_as_text(head), encoding="ascii")


def _write(model: Model) -> None:
    for family in FAMILIES:
        _file(family, fit.as_text(model.weights(family)))
    _file("levels", levels_as_text(model.levels))
    _file(
        "fairness", as_text([("#bias", model.fairness.bias), *zip(fairness.NAMES, model.fairness.weights, strict=True)])
    )
    for name, found in (("our_fault", model.our_fault), ("haggle", model.haggle)):
        head = [("#bias", found.logistic.bias), ("#found-from", (found.found_from,))]
        _file(name, as_text([*head, *zip(presence.NAMES, found.logistic.weights, strict=True)]))
    _file("cuts", as_text([(name, tuple(cut)) for name, cut in sorted(model.cuts.items())]))


def _file(name: str, text: str) -> None:
    (TARGET / f"{name}.tsv").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
