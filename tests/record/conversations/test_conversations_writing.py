"""What members write in the desk: notes, replies, drafts; and what is found again of it."""

from __future__ import annotations

import pytest
from builders import ada, bo, helena
from mail import LATER, a_conversation, an_arrival, filed

from evenhand.knowledge.language.terms import query
from evenhand.record.conversations import actions
from evenhand.record.conversations.actions import NotPossible
from evenhand.record.conversations.models import Conversation, Draft, Message, SearchTerm
from evenhand.record.conversations.queries_search import search
from evenhand.record.ledger.models import Entry
from evenhand.record.outbox.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture
def conversation() -> Conversation:
    return a_conversation()


def test_a_note_is_ours_alone_and_answers_nobody(conversation: Conversation) -> None:
    note = actions.add_note(conversation, " Careful,\r\nshe\x00 is tired. ", by=ada(), at=LATER)
    assert (note.direction, note.text, note.author) == ("note", "Careful,\nshe is tired.", ada())
    conversation.refresh_from_db()
    assert conversation.waiting_since is not None
    assert conversation.message_count == 2
    assert Entry.objects.filter(kind="message.note", subject=f"message:{note.pk}", actor=ada().actor).count() == 1


def test_a_reply_that_was_sent_answers_and_drops_the_draft_of_its_writer(conversation: Conversation) -> None:
    actions.save_draft(conversation, "Dear", by=ada(), at=LATER)
    actions.save_draft(conversation, "Hi", by=bo(), at=LATER)
    actions.mark_sent(conversation, "Dear Mia, it is on its way.", by=ada(), at=LATER)
    conversation.refresh_from_db()
    assert conversation.waiting_since is None
    assert Draft.objects.get().member == bo()
    assert Job.objects.filter(name="read-again").count() == 1


@pytest.mark.parametrize("text", ["", " \n\t", "\x00"])
def test_nothing_cannot_be_written(conversation: Conversation, text: str) -> None:
    ada()
    before = Entry.objects.count()
    for write in (actions.add_note, actions.mark_sent):
        with pytest.raises(NotPossible, match="empty"):
            write(conversation, text, by=ada(), at=LATER)
    assert (Message.objects.count(), Entry.objects.count(), Job.objects.count()) == (1, before, 0)


def test_a_message_that_cannot_be_written_leaves_no_job(
    conversation: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_ids: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("evenhand.record.conversations.writing.summarise", fail)
    with pytest.raises(RuntimeError):
        actions.add_note(conversation, "Careful", by=ada(), at=LATER)
    assert (Message.objects.count(), Job.objects.count()) == (1, 0)


def test_a_draft_is_kept_once_a_member_and_goes_when_it_is_empty(conversation: Conversation) -> None:
    ada()
    before = Entry.objects.count()
    for text in ("Dear", "Dear Mia"):
        actions.save_draft(conversation, text, by=ada(), at=LATER)
    assert Draft.objects.get().text == "Dear Mia"
    actions.save_draft(conversation, "  ", by=ada(), at=LATER)
    assert not Draft.objects.exists()
    assert Entry.objects.count() == before


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("退款", "我要求全額退款。"),
        ("订单", "我的訂單在哪裡"),
        ("系統", "ERP系統當機了"),
        ("lasku", "Laskussanne on virhe"),
        ("refu", "A REFUND, please"),
    ],
)
def test_what_was_filed_or_written_is_found(conversation: Conversation, asked: str, text: str) -> None:
    message = filed(an_arrival(text=text, subject="Another matter"))
    note = actions.add_note(conversation, text, by=ada(), at=LATER)
    assert {found.pk for found in search(helena(), query(asked)).messages} == {message.pk, note.pk}
    assert not search(helena(), query(asked + "嗎qq")).messages


def test_subject_and_sender_are_searched_too() -> None:
    message = filed(an_arrival(subject="Broken pallet", name="Mia Stone"))
    for asked in ("pallet", "mia stone", "acme"):
        assert [found.pk for found in search(helena(), query(asked)).messages] == [message.pk]


def test_a_long_text_is_found_by_its_later_words() -> None:
    words = " ".join(f"word{number}" for number in range(1_200))
    message = filed(an_arrival(text=words))
    assert SearchTerm.objects.filter(message=message, term="word1150").exists()
