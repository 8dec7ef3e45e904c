from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.doors.connectors.conversation import BadTurns, Conversation, ConversationTurn, from_json
from evenhand.doors.connectors.csv import fetch as csv_fetch
from evenhand.doors.connectors.csv.parse import read_header
from evenhand.doors.connectors.incoming import Skipped, StoredItem
from evenhand.doors.connectors.jsonl import fetch as jsonl_fetch
from evenhand.doors.connectors.jsonl.parse import parse_line

HEADER = "conversation,from,text,author,sent_at,id,customer,channel,subject\n"
TURN = {"from": "customer", "text": "Where is it?"}


def line(**values) -> bytes:
    return json.dumps({"id": "c1", "turns": [TURN], **values}).encode()


def test_a_line_is_a_conversation():
    whole = {"author": "Ann", "sent_at": "2026-03-02T10:00:00+02:00", "id": "t1", **TURN}
    found = parse_line(line(customer="Kunde", channel="chat", turns=[whole, {"from": "Agent", "text": "Soon."}]))
    when = datetime(2026, 3, 2, 8, tzinfo=UTC)
    turns = (
        ConversationTurn("customer", "Where is it?", "Ann", when, "t1"),
        ConversationTurn("agent", "Soon."),
    )
    assert found == Conversation("c1", turns, customer="Kunde", channel="chat")


def test_a_time_without_a_zone_is_read_in_the_given_one():
    naive = line(turns=[{**TURN, "sent_at": "2026-03-02T10:00:00"}])
    zone = timezone(timedelta(hours=2))
    assert parse_line(naive, zone).turns[0].sent_at == datetime(2026, 3, 2, 8, tzinfo=UTC)
    assert parse_line(naive).turns[0].sent_at == datetime(2026, 3, 2, 10, tzinfo=UTC)


def test_a_conversation_comes_back_from_its_stored_line():
    found = parse_line(line(customer="客戶", turns=[{**TURN, "text": "päivää\n延遲", "sent_at": "2026-03-02T10:00Z"}]))
    assert parse_line(found.as_line()) == found


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (b"{", "no JSON"), (b"\xff\xfe", "not UTF-8"), (b"[]", "JSON object"), (b"5", "JSON object"),
        (line(id=""), "has no id"), (line(turns=[]), "has no turns"), (line(turns={}), "has no turns"),
        (line(turns=["x"]), "turn 1 is no JSON object"), (line(turns=[TURN, {"from": "agent"}]), "turn 2 has no text"),
        (line(turns=[{**TURN, "from": "boss"}]), "'boss', not one of customer, agent, note"),
        (line(turns=[{**TURN, "sent_at": "soon"}]), "turn 1: sent_at is no ISO time"),
        (line(customer=["x"]), "customer is no text"), (b"[" * 100_000, "no JSON"),
    ],
)  # fmt: skip
def test_a_bad_line_says_what_is_wrong(bad, words):
    with pytest.raises(BadTurns, match=words.replace("(", r"\(")):
        parse_line(bad)


KEYS = st.sampled_from(["id", "turns", "from", "text", "sent_at", "customer"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_any_json_is_a_conversation_or_refused_in_words(values):
    try:
        outcome = from_json(values).turns
    except BadTurns as refusal:
        outcome = str(refusal)
    assert outcome


def test_the_lines_of_a_file_are_stored_as_they_stand_and_bad_ones_named(tmp_path):
    path = tmp_path / "talk"
    path.write_bytes(line() + b"\n\n{broken\n" + line(id="c2"))
    assert list(jsonl_fetch.fetch(path)) == [
        StoredItem("turns", line(), "talk, line 1", rows=1),
        Skipped(
            "talk, line 3",
            "bad-line:the line is no JSON: Expecting property name enclosed in double quotes at column 2",
        ),
        StoredItem("turns", line(id="c2"), "talk, line 4", rows=1),
    ]


def test_a_line_beyond_the_limit_is_skipped(tmp_path, monkeypatch):
    monkeypatch.setattr(jsonl_fetch, "_LONGEST", 1_000)
    path = tmp_path / "talk"
    path.write_bytes(b"{" + b" " * 5_000 + b"}\n" + line() + b"\n")
    skipped, item = jsonl_fetch.fetch(path)
    assert (skipped.reason, item.origin) == ("too-large", "talk, line 2")


def conversations(tmp_path, text: str, encoding: str = "utf-8") -> list[Conversation | Skipped]:
    path = tmp_path / "turns"
    path.write_bytes(text.encode(encoding))
    return [item if isinstance(item, Skipped) else parse_line(item.data) for item in csv_fetch.fetch(path)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_rows_in_any_charset_and_with_any_delimiter(tmp_path, delimiter, encoding):
    rows = [
        "Conversation,FROM,Text,Sent at",
        "c1,customer,送货又晚了 请尽快处理,2026-03-02T10:00:00Z",
        "c1,agent,马上处理,",
    ]
    (found,) = conversations(tmp_path, "\r\n".join(rows).replace(",", delimiter), encoding)
    assert [turn.text for turn in found.turns] == ["送货又晚了 请尽快处理", "马上处理"]
    assert found.turns[0].sent_at == datetime(2026, 3, 2, 10, tzinfo=UTC)


def test_columns_in_any_order_and_newlines_inside_quotes(tmp_path):
    rows = 'text,customer,conversation,from,unheard of\n"one\ntwo, ""three""",Kunde,c1,customer,x\n'
    (found,) = conversations(tmp_path, rows)
    assert found.turns[0].text == 'one\ntwo, "three"'
    assert found.customer == "Kunde"


def test_a_conversation_met_again_goes_on_counting(tmp_path):
    rows = HEADER + "c1,customer,a,,,,Kunde\nc1,agent,b\nc2,customer,c\nc1,customer,d\n"
    found = conversations(tmp_path, rows)
    assert [(one.id, one.first_index, len(one.turns)) for one in found] == [("c1", 0, 2), ("c2", 0, 1), ("c1", 2, 1)]
    assert [one.customer for one in found] == ["Kunde", "", ""]


def test_bad_rows_are_named_by_line_and_the_others_read(tmp_path):
    rows = HEADER + ",customer,x\nc1,boss,x\nc1,customer,\nc1,customer,x,,soon\nc1,customer,good\n"
    *bad, good = conversations(tmp_path, rows)
    assert good.turns[0].text == "good"
    assert [(one.origin, one.reason.partition(":")[2]) for one in bad] == [
        ("turns, line 2", "the row names no conversation"),
        ("turns, line 3", "from is 'boss', not one of customer, agent, note"),
        ("turns, line 4", "the row has no text"),
        ("turns, line 5", "sent_at is 'soon', no ISO time"),
    ]


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        ("customer,date,amount,currency,kind,ref", "kind-invoices"),
        ("Date;Customer;Member;Activity;Minutes;rate_per_hour;currency;note", "kind-timesheet"),
        ("name,age", "unknown-columns"),
    ],
)
def test_other_kinds_of_rows_are_told_by_their_header(tmp_path, header, reason):
    assert conversations(tmp_path, header + "\n1,2\n") == [Skipped("turns", reason)]


def test_the_delimiter_is_the_one_that_divides_most():
    assert read_header("a;b;c,d") == (";", ["a", "b", "c,d"])
    assert read_header('"a,b"\tc\n') == ("\t", ["a,b", "c"])


def test_the_same_rows_give_the_same_bytes(tmp_path):
    path = tmp_path / "turns"
    path.write_text(HEADER + "c1,customer,a\nc2,agent,b\n", encoding="utf-8")
    assert list(csv_fetch.fetch(path)) == list(csv_fetch.fetch(path))


@given(st.text(max_size=300))
def test_no_rows_break_the_reader(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("rows") / "turns"
    path.write_text(HEADER + text, encoding="utf-8", errors="replace")
    for item in csv_fetch.fetch(path):
        assert isinstance(item, Skipped) or parse_line(item.data).turns
