"""A stored message is parsed and read once more."""

from __future__ import annotations

import pytest
from mail import LATER, a_mail, a_raw, an_arrival, filed

from evenhand.doors.intake.again import read_again
from evenhand.record.conversations.models import Message, Reading
from evenhand.record.ledger.models import Entry

pytestmark = pytest.mark.django_db


def again(message: Message) -> Message:
    """The message after another look."""
    read_again(message.pk, clock=lambda: LATER)
    message.refresh_from_db()
    return message


def test_a_message_that_was_read_in_part_gets_its_text_and_a_reading() -> None:
    raw = a_raw(a_mail(text="This is a lie and I want my money back today."))
    message = filed(an_arrival(raw_id=raw.pk, level="headers", text="", problems=("full-stopped",)))
    after = again(message)
    assert (after.level, after.text) == ("full", "This is a lie and I want my money back today.")
    assert after.language == "en"
    assert Entry.objects.filter(subject=f"message:{message.pk}", kind="message.parsed-again").count() == 1


def test_running_it_twice_leaves_one_reading() -> None:
    message = filed(an_arrival())
    again(again(message))
    assert Reading.objects.filter(message=message).count() == 1
    assert not Entry.objects.filter(kind="message.parsed-again").exists()


def test_a_message_that_cannot_be_read_better_is_left_as_it_is() -> None:
    raw = a_raw(b"no mail at all")
    message = again(filed(an_arrival(raw_id=raw.pk, level="headers", text="", problems=("unreadable",))))
    assert (message.level, message.problems) == ("headers", ["unreadable"])


def test_a_message_that_is_gone_is_let_be() -> None:
    read_again(10_000_000, clock=lambda: LATER)
    assert not Reading.objects.exists()
