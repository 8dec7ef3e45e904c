"""The figures that the desk shows on its page of mistakes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

FILE = Path(__file__).resolve().parents[2] / "src/evenhand/doors/web/mistakes/measured.json"
_FROM_CORPUS = (
    "manner-macro-f1",
    "attack-recall",
    "attack-precision",
    "heated-called-abusive",
    "kind-recall",
    "commitments-f1",
    "haggle-f1",
    "our-fault-f1",
)
_VARIETIES = ("all", "en", "fi", "zh-Hant", "yue", "zh-Hans")
_ORDINARY = {"MultiDoGO test": "en", "CrossWOZ test": "zh-Hans", "OpenRiceSenti": "yue"}


def write(results: Mapping[str, Any]) -> None:
    """Write the file, if the corpus was measured."""
    if "corpus" not in results:
        return
    corpus = results["corpus"]
    whole = {
        "model": corpus["model"]["name"],
        "version": corpus["model"]["version"],
        "measured_on": corpus["measured_on"],
        "rows": list(rows(results)),
    }
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_text(json.dumps(whole, indent=1) + "\n", encoding="utf-8")


def rows(results: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Measures by variety; what could not be measured is left out."""
    for row in results["corpus"]["figures"]:
        if row["measure"] in _FROM_CORPUS and row["of"] in _VARIETIES and row["value"] is not None:
            yield _row(row["measure"], row["of"], row)
    for row in results.get("ordinary", {}).get("figures", ()):
        if row["measure"] == "alarms-per-1000" and row["of"] in _ORDINARY and row["value"] is not None:
            yield _row("ordinary-false-alarms-per-1000", _ORDINARY[row["of"]], row)


def _row(measure: str, variety: str, row: Mapping[str, Any]) -> dict[str, Any]:
    names = ("kind", "value", "low", "high", "n", "target")
    return {"measure": measure, "variety": variety, **{name: row[name] for name in names}}
