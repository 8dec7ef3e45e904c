"""The kept results: one JSON file in which a section can be replaced by itself."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.evaluation.report import Measured, Section
from evenhand.knowledge.language.shape import ModelName

RESULT = Path(__file__).resolve().parents[1] / "results" / "evaluation.json"


def kept() -> dict[str, Any]:
    """The sections measured so far, by name."""
    return json.loads(RESULT.read_text(encoding="utf-8")) if RESULT.exists() else {}


def keep(section: Section, measured: Measured, on: date, seconds: float) -> dict[str, Any]:
    """Put a section among the kept ones. Returns all of them."""
    model = ModelName()
    sections = kept()
    sections[section.name] = {
        "measured_on": on.isoformat(),
        "model": {"name": model.name, "version": model.version},
        "seconds": round(seconds, 1),
        "notes": list(measured.notes),
        "figures": [figure.as_row() for figure in measured.figures],
    }
    RESULT.parent.mkdir(exist_ok=True)
    lines = json.dumps(sections, indent=1, ensure_ascii=False)
    RESULT.write_text(lines + "\n", encoding="utf-8")
    return sections
