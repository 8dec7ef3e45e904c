"""The second look: asked for in doubt alone, once, and only what it answers changes anything."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evenhand.knowledge.language.excerpt import BETWEEN, FIRST, LAST, excerpt
from evenhand.knowledge.language.prepare import prepare
from evenhand.knowledge.language.reading import read, second_name
from evenhand.knowledge.language.scoring.levels import LIMITED, LevelModel
from evenhand.knowledge.language.scoring.logistic import Logistic
from evenhand.knowledge.language.scoring.model import Model, shipped
from evenhand.knowledge.language.scoring.second import (
    NAMES,
    Doubt,
    Meaning,
    MeaningScores,
    SecondModel,
    read_second,
    second_as_text,
)
from evenhand.knowledge.language.shape import ModelName

CIVIL = "Please send me the invoice for March."
HARSH = "You are a useless idiot."
TEXTS = (
    CIVIL,
    HARSH,
    "Where is it?? I have had enough.",
    "Kissanikin olisi tajunnut sen.",
    "你们是不是都没睡醒？",
    "",
    "?",
)
_BELIEVED = {"meant-attack": (-1.0, 0.0, 1.0, 0.0)}


def model_in_doubt(low: float, high: float) -> Model:
    """The shipped model in doubt between these scores; a second look believes whoever is asked, and nobody else."""
    weights = tuple(_BELIEVED.get(name, (0.0, 0.0, 0.0, 0.0)) for name in NAMES)
    levels = LevelModel(Logistic((0.0, 0.0, 0.0, -9.0), weights), dict.fromkeys(LIMITED, 0.8), 0.7)
    return shipped()._replace(second=SecondModel(Doubt(low, high), levels))


class Fake:
    """Answers the same to everything, and remembers what it was asked."""

    def __init__(self, answer: MeaningScores | None) -> None:
        self.answer, self.asked = answer, list[str]()

    def __call__(self, text: str) -> MeaningScores | None:
        self.asked.append(text)
        return self.answer


ATTACK, NO_ATTACK = MeaningScores(9.0, 9.0), MeaningScores(-9.0, -9.0)


@pytest.mark.parametrize("text", TEXTS)
def test_who_does_not_answer_changes_nothing(text: str) -> None:
    silent = Fake(None)
    assert read(text, model=model_in_doubt(0.0, 1.0), meaning=silent) == read(text)
    assert len(silent.asked) == (1 if text.strip() else 0)


@pytest.mark.parametrize("text", TEXTS)
def test_nobody_is_asked_outside_the_doubt(text: str) -> None:
    score = read(text).manner.score
    for low, high in ((score + 0.01, 2.0), (-1.0, score - 0.01)):
        asked = Fake(ATTACK)
        assert read(text, model=model_in_doubt(low, high), meaning=asked) == read(text)
        assert asked.asked == []


def test_the_ends_of_the_doubt_belong_to_it() -> None:
    score = read(CIVIL).manner.score
    asked = Fake(ATTACK)
    read(CIVIL, model=model_in_doubt(score, score), meaning=asked)
    assert asked.asked == [CIVIL]


def test_an_answer_makes_an_attack_of_what_looked_civil_and_quotes_it() -> None:
    reading = read(CIVIL, model=model_in_doubt(0.0, 1.0), meaning=Fake(ATTACK))
    assert reading.manner.level == "abusive"
    assert reading.manner.score > 0.9
    assert [CIVIL[span.start : span.end] for span in reading.manner.spans] == [
        span.text for span in reading.manner.spans
    ]
    assert reading.manner.spans
    assert {"like-an-attack", "second-look"} <= set(reading.manner.reasons)
    assert reading.model == second_name() == ModelName(version=ModelName().version + "+e5")


def test_an_answer_takes_an_attack_back() -> None:
    reading = read(HARSH, model=model_in_doubt(0.0, 1.0), meaning=Fake(NO_ATTACK))
    assert reading.manner.level == "civil"
    assert reading.manner.spans == ()
    assert reading.masked == HARSH


def test_what_is_no_manner_stays_as_it_was() -> None:
    text = "You promised the parts by Friday. Please call me."
    first, second = read(text), read(text, model=model_in_doubt(0.0, 1.0), meaning=Fake(NO_ATTACK))
    assert replace(second, manner=first.manner, temperature=first.temperature, model=first.model) == first


def test_the_same_text_is_read_the_same_twice() -> None:
    def both() -> list[dict[str, object]]:
        return [read(text, model=model_in_doubt(0.0, 1.0), meaning=Fake(ATTACK)).as_dict() for text in TEXTS]

    assert both() == both()


def test_a_model_without_a_second_look_asks_nobody() -> None:
    asked: Meaning = Fake(ATTACK)
    assert read(HARSH, model=shipped()._replace(second=None), meaning=asked) == read(HARSH)


def test_a_trouble_of_who_is_asked_is_passed_on() -> None:
    def broken(text: str) -> MeaningScores | None:
        raise LookupError(text)

    with pytest.raises(LookupError):
        read(CIVIL, model=model_in_doubt(0.0, 1.0), meaning=broken)


def test_the_excerpt_holds_the_writers_own_words_and_is_short() -> None:
    quoted = "Where is it?\n\nOn Monday Bo wrote:\n> You will have it on Friday.\n"
    assert excerpt(prepare(quoted)) == "Where is it?"
    for sign in ("x", "哦", "a b. ", "\0", "\ud800"):
        assert len(excerpt(prepare(sign * 60_000))) <= FIRST + LAST + len(BETWEEN)


def test_the_beginning_and_the_end_of_a_long_text_are_shown() -> None:
    shown = excerpt(prepare("It began in March. " + "Then it rained. " * 200 + "It ended in May."))
    assert shown.startswith("It began in March.")
    assert shown.endswith("It ended in May.")


def test_the_file_gives_the_model_back() -> None:
    text = second_as_text(shipped().second or pytest.fail("nothing is shipped"))
    assert second_as_text(read_second(text)) == text
    with pytest.raises(ValueError, match="learnt weights"):
        read_second(text.replace("meant-attack", "meant-well"))
