"""How often members say that a reading is wrong: what counts, in which direction, and what does not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from builders import START, ada, bo
from mail import LATER, a_reading, an_arrival, filed

from evenhand.record.conversations import actions
from evenhand.record.conversations.correcting import direction
from evenhand.record.conversations.models import Message, Reading
from evenhand.record.conversations.queries_mistakes import Tallies, Tally, tallies

pytestmark = pytest.mark.django_db


def read(manner: str = "civil", *, language: str = "en", kinds: tuple[str, ...] = (), days: float = 0.0) -> Reading:
    """The reading of a new message."""
    body = a_reading(manner=manner, language=language)
    body["manner"]["kinds"] = list(kinds)
    return filed(an_arrival(reading=body, days=days)).readings.get()


def correct(reading: Reading, better: str, about: str = "manner", *, by=ada, comment: str = "x") -> None:
    actions.correct(reading, about, better, comment, by=by(), at=LATER)


def found(**given: object) -> Tallies:
    return tallies(**({"model": "evenhand", "version": "1", "since": None} | given))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("about", "was", "better", "way"),
    [
        ("manner", "abusive", "heated", "too-harsh"),
        ("manner", "civil", "threatening", "too-mild"),
        ("manner", "unclear", "civil", ""),
        ("temperature", "3", "1", "too-harsh"),
        ("demand", "reasonable", "unreasonable", "too-mild"),
        ("demand", "none", "reasonable", ""),
        ("kinds", "1", "not:insult", "too-harsh"),
        ("kinds", "0", "missed", "too-mild"),
        ("language", "en", "fi", ""),
    ],
)
def test_a_correction_says_whether_the_reading_was_too_harsh_or_too_mild(about, was, better, way) -> None:
    assert direction(about, was, better) == way


def test_messages_and_corrections_are_counted_by_language_and_tone() -> None:
    read()
    read("heated", language="fi")
    correct(read("abusive", language="fi"), "heated")
    correct(read(), "abusive")
    counted = found()
    assert counted.all == Tally(4, 2, 1, 1)
    assert counted.by_language["fi"] == Tally(2, 1, 1, 0)
    assert counted.by_level["civil"] == Tally(2, 1, 0, 1)
    assert counted.by_language_and_level["fi", "heated"] == Tally(1, 0, 0, 0)


def test_the_last_word_counts_and_each_message_once() -> None:
    reading = read("abusive")
    correct(reading, "heated")
    correct(reading, "civil", by=bo)
    assert found().all == Tally(1, 1, 1, 0)


def test_who_upholds_the_reading_takes_the_correction_back() -> None:
    reading = read("abusive")
    correct(reading, "heated")
    correct(reading, "abusive", by=bo)
    assert found().all == Tally(1, 0, 0, 0)


def test_a_kind_is_corrected_by_name_or_for_attacks_by_a_milder_tone() -> None:
    both = read("abusive", kinds=("insult", "legal"))
    correct(both, "heated")
    correct(both, "not:insult", "kinds")
    correct(read("heated", kinds=("legal",)), "not:legal", "kinds")
    counted = found()
    assert counted.by_kind["insult"] == Tally(1, 1, 1, 0)
    assert counted.by_kind["legal"] == Tally(2, 1, 1, 0)
    assert counted.by_part["kinds"] == Tally(2, 2, 2, 0)


def test_other_parts_are_counted_apart_from_the_tone() -> None:
    correct(read(), "missed", "promises")
    correct(read(), "other", "other", comment="It is about another customer.")
    counted = found()
    assert (counted.all.corrected, counted.by_part["promises"].corrected, counted.by_part["other"].corrected) == (
        0,
        1,
        1,
    )


def test_a_period_takes_messages_by_when_they_were_sent() -> None:
    correct(read("abusive", days=1), "heated")
    read(days=20)
    assert found(since=START + timedelta(days=10)).all == Tally(1, 0, 0, 0)


def test_another_reader_is_counted_for_itself() -> None:
    correct(read("abusive"), "heated")
    message = Message.objects.get()
    actions.keep_reading(message, a_reading(manner="heated", version="2"), actor="system", at=LATER)
    assert found().all == Tally(1, 1, 1, 0)
    assert found(version="2").all == Tally(1, 0, 0, 0)


def test_our_own_and_automatic_messages_are_not_counted() -> None:
    filed(an_arrival("ada@harbourline.example", "mia@acme.example", reading=a_reading()))
    filed(an_arrival(reading=a_reading(), automatic=True))
    assert found().all == Tally(0, 0, 0, 0)


def test_only_what_can_be_wrong_is_taken() -> None:
    reading = read()
    for about, better in [("kinds", "not:insult"), ("asks", "often"), ("our_fault", "not-claimed"), ("other", "this")]:
        with pytest.raises(actions.NotPossible):
            correct(reading, better, about)
    with pytest.raises(actions.NotPossible) as caught:
        correct(reading, "other", "other", comment=" ")
    assert caught.value.code == "comment"
