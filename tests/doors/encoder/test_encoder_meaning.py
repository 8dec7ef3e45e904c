"""The reader of meaning: loaded late, asked once a text, with a memory that has an end."""

from __future__ import annotations

import importlib.machinery
from typing import Any

import pytest

from evenhand.doors.encoder import meaning, nano
from evenhand.doors.encoder.head import SIZE
from evenhand.doors.encoder.meaning import Asked, ready_reader, without_fail
from evenhand.doors.encoder.nano import MISSING, NO_AVX2, Encoder, NoEncoder, sayable, trouble

there = pytest.mark.skipif(bool(trouble()), reason=f"the encoder cannot be used here: {trouble()}")


class Vector(list[float]):
    def tolist(self) -> list[float]:
        return list(self)


class Counting:
    """An encoder that counts; every text stands at the same place."""

    made = 0

    def __init__(self) -> None:
        type(self).made += 1
        self.texts: list[str] = []

    def vector(self, text: str) -> Any:
        self.texts.append(text)
        return Vector([0.05] * SIZE)


def test_nothing_is_loaded_before_the_first_question() -> None:
    Counting.made = 0
    asked = Asked(Counting)  # type: ignore[arg-type]
    assert Counting.made == 0
    assert asked("one") == asked("one") == asked("two")
    assert Counting.made == 1


def test_a_text_is_asked_about_once_until_it_is_forgotten() -> None:
    encoder = Counting()
    asked = Asked(lambda: encoder, most=2)  # type: ignore[arg-type, return-value]
    for text in ("one", "two", "one", "three", "one", "two"):
        asked(text)
    assert encoder.texts == ["one", "two", "three", "two"]


def test_without_the_extra_a_sentence_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(name: str) -> importlib.machinery.ModuleSpec | None:
        del name
        return None

    monkeypatch.setattr(nano, "find_spec", nothing)
    assert trouble() == MISSING
    with pytest.raises(NoEncoder, match=r"evenhand\[encoder\]"):
        ready_reader()
    with pytest.raises(NoEncoder):
        Encoder()


def test_an_old_processor_is_told_from_a_new_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    monkeypatch.setattr(nano, "find_spec", lambda _name: object())
    monkeypatch.setattr(nano.platform, "machine", lambda: "x86_64")
    monkeypatch.setattr(nano, "_CPU", tmp_path / "cpuinfo")
    (tmp_path / "cpuinfo").write_text("flags\t\t: fpu sse2 avx \n", encoding="ascii")
    assert trouble() == NO_AVX2
    (tmp_path / "cpuinfo").write_text("flags\t\t: fpu sse2 avx avx2 bmi1\n", encoding="ascii")
    assert trouble() == ""


def test_an_encoder_that_does_not_start_leaves_the_first_look(caplog: pytest.LogCaptureFixture) -> None:
    def broken(text: str) -> None:
        raise NoEncoder("The encoder does not start.")

    assert without_fail(broken)("one") is None
    assert "does not start" in caplog.text


def test_what_the_encoder_cannot_take_is_made_sayable() -> None:
    assert sayable("a\0b\ud800c") == "a b?c"
    assert len(sayable("x" * 100_000)) == nano.LONGEST


@there
def test_the_encoder_says_the_same_every_time() -> None:
    encoder = Encoder()
    one, two = encoder.vector("You never answer."), Encoder().vector("You never answer.")
    assert one.shape == (SIZE,)
    assert one.tolist() == two.tolist()
    assert abs(float((one * one).sum()) - 1.0) < 1e-4


@there
def test_hostile_texts_get_an_answer() -> None:
    asked = ready_reader()
    for text in ("", "\0", "\ud800\udfff", "哦" * 50_000, "a" * 50_000, "\u202e" * 2_000):
        assert asked(text) is not None


def test_answers_are_remembered_by_hash_alone() -> None:
    asked = Asked(Counting)  # type: ignore[arg-type]
    asked("something private")
    assert all(len(key) == 32 and b"private" not in key for key in asked._kept)
    assert meaning.KEPT <= 10_000
