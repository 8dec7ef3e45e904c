from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.doors.connectors.incoming import Address, Attachment, IncomingMessage

WORDS = st.text(max_size=20)
ADDRESSES = st.builds(Address, WORDS, WORDS)
FILES = st.builds(
    Attachment,
    index=st.integers(0, 99), filename=WORDS, declared_type=WORDS, real_type=WORDS, size=st.integers(0),
    sha256=WORDS, content_id=WORDS, inline=st.booleans(),
)  # fmt: skip
MESSAGES = st.builds(
    IncomingMessage,
    message_id=WORDS, references=st.lists(WORDS).map(tuple), subject=WORDS, sender=ADDRESSES,
    to=st.lists(ADDRESSES, max_size=3).map(tuple), attachments=st.lists(FILES, max_size=3).map(tuple), text=WORDS,
    sent_at=st.none() | st.datetimes(timezones=st.just(UTC)), problems=st.lists(WORDS).map(tuple),
    level=st.sampled_from(["full", "tolerant", "headers"]), auto_submitted=st.booleans(),
)  # fmt: skip


@given(MESSAGES)
def test_a_message_comes_back_from_json_as_it_was(message):
    assert IncomingMessage.from_json(json.loads(json.dumps(message.as_json()))) == message


def test_times_keep_their_instant():
    message = IncomingMessage(sent_at=datetime(2026, 3, 2, 10, tzinfo=UTC))
    assert message.as_json()["sent_at"] == "2026-03-02T10:00:00+00:00"


@pytest.mark.parametrize("values", [{}, {"subject": "x"}, {**IncomingMessage().as_json(), "sent_at": "never"}])
def test_values_of_something_else_are_refused(values):
    with pytest.raises((KeyError, TypeError, ValueError)):
        IncomingMessage.from_json(values)
