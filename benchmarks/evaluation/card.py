"""The rates in the model card, by variety; the rest of the card is written by hand."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

FILE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "model-card.md"
BEGIN, END = "<!-- rates: written by make evaluate -->\n", "<!-- end of rates -->\n"
VARIETIES = ("en", "fi", "zh-Hant", "yue", "zh-Hans")
_ROWS = {
    "attack-recall": "attacks that are found",
    "attack-precision": "called attacks that are attacks",
    "heated-called-abusive": "heated but fair, called an attack",
    "ordinary-called-abusive": "ordinary, called an attack",
    "our-fault-recall": "blame that is found",
    "commitments-recall": "promises found with the right due date",
    "haggle-recall": "price pressure that is found",
}


def write(results: Mapping[str, Any]) -> None:
    """Put the table between its marks, if the corpus was measured. Raises ValueError where the marks are gone."""
    if "corpus" not in results:
        return
    before, rest = FILE.read_text(encoding="utf-8").split(BEGIN)
    _, after = rest.split(END)
    FILE.write_text(before + BEGIN + table(results["corpus"]["figures"]) + END + after, encoding="utf-8")


def table(figures: list[dict[str, Any]]) -> str:
    """Of a hundred each, with the 95 % interval and n; folds first, the outside author below."""
    found = {(row["measure"], row["of"]): row for row in figures}
    lines = [f"| of 100 | {' | '.join(VARIETIES)} |", "| --- " * (len(VARIETIES) + 1) + "|"]
    for where, prefix in (("", ""), ("outside author: ", "outside: ")):
        for measure, words in _ROWS.items():
            cells = [_cell(found.get((measure, prefix + variety))) for variety in VARIETIES]
            lines.append(f"| {where}{words} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _cell(row: dict[str, Any] | None) -> str:
    if row is None or row["value"] is None:
        return "–"
    value, low, high = (round(100 * row[part], 1) for part in ("value", "low", "high"))
    return f"{value:g} ({low:g}–{high:g}, n {row['n']})"
