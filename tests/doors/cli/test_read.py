"""`evenhand read`: one text, or JSON Lines in order with their conversations as history."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from evenhand.doors.cli.encoding import decode
from evenhand.doors.cli.read import read
from evenhand.doors.encoder import nano
from evenhand.knowledge.language.scoring.model import shipped


def run(*arguments: str, given: str | bytes = "") -> Result:
    return CliRunner().invoke(read, list(arguments), input=given)


def lines(*records: dict[str, Any]) -> str:
    return "".join(json.dumps(record) + "\n" for record in records)


def answers(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_standard_input_is_read_as_one_text() -> None:
    result = run(given="You broke it. Please fix it by Friday.")
    answer = json.loads(result.stdout)
    assert result.exit_code == 0
    assert answer["id"] == "-"
    assert answer["language"] == "en"
    assert answer["our_fault"]["claimed"] is True


def test_a_file_gives_its_name_as_the_id(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("你们搞错了发票。", encoding="utf-8")
    answer = json.loads(run(str(path)).stdout)
    assert answer["id"] == "letter.txt"
    assert answer["language"] == "zh-Hans"


def test_a_missing_file_is_said_in_a_sentence_and_exits_2(tmp_path: Path) -> None:
    result = run(str(tmp_path / "nowhere.txt"))
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "cannot be read" in result.stderr


def test_an_unknown_zone_and_a_bad_time_exit_2() -> None:
    assert run("--timezone", "Mars/Olympus").exit_code == 2
    bad = run("--sent-at", "yesterday", given="Hello")
    assert bad.exit_code == 2
    assert "sent_at is no ISO date-time" in bad.stderr


def test_relative_dates_follow_sent_at_and_the_zone() -> None:
    text = "I will send the files by 10 am tomorrow."
    without = json.loads(run(given=text).stdout)["commitments"]
    within = json.loads(run("--sent-at", "2026-03-11T10:00", "--timezone", "Europe/Helsinki", given=text).stdout)
    assert [found["due"] for found in without] == [None]
    assert within["commitments"][0]["due"].startswith("2026-03-12")


def test_json_lines_come_back_one_by_one_in_order() -> None:
    given = lines(*({"id": f"m{n}", "text": "Where is my order?"} for n in range(5)))
    result = run("--jsonl", given=given)
    assert result.exit_code == 0
    assert [answer["id"] for answer in answers(result)] == ["m0", "m1", "m2", "m3", "m4"]


def test_lines_of_one_conversation_are_each_others_history() -> None:
    ask = "Could you correct the address on invoice 4711 for Tampere?"
    given = lines(
        {"id": 1, "text": ask, "conversation": "a"},
        {"id": 2, "text": ask, "conversation": "b"},
        {"id": 3, "text": ask, "conversation": "a"},
        {"id": 4, "text": "It is done.", "conversation": "a", "direction": "outbound"},
        {"id": 5, "text": ask, "conversation": "a"},
        {"id": 6, "text": ask},
    )
    repeats = ["repeat-ask" in answer["temperature"]["reasons"] for answer in answers(run("--jsonl", given=given))]
    assert repeats == [False, False, True, False, False, False]


def test_bad_lines_are_answered_with_an_error_and_the_others_go_on() -> None:
    given = "\n".join(
        [
            '{"id": "a", "text": "Hello there"}',
            "not json",
            "[1, 2]",
            '{"id": "b"}',
            '{"id": "c", "text": 5}',
            '{"id": "d", "text": "x", "sent_at": "soon"}',
            '{"id": "e", "text": "x", "direction": "sideways"}',
            "[" * 100_000,
            '{"id": "f", "text": "Thank you"}',
        ]
    )
    result = run("--jsonl", given=given)
    found = answers(result)
    assert result.exit_code == 1
    assert [answer["id"] for answer in found] == ["a", None, None, "b", "c", "d", "e", None, "f"]
    assert ["error" in answer for answer in found] == [False, True, True, True, True, True, True, True, False]
    assert found[3] == {"id": "b", "error": "text is missing"}


def test_empty_lines_are_passed_over_and_an_empty_input_answers_nothing() -> None:
    assert run("--jsonl", given="").exit_code == 0
    assert len(answers(run("--jsonl", given='\n\n{"text": "Hi"}\n\n'))) == 1


def test_a_lone_surrogate_leaves_as_its_escape() -> None:
    result = run("--jsonl", given='{"id": "x", "text": "broken \\ud83d here"}\n')
    assert result.exit_code == 0
    assert answers(result)[0]["masked"] == "broken \ud83d here"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("您好，请问我们的订单什么时候可以到货？谢谢你们的帮忙。", "gb18030"),
        ("您好，請問我們的訂單什麼時候可以到貨？謝謝你們的幫忙。", "big5"),
        ("Hyvää päivää, missä lähetys on? Ystävällisin terveisin", "cp1252"),
    ],
)
def test_old_encodings_are_recognised_and_said(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == (text, encoding)
    result = run(given=text.encode(encoding))
    assert result.exit_code == 0
    assert f"read as {encoding}" in result.stderr


def test_byte_order_marks_are_understood() -> None:
    assert decode("Hei".encode("utf-8-sig")) == ("Hei", "utf-8-sig")
    assert decode("你好".encode("utf-16"))[0] == "你好"


def test_starting_loads_neither_django_nor_pydantic_nor_rich() -> None:
    check = (
        "import sys; import evenhand.doors.cli.read; "
        "print([name for name in ('django', 'pydantic', 'rich') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_second_look_without_the_extra_is_a_sentence_and_exit_2(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nano, "find_spec", lambda _name: None)
    result = run("--second-look", given="Please call me.")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "pip install" in result.stderr


@pytest.mark.skipif(bool(nano.trouble()), reason="the encoder cannot be used here")
def test_a_second_look_is_taken_where_there_is_doubt() -> None:
    texts = [f"My cat would have understood {what} by now." for what in ("it", "you", "this", "the bill")]
    texts += ["Are you people even awake over there?", "Do you even read what I write?", "Is anybody home?"]
    given = lines(*[{"id": text, "text": text} for text in texts])
    first, second = answers(run("--jsonl", given=given)), answers(run("--jsonl", "--second-look", given=given))
    doubt = shipped().second.doubt  # type: ignore[union-attr]
    for one, two in zip(first, second, strict=True):
        in_doubt = doubt.holds(one["manner"]["score"])
        assert ("second-look" in two["manner"]["reasons"]) == in_doubt
        assert in_doubt or one == two
