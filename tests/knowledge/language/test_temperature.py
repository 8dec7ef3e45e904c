"""The temperature of a message: a sum of documented reasons, with the conversation behind it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.knowledge.language.document import Turn
from evenhand.knowledge.language.reading import read
from evenhand.knowledge.language.shape import Temperature
from evenhand.knowledge.language.signals.reasons import TEMPERATURE_REASONS
from evenhand.knowledge.language.signals.repeats import alike, persistent
from evenhand.knowledge.language.signals.temperature import ANY, HOTTEST, WEIGHTS

NOON = datetime(2026, 3, 11, 12, tzinfo=UTC)


def temperature(text: str, *history: Turn, sent_at: datetime | None = None) -> Temperature:
    return read(text, sent_at, history).temperature


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("This is the third time I ask. Please send it by Friday.", ("repeat-ask", "deadline")),
        ("I have been waiting for weeks and still no reply.", ("waiting",)),
        ("Please escalate this to your manager.", ("escalation",)),
        ("Thank you for the quick fix.", ("thanks",)),
        ("I was too harsh yesterday, I apologise.", ("apology",)),
        ("Olen jo kolmesti pyytänyt, odotan edelleen vastausta.", ("repeat-ask", "waiting")),
        ("Kiitos nopeasta avusta!", ("thanks",)),
        ("我已經問過三次了，請在週五前回覆。", ("repeat-ask", "deadline")),
        ("等了两个星期都没人回。", ("waiting",)),
        ("昨天我话说重了，对不起，谢谢你们。", ("thanks", "apology")),
        ("追咗好多次，等咗成個禮拜都冇人覆。", ("repeat-ask", "waiting")),
        ("唔該晒你哋！", ("thanks",)),
    ],
)
def test_the_words_give_the_reasons(text: str, reasons: tuple[str, ...]) -> None:
    assert temperature(text).reasons == reasons


def test_the_value_is_the_sum_of_the_table() -> None:
    found = temperature("This is the third time I ask. Please send it by Friday.")
    assert found.value == pytest.approx(ANY + WEIGHTS["repeat-ask"] + WEIGHTS["deadline"])


def test_a_plain_question_is_calm() -> None:
    for text in ("Where is my order?", "訂單在哪裡？", "张单喺边度？", "Missä tilaus on?"):
        assert temperature(text) == Temperature(0.0, ())


def test_rows_of_capitals_and_exclamation_marks_are_loud_but_an_acronym_is_not() -> None:
    assert temperature("WHERE IS MY ORDER!!!").reasons == ("capitals", "exclamation")
    assert temperature("The VAT on the PDF from ACME is wrong.").reasons == ()


def test_an_insult_is_hotter_than_swearing_and_a_threat_is_hotter_still() -> None:
    swearing = temperature("This fucking printer broke.").value
    insult = temperature("You are all idiots.").value
    threat = temperature("I will kill you.").value
    assert swearing < insult < threat <= HOTTEST


def test_thanks_cool_but_not_beside_an_insult() -> None:
    assert temperature("I ask for the third time. Thank you.").value < temperature("I ask for the third time.").value
    assert "thanks" not in temperature("Thanks a lot, you idiots.").reasons


ASK = "Could you please correct the address on invoice 4711 for the Tampere office?"


def test_the_same_ask_again_without_an_answer_between_is_a_repeat() -> None:
    assert "repeat-ask" in temperature(ASK, Turn(ASK)).reasons
    assert "repeat-ask" not in temperature(ASK, Turn(ASK), Turn("Done.", direction="outbound")).reasons
    assert "repeat-ask" not in temperature("When do you open on Monday?", Turn(ASK)).reasons


def test_two_messages_without_an_answer_are_a_reason() -> None:
    assert "no-answer" in temperature("Hello?", Turn(ASK), Turn("Any thoughts?")).reasons
    assert "no-answer" not in temperature("Hello?", Turn(ASK)).reasons


def test_several_messages_within_hours_are_pace_and_days_apart_are_not() -> None:
    close = [Turn("One.", NOON - timedelta(hours=3)), Turn("Two.", NOON - timedelta(hours=1))]
    apart = [Turn("One.", NOON - timedelta(days=3)), Turn("Two.", NOON - timedelta(days=1))]
    assert "pace" in temperature("Three.", *close, sent_at=NOON).reasons
    assert "pace" not in temperature("Three.", *apart, sent_at=NOON).reasons
    assert "pace" not in temperature("Three.", *close).reasons


def test_asking_after_two_answers_is_persistence_and_after_silence_is_not() -> None:
    answer = Turn("We corrected it.", direction="outbound")
    assert persistent(ASK, [Turn(ASK), answer, Turn(ASK), answer])
    assert not persistent(ASK, [Turn(ASK), Turn(ASK), Turn(ASK)])
    assert "persistence" in read(ASK, None, [Turn(ASK), answer, Turn(ASK), answer]).manner.kinds


def test_alike_in_chinese_compares_pairs_of_characters() -> None:
    assert alike("请更正四月份发票的地址", "麻烦更正一下四月份发票的地址，谢谢")
    assert not alike("请更正四月份发票的地址", "周一几点开门营业呢")
    assert not alike("ok", "ok")


@given(
    st.lists(st.sampled_from(["You broke it!!!", "谢谢", "You idiots", "by Friday", "third time", "sorry for my tone"]))
)
def test_the_value_stays_on_the_gauge(pieces: list[str]) -> None:
    found = temperature(". ".join(pieces))
    assert 0.0 <= found.value <= HOTTEST
    assert set(found.reasons) <= TEMPERATURE_REASONS


def test_every_reason_has_a_weight() -> None:
    assert set(WEIGHTS) == TEMPERATURE_REASONS
