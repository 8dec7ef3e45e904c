"""Turns, mails, guesses and attachments on their way into the record."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from builders import START
from hypothesis import given
from hypothesis import strategies as st
from mail import a_mail, an_arrival

from evenhand.doors.connectors.conversation import BadTurns
from evenhand.doors.connectors.mail.parse import attachment_content, parse
from evenhand.doors.intake.attachments import attachment_bytes
from evenhand.doors.intake.guessing import commonest_recipient
from evenhand.doors.intake.mapping import as_arrived
from evenhand.doors.intake.reading import request
from evenhand.doors.intake.turns import storable, turns_as_arrived
from evenhand.record.conversations.history import Past
from evenhand.record.conversations.incoming import Arrived, Person


def turns(*values: dict[str, Any], **about: Any) -> list[Arrived]:
    """The messages of one conversation."""
    line = {"id": "c1", "turns": [{"from": "customer", "text": "Hi"} | value for value in values]} | about
    return turns_as_arrived(json.dumps(line).encode(), raw_id=1, zone=ZoneInfo("Europe/Helsinki"))


def test_a_turn_is_known_by_conversation_place_and_words() -> None:
    first, second = turns({}, {})
    assert first.message_id != second.message_id
    assert turns({})[0].identity == first.identity
    assert turns({"text": "Hi there"})[0].message_id == first.message_id
    assert turns({"text": "Hi there"})[0].identity != first.identity
    assert turns({"from": "agent"})[0].identity != first.identity
    assert turns({}, id="c2")[0].message_id != first.message_id


def test_later_rows_of_a_table_go_on_counting() -> None:
    whole = turns({}, {"text": "Hello?"})
    assert turns({"text": "Hello?"}, first_index=1)[0].identity == whole[1].identity


@pytest.mark.parametrize(
    ("author", "person"),
    [
        ("Mia@Acme.example ", Person("", "mia@acme.example")),
        ("Mia Stone", Person("Mia Stone", "")),
        ("Mia @ home", Person("Mia @ home", "")),
        ("", Person("", "")),
    ],
)
def test_an_author_is_an_address_or_a_name(author: str, person: Person) -> None:
    assert turns({"author": author})[0].sender == person


@pytest.mark.parametrize(
    ("sent_at", "wanted"),
    [
        ("2026-03-02T09:00:00", START),
        ("2026-03-02T07:00:00+00:00", START),
        ("", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("9999-12-31T23:59:59-14:00", None),
    ],
)
def test_a_time_without_a_zone_is_read_in_that_of_the_workspace(sent_at: str, wanted: datetime | None) -> None:
    assert turns({"sent_at": sent_at})[0].sent_at == wanted


def test_bytes_that_are_no_conversation_are_refused() -> None:
    with pytest.raises(BadTurns):
        turns_as_arrived(b'{"id": "c1"}', raw_id=1)


@given(st.text(alphabet=st.characters(), max_size=60))
def test_what_is_stored_can_be_encoded_and_holds_no_control_characters(text: str) -> None:
    kept = storable(text)
    kept.encode("utf-8")
    assert "\x00" not in kept
    assert storable(kept) == kept


def test_a_mail_is_known_by_its_bytes_and_its_addresses_are_comparable() -> None:
    mail = a_mail(
        sender="MIA Stone <Mia@ACME.example>", answers=["a@x.example", "b@x.example"], message_id="c@x.example"
    )
    arrived = as_arrived(parse(mail, "full"), raw_id=7, sha256="ab")
    assert (arrived.identity, arrived.raw_id) == ("mail:ab", 7)
    assert arrived.sender == Person("MIA Stone", "mia@acme.example")
    assert (arrived.message_id, arrived.references) == ("c@x.example", ("a@x.example", "b@x.example"))


def test_an_attachment_is_cut_out_of_the_stored_bytes() -> None:
    mail = (
        b"From: a@x.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nHi\r\n"
        b"--b\r\nContent-Type: text/csv\r\nContent-Disposition: attachment; filename=t.csv\r\n\r\na,b\r\n--b--\r\n"
    )
    assert attachment_bytes(mail, 0) == attachment_content(mail, 0)[1]
    assert attachment_bytes(mail, 0) is not None
    assert b"a,b" in (attachment_bytes(mail, 0) or b"")
    assert attachment_bytes(mail, 1) is None
    assert attachment_bytes(b"", 0) is None


def test_the_commonest_recipient_wins_and_ties_go_to_the_alphabet() -> None:
    assert commonest_recipient({"b.example": 2, "a.example": 1}) == "b.example"
    assert commonest_recipient({"b.example": 2, "a.example": 2}) == "a.example"
    assert commonest_recipient({}) == ""


@pytest.mark.django_db
def test_a_child_is_asked_with_text_time_and_history() -> None:
    item = an_arrival(text="x" * 30_000, sent_at=START)
    asked = json.loads(request(item, [Past(START, "outbound", "Hello \ud800")]))
    assert len(asked["text"]) == 20_000
    assert asked["sent_at"] == START.isoformat()
    assert asked["history"][0]["direction"] == "outbound"
    assert json.loads(request(an_arrival(sent_at=None), []))["sent_at"] is None
