"""Phrases in several parts: together in a sentence, in order where asked, never beside what must not stand there."""

from __future__ import annotations

from pathlib import Path

import pytest

from evenhand.knowledge.drafting import cues
from evenhand.knowledge.drafting.conjunctions import Conjunctions, Place, is_conjunction, together
from evenhand.knowledge.language.prepare import prepare

FORGOT = "you & forgot & !if"
LATER = "we > yesterday"


def found(phrase: str, sentence: str, barred: str = "") -> tuple[int, int] | None:
    lines: Conjunctions[str] = Conjunctions()
    lines.add(phrase, "en", "it")
    places = {
        number: [Place(at, at + len(text)) for at in range(len(sentence)) if sentence.startswith(text, at)]
        for (text, _), number in lines.numbers.items()
        if text in sentence
    }
    (wanted,) = lines.by_key(lambda part: -part).values()
    hits = list(
        together(
            wanted,
            lambda part: places.get(part, []),
            sentence,
            lambda _, place: sentence[place.at : place.to] == barred,
        )
    )
    return tuple(hits[0][1]) if hits else None  # type: ignore[return-value]


def test_parts_stand_in_any_order_and_the_stretch_holds_all() -> None:
    assert found(FORGOT, "forgot, you did") == (0, 11)
    assert found(FORGOT, "so you simply forgot it") == (3, 20)


@pytest.mark.parametrize("sentence", ["you did", "if you forgot it", "forgot it"])
def test_a_part_that_is_missing_or_must_not_stand_there_ends_it(sentence: str) -> None:
    assert found(FORGOT, sentence) is None


def test_order_counts_where_it_is_asked() -> None:
    assert found(LATER, "we wrote yesterday") == (0, 18)
    assert found(LATER, "yesterday we wrote") is None


def test_parts_do_not_overlap_and_the_second_place_of_a_part_will_do() -> None:
    assert found("red & redder", "redder") is None
    assert found("red & redder", "redder red") == (0, 10)


def test_parts_are_near_one_another_and_nearer_in_chinese() -> None:
    assert found(FORGOT, "you " + "x" * 98 + " forgot") == (0, 109)
    assert found(FORGOT, "you " + "x" * 99 + " forgot") is None
    assert found("您 & 忘", "您" + "好" * 40 + "忘") == (0, 42)
    assert found("您 & 忘", "您" + "好" * 41 + "忘") is None


def test_a_barred_place_is_no_place() -> None:
    assert found(FORGOT, "you forgot", barred="forgot") is None


def test_equal_parts_are_looked_for_once() -> None:
    lines: Conjunctions[str] = Conjunctions()
    lines.add("you & forgot", "en", "a")
    lines.add("you & ignored", "en", "b")
    lines.add("you & 忘", "zh", "c")
    assert sorted(lines.numbers.values()) == [0, 1, 2, 3, 4]


def test_nothing_that_must_stand_is_no_line() -> None:
    with pytest.raises(ValueError, match="unpack"):
        Conjunctions[str]().add("!a & !b", "en", "x")


def test_an_ampersand_or_an_arrow_inside_a_word_parts_nothing() -> None:
    assert not is_conjunction("terms&conditions")
    assert is_conjunction("a & b")
    assert is_conjunction("a > b")


def test_a_line_in_parts_is_read_from_the_lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tone").mkdir()
    lines_ = "en\tomission\t@you & {forgot|ignored} & !if\nen\texempt\tforgot to mention\n"
    (tmp_path / "tone" / "heat.tsv").write_text(lines_, encoding="utf-8")
    monkeypatch.setattr(cues, "_RULES", tmp_path)
    forget_lists()
    try:
        texts = [
            "It was you who Forgot the form.",
            "You forgot to mention it.",
            "You did. We forgot.",
            "If you forgot it.",
        ]
        hits = [cues.find_cues(prepare(text), ["en"]).get("heat", []) for text in texts]
    finally:
        forget_lists()
    assert [[(each.at, each.to) for each in found] for found in hits] == [[(7, 21)], [], [], []]


def forget_lists() -> None:
    for kept in (cues.lines, cues._files, cues.finder):
        kept.cache_clear()
