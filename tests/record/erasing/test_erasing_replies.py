"""What an erasure takes of replies that the desk sends: the words quoted, the people addressed, the head."""

from __future__ import annotations

import pytest
from builders import ada, bo, helena
from mail import HARBOURLINE, LATER, an_arrival, file, filed
from sending import a_thread, letter_of, replied

from evenhand.record.conversations.models import Message, SearchTerm
from evenhand.record.customers.models import Contact
from evenhand.record.erasing import actions, arrivals
from evenhand.record.outbox.models import Addressee, Letter
from evenhand.server.environment import Smtp

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def mails(settings):
    settings.MAIL_SERVER = Smtp("127.0.0.1", 1, tls="none")
    settings.MAIL_FROM = "Harbourline <desk@harbourline.example>"


def erase(named: str) -> None:
    request = actions.ask(named, "objection", reason="", by=bo(), at=LATER)
    actions.approve(request, by=helena(), at=LATER)


def test_what_a_reply_quotes_goes_with_the_message_and_our_words_stay():
    row = a_thread(text="My daughter is called Aurelia.\nWhere is it?")
    message = replied(row, by=ada(), at=LATER, quoting=True)
    assert "> My daughter is called Aurelia." in letter_of(message).text
    erase(f"message:{row.messages.get(direction='inbound').pk}")
    message.refresh_from_db()
    letter = letter_of(message)
    assert message.text.startswith("It leaves today.")
    assert message.text.endswith("> …")
    assert letter.text == f"{message.text}\n"
    assert (letter.state, letter.in_reply_to, letter.references) == (Letter.State.WAITING, "", "")
    assert not SearchTerm.objects.filter(message=message, term__startswith="aurel").exists()


def test_a_person_who_gets_a_copy_goes_out_of_the_replies_to_others():
    row = a_thread()
    olli = filed(an_arrival("olli@acme.example", name="Olli", subject="Mine", message_id="o@acme.example"))
    message = replied(row, cc="Olli <olli@acme.example>", by=ada(), at=LATER)
    erase(f"contact:{Contact.objects.get(pk=olli.contact_id).pk}")
    assert list(Addressee.objects.values_list("address", flat=True)) == ["mia@acme.example"]
    message.refresh_from_db()
    assert "olli" not in str(message.recipients)
    assert letter_of(message).state == Letter.State.WAITING


def test_an_erased_conversation_sends_nothing_more_and_its_copy_is_known():
    row = a_thread()
    message = replied(row, cc="olli@acme.example", by=ada(), at=LATER)
    identifier = message.message_id
    erase(f"conversation:{row.pk}")
    letter = letter_of(message)
    assert (letter.state, letter.text, letter.references) == (Letter.State.WITHDRAWN, "", "")
    assert not Addressee.objects.exists()
    again = an_arrival("desk@harbourline.example", "mia@acme.example", message_id=identifier, text="It leaves today.")
    arrivals.file_arrivals([again], ours=HARBOURLINE, actor="system", at=LATER)
    assert not Message.objects.filter(text__contains="leaves").exists()


def test_the_copy_that_came_in_goes_with_the_reply():
    row = a_thread()
    message = replied(row, by=ada(), at=LATER)
    copy = an_arrival("desk@harbourline.example", "mia@acme.example", message_id=message.message_id, text=message.text)
    file(copy)
    message.refresh_from_db()
    raw = message.raw
    erase(f"message:{message.pk}")
    raw.refresh_from_db()
    assert bytes(raw.data) == b""
