"""Preparing a message: any string will do, and nothing heavy is loaded for it."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime

import pytest
from growth import answered_within
from hypothesis import given
from hypothesis import strategies as st

from evenhand.knowledge.language.document import Turn
from evenhand.knowledge.language.prepare import prepare

MESSAGES = [
    "Hi Anna,\n\nwe ordered the router on 3 March and it has not arrived. Nobody answers the phone. Please tell me by "
    "Friday when it will come, or refund the money.\n\nBest regards,\nTom Baker\n",
    "Hei,\n\ntilasimme reitittimen 3. maaliskuuta eikä se ole vieläkään tullut. Kukaan ei vastaa puhelimeen. "
    "Ilmoittakaa perjantaihin mennessä, milloin se toimitetaan.\n\nTerveisin\nMatti Virta\n",
    "您好，\n\n我们三月三号订购的路由器到现在还没有收到，打电话也没有人接。请在周五之前告诉我们什么时候可以送到，否则请退款。"
    "我们已经等了两个多星期了，这样的服务实在让人难以接受。\n\n此致\n敬礼\n王小明\n",
    "您好，\n\n我們三月三號訂購的路由器到現在還沒有收到，打電話也沒有人接。請在週五之前告訴我們什麼時候可以送到，否則請退款。"
    "我們已經等了兩個多星期了，這樣的服務實在讓人難以接受。\n\n敬祝 商祺\n陳大文\n",
    "Hi Mei，\n\n我哋三月三號訂嗰部 router 到而家都仲未收到，打電話又冇人聽。麻煩你星期五之前話俾我哋知"
    "幾時送到，唔係就退錢。等咗兩個幾星期喇，咁嘅服務真係好離譜。\n\n唔該晒\nKelvin\n",
]


def test_what_the_door_knows_goes_along() -> None:
    sent_at = datetime(2026, 3, 11, 10, tzinfo=UTC)
    document = prepare("Where is it?", sent_at, [Turn("Where is my router?")])
    assert (document.sent_at, document.history, document.language) == (sent_at, (Turn("Where is my router?"),), "en")


@pytest.mark.parametrize(("message", "language"), zip(MESSAGES, ["en", "fi", "zh-Hans", "zh-Hant", "yue"], strict=True))
def test_the_language_is_that_of_the_writers_own_words(message: str, language: str) -> None:
    quoted = "\n".join("> " + line for line in MESSAGES[0 if language != "en" else 1].splitlines() * 3)
    reply = f"{message}\nOn 3/11/26 10:00, Anna wrote:\n{quoted}\n"
    assert prepare(message).language == language
    assert prepare(reply).language == language


def test_a_message_of_nothing_but_quote_takes_the_language_of_the_quote() -> None:
    assert prepare("> Missä tilaukseni on?\n> Kiitos vastauksesta.\n").language == "fi"


@pytest.mark.parametrize(
    "message", ["", " ", "\n\n", "\0", "\ud800", "😀", ">", "-- \n", "\u202e\u200b", "=" * 80, "a\u0301" * 50]
)
def test_odd_messages_are_prepared_like_any_other(message: str) -> None:
    document = prepare(message)
    assert document.text.original == message
    assert "".join(message[part.start : part.end] for part in document.parts) == message


@given(st.text(max_size=300))
def test_any_string_can_be_prepared(message: str) -> None:
    document = prepare(message)
    for passage in document.passages:
        assert 0 <= passage.start < passage.end <= len(message)
    for sentence in document.sentences:
        assert any(part.start <= sentence.start and sentence.end <= part.end for part in document.parts)


def test_what_messages_need_is_loaded_once() -> None:
    def a_thousand_messages() -> int:
        return sum(len(prepare(message).sentences) for message in MESSAGES * 200)

    assert answered_within(5, a_thousand_messages) > 1000


def test_importing_is_light() -> None:
    code = "import sys; import evenhand.knowledge.language.prepare; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(run.stdout.split())
    assert not loaded & {"django", "pydantic", "asyncio", "sklearn", "numpy", "simplemma", "rjieba"}
    assert len(loaded) < 400
