"""The page, the kept results and the file of the desk."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

pytest.importorskip("numpy", reason="needs requirements/train.txt")
pytest.importorskip("scipy", reason="needs requirements/train.txt")
pytest.importorskip("sklearn", reason="needs requirements/train.txt")

from benchmarks.evaluation import desk, page, results
from benchmarks.evaluation.catalogue import SECTIONS
from benchmarks.evaluation.figures import Figure
from benchmarks.evaluation.report import Measured, Section, Table

from benchmarks import evaluate


def measured() -> Measured:
    return Measured(
        [
            Figure("manner-macro-f1", "all", 0.9, 0.88, 0.92, 1_500, target=0.85),
            Figure("manner-macro-f1", "en", 0.5, 0.4, 0.6, 300, target=0.85),
            Figure("manner-macro-f1", "fi", None, None, None, 0, target=0.85),
            Figure("kind-recall", "en", 0.5, 0.1, 0.9, 4, kind="insult"),
        ],
        ["A note."],
    )


SECTION = Section("corpus", "Our own corpus", measured, (Table("Manner", "Meaning.", ("manner-macro-f1",)),))


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(results, "RESULT", tmp_path / "results" / "evaluation.json")
    monkeypatch.setattr(page, "PAGE", tmp_path / "evaluation.md")
    monkeypatch.setattr(desk, "FILE", tmp_path / "measured.json")
    kept = results.keep(SECTION, SECTION.measure(), date(2026, 3, 11), 1.0)
    page.write((SECTION,), kept)
    desk.write(kept)
    return tmp_path


def test_the_page_shows_value_interval_n_and_verdict(written: Path) -> None:
    text = (written / "evaluation.md").read_text(encoding="utf-8")
    assert "| all | 0.900 (0.880-0.920, n 1,500) met |" in text
    assert "| en | 0.500 (0.400-0.600, n 300) **missed** |" in text
    assert "| fi | none (n 0) |" in text
    assert "2 figures have a target. Met: 1. Missed: 1." in text


def test_the_desk_gets_what_could_be_measured(written: Path) -> None:
    whole = json.loads((written / "measured.json").read_text(encoding="utf-8"))
    assert whole["measured_on"] == "2026-03-11"
    assert [(row["measure"], row["variety"], row["kind"]) for row in whole["rows"]] == [
        ("manner-macro-f1", "all", None),
        ("manner-macro-f1", "en", None),
        ("kind-recall", "en", "insult"),
    ]


def test_a_section_is_replaced_without_touching_the_others(written: Path) -> None:
    other = Section("speed", "Speed", lambda: Measured(()))
    assert results.keep(other, other.measure(), date(2026, 3, 12), 1.0).keys() == {"corpus", "speed"}
    again = results.keep(SECTION, Measured(()), date(2026, 3, 12), 1.0)
    assert again["corpus"]["figures"] == []


def test_an_unknown_section_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluate.main(["nonsense"]) == 2
    assert "No section is called nonsense" in capsys.readouterr().err


def test_every_section_has_a_name_of_its_own_and_tables() -> None:
    assert len({section.name for section in SECTIONS}) == len(SECTIONS)
    assert all(section.tables for section in SECTIONS)
