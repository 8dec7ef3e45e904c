"""The loaders, on invented rows in a folder of their own; and on the real sets where they are beside the repository."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

pytest.importorskip("numpy", reason="needs requirements/train.txt")

from benchmarks.evaluation.public import files, offensive, support, wordlists


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for module in (files, offensive, support, wordlists):
        monkeypatch.setattr(module, "DATA", tmp_path)
    return tmp_path


def put(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_cold_training_leaves_out_what_stands_in_the_test(data: Path) -> None:
    put(
        data,
        "COLD/test.csv",
        "\ufeff,split,topic,label,fine-grained-label,TEXT\n0,test,race,1,1,甲\n1,test,race,0,3,乙\n",
    )
    put(data, "COLD/train.csv", ",split,topic,label,TEXT\n0,train,race,1,甲\n1,train,race,0,丙\n")
    put(data, "COLD/dev.csv", ",split,topic,label,TEXT\n0,dev,race,0,丁\n")
    assert [post.part for post in offensive.cold_test()] == [offensive.INDIVIDUAL, offensive.ANTI_BIAS]
    assert [post.text for post in offensive.cold_train()] == ["丙", "丁"]


def test_olid_joins_texts_and_labels(data: Path) -> None:
    put(data, "OLID/testset-levela.tsv", 'id\ttweet\n7\tan "odd quote\n8\tfine\n')
    put(data, "OLID/labels-levela.csv", "7,OFF\n8,NOT\n")
    put(data, "OLID/labels-levelc.csv", "7,IND\n")
    assert list(offensive.olid_test()) == [
        offensive.Post('an "odd quote', True, "at an individual"),
        offensive.Post("fine", False, ""),
    ]


def test_only_users_speak_in_crosswoz(data: Path) -> None:
    dialogue = {"messages": [{"role": "usr", "content": "你好"}, {"role": "sys", "content": "您好"}]}
    (data / "CrossWOZ").mkdir()
    with zipfile.ZipFile(data / "CrossWOZ/test.json.zip", "w") as archive:
        archive.writestr("test.json", json.dumps({"2": dialogue, "1": dialogue}))
    assert list(support.crosswoz()) == ["你好", "你好"]


def test_tweetsumm_gives_customer_turns_with_their_places(data: Path) -> None:
    turns = [{"from": "customer", "text": "Hi"}, {"from": "agent", "text": "Hello"}, {"from": "customer", "text": "?"}]
    put(data, "TweetSumm/dialogues.jsonl", json.dumps({"id": "d1", "split": "test", "turns": turns}) + "\n")
    assert list(support.tweetsumm()) == [("d1", 0, "Hi"), ("d1", 2, "?")]


def test_words_of_a_list_are_whole_words_where_words_are_written_apart(data: Path) -> None:
    wordlists._pattern.cache_clear()
    put(data, "wordlists/english.json", '{"words": ["arse"]}')
    put(data, "wordlists/chinese.json", '{"words": ["笨蛋"]}')
    assert (wordlists.hits("My arse.", "en"), wordlists.hits("parse it", "en")) == (1, 0)
    assert wordlists.hits("你這個笨蛋", "yue") == 1
    wordlists._pattern.cache_clear()


def test_a_sample_is_the_same_each_time_and_in_order() -> None:
    drawn = files.sample(range(100), 10)
    assert drawn == files.sample(range(100), 10)
    assert drawn == sorted(drawn)
    assert files.sample([1, 2], 10) == [1, 2]


def test_the_judged_sample_names_turns_that_exist() -> None:
    judged = support.judged()
    assert len(judged) == 300
    assert set(judged.values()) <= {"civil", "heated", "abusive", "threatening"}
    if not support.SOURCES[-1].here:
        pytest.skip("TweetSumm is not beside the repository")
    assert judged.keys() <= {(dialogue, turn) for dialogue, turn, _ in support.tweetsumm()}
