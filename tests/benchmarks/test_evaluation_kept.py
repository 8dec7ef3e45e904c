"""Readings kept between runs."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.evaluation import kept

from evenhand.knowledge.language.shape import Manner, Reading


def test_readings_are_kept_until_something_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "ROOT", tmp_path)
    monkeypatch.setattr(kept, "FOLDER", tmp_path / "build")
    messages = tmp_path / "corpus/messages/en/a.jsonl"
    messages.parent.mkdir(parents=True)
    messages.write_text("one", encoding="utf-8")
    path = kept.path_now()
    readings = [("en-a-001", Reading(manner=Manner("heated", 0.4)))]
    assert kept.recall(path) is None
    assert list(kept.remember(path, readings)) == readings
    assert kept.recall(kept.path_now()) == readings
    messages.write_text("two", encoding="utf-8")
    assert kept.recall(kept.path_now()) is None


def test_a_run_that_breaks_off_keeps_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "FOLDER", tmp_path / "build")
    made = kept.remember(tmp_path / "build" / "x.pickle", [("a", Reading()), ("b", Reading())])
    next(made)
    made.close()
    assert kept.recall(tmp_path / "build" / "x.pickle") is None
