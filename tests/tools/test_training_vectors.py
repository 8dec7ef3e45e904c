"""Vectors of texts, kept between runs by a hash."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
pytest.importorskip("numpy", reason="needs requirements/train.txt")

import numpy as np
from tools.training import vectors as place
from tools.training.vectors import SIZE, meaning_by, vectors

from evenhand.doors.encoder.head import Head


class Counting:
    """An encoder that notes what it was asked."""

    asked: list[str] = []

    def vector(self, text: str) -> object:
        self.asked.append(text)
        return np.full(SIZE, len(text), dtype=np.float32)


@pytest.fixture(autouse=True)
def encoder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    monkeypatch.setattr(place, "FOLDER", tmp_path / "build")
    monkeypatch.setattr(place, "Encoder", Counting)
    Counting.asked = []
    return Counting.asked


def test_a_text_is_asked_about_once_in_all_runs(encoder: list[str]) -> None:
    assert vectors(["bb", "a", "bb"])[:, 0].tolist() == [2.0, 1.0, 2.0]
    assert vectors(["ccc", "a"])[:, 0].tolist() == [3.0, 1.0]
    assert encoder == ["a", "bb", "ccc"]


def test_no_text_is_kept_in_clear() -> None:
    vectors(["something private"])
    (path,) = place.FOLDER.iterdir()
    assert b"private" not in path.read_bytes()


def test_no_texts_are_no_rows() -> None:
    assert vectors([]).shape == (0, SIZE)


def test_a_reader_of_meaning_asks_only_for_what_is_not_kept(encoder: list[str]) -> None:
    vectors(["a"])
    meaning = meaning_by(Head((0.0, 1.0), ((1.0, 0.0),) * SIZE))
    assert meaning("a") == (SIZE, 1.0)
    assert meaning("bb") == (2 * SIZE, 1.0)
    assert meaning("bb") == (2 * SIZE, 1.0)
    assert encoder == ["a", "bb"]
