"""Sending a reply from the page of its conversation: whom it goes to, and what is shown of its way."""

from __future__ import annotations

import pytest
from builders import ada, bo, cy, helena, signed_in
from mail import LATER, a_turn, filed
from sending import a_thread, letter_of, replied

from evenhand.record.conversations import actions
from evenhand.record.conversations.models import Conversation, Draft, Message
from evenhand.record.outbox import letters, replies
from evenhand.record.outbox.models import Job, Letter
from evenhand.server.environment import Smtp

pytestmark = pytest.mark.django_db


@pytest.fixture
def mails(settings):
    settings.MAIL_SERVER = Smtp("127.0.0.1", 1, tls="none")
    settings.MAIL_FROM = "Harbourline <desk@harbourline.example>"


def page(row: Conversation, member=None) -> str:
    return signed_in(member or ada()).get(f"/conversations/{row.pk}").content.decode()


def send(row: Conversation, member=None, **form):
    values = {"act": "send", "to": "mia@acme.example", "cc": "", "text": "Thank you for the photographs."} | form
    return signed_in(member or ada()).post(f"/conversations/{row.pk}/reply", values, follow=True)


def refused(message: Message) -> None:
    letter = letter_of(message)
    replies.keep_outcome(letter, replies.Outcome(refused={letter.to: "550 no such mailbox"}), at=LATER)
    letters.mark_refused(letter, "550 no such mailbox", at=LATER)


def test_the_page_names_whom_it_goes_to_and_sends_it(mails):
    row = a_thread(to=["ada@harbourline.example", "olli@acme.example"])
    html = page(row)
    assert 'name="to" value="Mia Stone &lt;mia@acme.example&gt;"' in html
    assert 'name="cc" value="olli@acme.example"' in html
    assert 'value="send"' in html
    answer = send(row, cc="olli@acme.example", quote="yes")
    assert "It is on its way." in answer.content.decode()
    message = row.messages.get(direction="outbound")
    assert message.text.splitlines()[0] == "Thank you for the photographs."
    assert message.text.splitlines()[-1] == "> Where is my order?"
    assert [one["address"] for one in message.recipients] == ["mia@acme.example", "olli@acme.example"]
    assert "Waiting to go" in answer.content.decode()


def test_without_the_tick_their_words_are_not_quoted(mails):
    row = a_thread()
    send(row)
    assert row.messages.get(direction="outbound").text == "Thank you for the photographs."


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"to": "mia"}, "“mia” is no mail address."),
        ({"to": " "}, "Say whom it goes to."),
        ({"to": ", ".join(f"a{number}@acme.example" for number in range(21))}, "20 addresses at most"),
        ({"text": " "}, "There is nothing written yet."),
    ],
)
def test_what_cannot_be_sent_is_said_and_nothing_that_was_typed_is_lost(mails, form, said):
    row = a_thread()
    answer = send(row, **({"cc": "olli@acme.example"} | form)).content.decode()
    assert said in answer
    assert 'name="cc" value="olli@acme.example"' in answer
    assert Draft.objects.filter(text="Thank you for the photographs.").exists() == (form.get("text") is None)
    assert not Letter.objects.exists()
    assert not row.messages.filter(direction="outbound").exists()


KEPT = {"to": "olli@acme.example", "cc": "mia@acme.example", "text": "Thank you. I am looking for it."}


@pytest.mark.parametrize("way", ["reply", "draft/check", "draft/pause"])
def test_a_saved_draft_keeps_whom_it_is_to_go_to(mails, way):
    row = a_thread(to=["ada@harbourline.example", "olli@acme.example"])
    signed_in(ada()).post(f"/conversations/{row.pk}/{way}", {**KEPT, "act": "save"})
    html = page(row)
    assert 'name="to" value="olli@acme.example"' in html
    assert 'name="cc" value="mia@acme.example"' in html
    assert 'name="quote" value="yes">' in html


def test_what_is_as_usual_is_not_kept_and_follows_the_next_message(mails):
    row = a_thread()
    usual = {"to": "Mia Stone <mia@acme.example>", "cc": "", "quote": "yes", "text": "Thank you."}
    signed_in(ada()).post(f"/conversations/{row.pk}/reply", {**usual, "act": "save"})
    assert Draft.objects.get().addressed == {}


def test_a_draft_saved_from_elsewhere_leaves_whom_it_goes_to(mails):
    row = a_thread()
    client = signed_in(ada())
    client.post(f"/conversations/{row.pk}/reply", {**KEPT, "act": "save"})
    client.post(f"/conversations/{row.pk}/draft/check", {"text": "Thank you once more."})
    assert 'name="to" value="olli@acme.example"' in page(row)


def test_another_team_sends_nothing(mails):
    row = a_thread()
    assert send(row, member=cy()).status_code == 404
    message = replied(row, by=ada(), at=LATER)
    refused(message)
    for address in ("send-again", "sent"):
        assert signed_in(cy()).post(f"/messages/{message.pk}/{address}").status_code == 404
    assert letter_of(message).state == Letter.State.REFUSED


def test_without_a_mail_server_one_copies_it():
    row = a_thread()
    html = page(row)
    assert 'value="send"' not in html
    assert "Evenhand sends nothing itself" in html
    assert "The desk has no mail server." in send(row).content.decode()
    assert not Letter.objects.exists()


def test_a_chat_has_no_address_to_send_to(mails):
    row = filed(a_turn(1)).conversation
    assert 'value="send"' not in page(row)


def test_a_refusal_stands_on_the_message_and_on_the_owners_today(mails):
    row = a_thread()
    actions.assign(row, bo(), by=bo(), at=LATER)
    message = replied(row, by=ada(), at=LATER)
    assert "Replies that have not left" not in signed_in(bo()).get("/").content.decode()
    refused(message)
    html = page(row)
    assert "The mail server refused it for good." in html
    assert "550 no such mailbox" in html
    assert "Replies that have not left" in signed_in(bo()).get("/").content.decode()
    for member in (ada(), cy(), helena()):
        assert "Replies that have not left" not in signed_in(member).get("/").content.decode()
    signed_in(ada()).post(f"/messages/{message.pk}/sent")
    assert letter_of(message).state == Letter.State.HANDED_OVER
    assert "Sent by hand" in page(row)
    assert "Replies that have not left" not in signed_in(bo()).get("/").content.decode()


def test_what_was_given_up_is_tried_again_from_the_page(mails):
    row = a_thread()
    message = replied(row, by=ada(), at=LATER)
    Job.objects.filter(name="send-letter").update(state=Job.State.DEAD, error="MailFailed: The mail server is away")
    assert "did not take it" in page(row)
    assert "Replies that have not left" in signed_in(ada()).get("/").content.decode()
    answer = signed_in(ada()).post(f"/messages/{message.pk}/send-again", follow=True).content.decode()
    assert "Waiting to go" in answer
    again = signed_in(ada()).post(f"/messages/{message.pk}/send-again", follow=True).content.decode()
    assert "It has left already, or somebody else has dealt with it." in again
