"""The model card shows what was measured, and only that, between its marks."""

from pathlib import Path

import pytest
from benchmarks.evaluation import card

ROW = {"measure": "attack-recall", "of": "fi", "value": 0.7, "low": 0.65, "high": 0.755, "n": 280}


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "card.md"
    file.write_text(f"above\n{card.BEGIN}old\n{card.END}below\n", encoding="utf-8")
    monkeypatch.setattr(card, "FILE", file)
    return file


def test_a_rate_stands_with_interval_and_n_and_what_was_not_measured_is_a_dash(page: Path) -> None:
    card.write({"corpus": {"figures": [ROW]}})
    text = page.read_text(encoding="utf-8")
    assert "| attacks that are found | – | 70 (65–75.5, n 280) | – | – | – |" in text
    assert "old" not in text
    assert text.startswith("above\n")
    assert text.endswith("below\n")


def test_without_the_corpus_the_card_stays(page: Path) -> None:
    before = page.read_text(encoding="utf-8")
    card.write({"ordinary": {"figures": []}})
    assert page.read_text(encoding="utf-8") == before


def test_a_card_without_marks_is_said(page: Path) -> None:
    page.write_text("nothing here", encoding="utf-8")
    with pytest.raises(ValueError, match="unpack"):
        card.write({"corpus": {"figures": [ROW]}})
