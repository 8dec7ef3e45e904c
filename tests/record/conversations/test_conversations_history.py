"""What was said before a message that is about to be filed."""

from __future__ import annotations

import pytest
from mail import CUSTOMER, HARBOURLINE, LATER, US, a_turn, an_arrival, file

from evenhand.record.conversations.history import EARLIER_MESSAGES, before, histories
from evenhand.record.conversations.incoming import Arrived
from evenhand.record.conversations.models import Contact, Conversation, Message

pytestmark = pytest.mark.django_db


def said_before(*batch: Arrived) -> list[list[str]]:
    """The earlier texts of each message of a batch."""
    found = histories(batch, ours=HARBOURLINE, at=LATER)
    return [[past.text for past in found[item.identity]] for item in batch]


def test_the_earlier_messages_of_a_thread_on_record_and_in_the_batch_oldest_first() -> None:
    file(an_arrival(message_id="a", text="One"))
    answer = an_arrival(US, CUSTOMER, message_id="b", references=("a",), days=1, text="Two")
    third = an_arrival(message_id="c", references=("b",), days=2, text="Three")
    other = an_arrival("ida@birch.example", message_id="d", subject="Other", days=3, text="Four")
    assert said_before(third, other, answer) == [["One", "Two"], [], ["One"]]


def test_notes_and_variants_are_no_history() -> None:
    file(an_arrival(message_id="a", text="One"), an_arrival(message_id="a", text="One, copied"))
    aside = an_arrival(US, "bo@harbourline.example", message_id="b", references=("a",), days=1, text="Aside")
    last = an_arrival(message_id="c", references=("a",), days=2, text="Last")
    assert said_before(aside, last)[1] == ["One"]


def test_turns_of_a_chat_are_each_others_history() -> None:
    assert said_before(a_turn(0, text="One"), a_turn(1, "agent", "Two"), a_turn(2, text="Three")) == [
        [], ["One"], ["One", "Two"],
    ]  # fmt: skip


def test_only_the_latest_are_told() -> None:
    mails = [an_arrival(message_id="a", text="0")]
    mails += [an_arrival(message_id=f"m{day}", references=("a",), days=day, text=str(day)) for day in range(1, 12)]
    file(*mails[:-1])
    assert said_before(mails[-1]) == [[str(day) for day in range(11 - EARLIER_MESSAGES, 11)]]
    assert len(before({Conversation.objects.get().pk})[Conversation.objects.get().pk]) == EARLIER_MESSAGES


def test_looking_writes_nothing() -> None:
    said_before(an_arrival(message_id="a"), an_arrival("ida@birch.example"))
    assert not Message.objects.exists()
    assert not Contact.objects.exists()
    assert not Conversation.objects.exists()
