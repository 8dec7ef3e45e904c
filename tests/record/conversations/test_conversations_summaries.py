"""What a conversation's row says: who waits since when, how hot it is, in which language."""

from __future__ import annotations

from datetime import timedelta

import pytest
from builders import START
from hypothesis import given
from hypothesis import strategies as st
from mail import CUSTOMER, US, a_conversation, a_reading, an_arrival

from evenhand.record.conversations.summaries import Row, summary

SIDES = ("inbound", "outbound", "note")


def row(
    direction: str = "inbound",
    hour: int = 0,
    *,
    automatic: bool = False,
    language: str = "en",
    manner: str = "civil",
    temperature: float = 0.0,
) -> Row:
    return Row(hour, START + timedelta(hours=hour), direction, automatic, language, manner, temperature)


def test_one_who_was_answered_waits_no_more() -> None:
    assert summary([row(), row("outbound", 1)], [])["waiting_since"] is None


def test_one_waits_since_the_first_message_that_was_not_answered() -> None:
    rows = [row(), row("outbound", 1), row("inbound", 2), row("inbound", 3)]
    assert summary(rows, [])["waiting_since"] == rows[2].at


@pytest.mark.parametrize("other", [row("note", 1), row("outbound", 1, automatic=True)])
def test_a_note_or_an_automatic_answer_answers_nobody(other: Row) -> None:
    assert summary([row(), other], [])["waiting_since"] == START


@pytest.mark.parametrize("other", [row("note"), row(automatic=True), row("outbound")])
def test_a_note_an_automatic_mail_and_our_own_ask_for_nothing(other: Row) -> None:
    told = summary([other], [])
    assert (told["waiting_since"], told["last_inbound_at"], told["temperature"]) == (None, None, 0.0)
    assert told["manner"] == "unclear"


@given(st.lists(st.tuples(st.sampled_from(SIDES), st.booleans()), min_size=1, max_size=12))
def test_waiting_since_is_the_earliest_unanswered_message_of_a_person(messages: list[tuple[str, bool]]) -> None:
    rows = [row(side, hour, automatic=automatic) for hour, (side, automatic) in enumerate(messages)]
    by_people = [found for found in rows if not found.automatic and found.direction != "note"]
    answered = max((found.at for found in by_people if found.direction == "outbound"), default=None)
    waiting = [
        found.at for found in by_people if found.direction == "inbound" and (answered is None or found.at > answered)
    ]
    told = summary(rows, [])
    assert told["waiting_since"] == (min(waiting) if waiting else None)
    assert (told["started_at"], told["last_at"], told["message_count"]) == (rows[0].at, rows[-1].at, len(rows))


def test_the_latest_message_sets_the_temperature_and_older_ones_fade() -> None:
    assert summary([row(temperature=3.0), row(hour=1, temperature=1.0)], [])["temperature"] == 2.4
    assert summary([row(temperature=3.0), row(hour=1), row(hour=2)], [])["temperature"] == 1.8
    assert summary([row(temperature=4.0), row(hour=1), row(hour=2), row(hour=3)], [])["temperature"] == 0.0


@pytest.mark.parametrize("amends", ["thanks", "apology"])
def test_thanks_or_an_apology_cool_at_once(amends: str) -> None:
    told = summary([row(temperature=4.0, manner="abusive"), row(hour=1, temperature=0.5)], [amends])
    assert (told["temperature"], told["manner"], told["temperature_reasons"]) == (0.5, "civil", [amends])


@given(st.lists(st.floats(0, 4), min_size=1, max_size=6))
def test_the_temperature_never_leaves_its_scale(values: list[float]) -> None:
    told = summary([row(hour=hour, temperature=value) for hour, value in enumerate(values)], [])
    assert round(values[-1], 2) <= told["temperature"] <= 4.0


def test_the_worst_manner_of_the_latest_three_counts() -> None:
    manners = ["threatening", "civil", "abusive", "heated"]
    assert summary([row(hour=hour, manner=manner) for hour, manner in enumerate(manners)], [])["manner"] == "abusive"
    assert summary([row(manner="civil"), row(hour=1, manner="unclear")], [])["manner"] == "unclear"


def test_the_language_is_that_of_the_customer_who_wrote_last() -> None:
    rows = [row(language="fi"), row(hour=1, language="und"), row("outbound", 2, language="en")]
    assert summary(rows, [])["language"] == "fi"
    assert summary([row("outbound", language="zh-Hant")], [])["language"] == "zh-Hant"
    assert summary([row(language="und")], [])["language"] == "und"


@pytest.mark.django_db
def test_the_row_on_record_says_what_the_messages_say() -> None:
    hot = an_arrival(message_id="a", reading=a_reading(language="fi", manner="heated", temperature=3.0))
    answer = an_arrival(US, CUSTOMER, message_id="b", references=("a",), days=1)
    thanks = a_reading(language="fi", temperature=0.5, reasons=["thanks"])
    last = an_arrival(message_id="c", references=("b",), days=2, text="Thank\n you ", reading=thanks)
    copy = an_arrival(message_id="c", references=("b",), days=3, text="Thank you, says a copy")
    conversation = a_conversation(hot, answer, last, copy)
    conversation.refresh_from_db()
    assert (conversation.message_count, conversation.language, conversation.temperature) == (3, "fi", 0.5)
    assert (conversation.manner, conversation.temperature_reasons) == ("civil", ["thanks"])
    assert conversation.waiting_since == conversation.last_at == START + timedelta(days=2)
    assert conversation.excerpt == "Thank you"


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["2026", "null", "true", '"x"', "[1]", '{"a": 1}'])
def test_words_that_look_like_json_are_words(words: str) -> None:
    conversation = a_conversation(an_arrival(text=words, reading=a_reading() | {"masked": words}))
    conversation.refresh_from_db()
    assert conversation.excerpt == words
