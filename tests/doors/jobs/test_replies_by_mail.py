"""Replies of members on their way through a real mail server on the loopback."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from builders import ada
from mail import LATER, a_mail, an_arrival, file, filed
from mail_server import Post, mail_server
from sending import a_thread, letter_of, replied, work

from evenhand.doors.jobs.mailing import MailFailed
from evenhand.record.conversations.models import Draft, Message, Raw
from evenhand.record.ledger.models import Entry
from evenhand.record.outbox.models import Job, Letter
from evenhand.server.environment import Smtp

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(settings) -> Iterator[Post]:
    with mail_server() as post:
        settings.MAIL_SERVER = Smtp("127.0.0.1", post.port, tls="none")
        settings.MAIL_FROM = "Harbourline <desk@harbourline.example>"
        yield post


def reply(**given) -> Message:
    return replied(**({"row": a_thread(), "by": ada(), "at": LATER} | given))


def test_it_arrives_as_a_persons_answer_in_the_thread(server):
    message = reply(cc="Olli <olli@acme.example>")
    letter = work(message)
    (mail,) = server.mails
    assert server.to == ["mia@acme.example", "olli@acme.example"]
    assert (mail["From"], mail["To"], mail["Cc"]) == (
        "Ada Virtanen <desk@harbourline.example>",
        "mia@acme.example",
        "Olli <olli@acme.example>",
    )
    assert (mail["Subject"], mail["Reply-To"]) == ("Re: The late delivery", "ada@harbourline.example")
    assert mail["Message-ID"] == f"<{message.message_id}>"
    assert mail["In-Reply-To"] == mail["References"] == "<first@acme.example>"
    assert mail["Auto-Submitted"] is None
    assert mail.get_content() == "It leaves today.\n"
    assert (letter.state, letter.text, letter.references) == (Letter.State.SENT, "", "")


def test_message_letter_entry_and_job_are_written_together_and_the_draft_goes(server):
    row = a_thread()
    Draft.objects.create(conversation=row, member=ada(), text="It leaves", saved_at=LATER)
    message = reply(row=row)
    assert letter_of(message).about == f"message:{message.pk}"
    assert Entry.objects.filter(kind="message.outbound", subject=f"message:{message.pk}").count() == 1
    assert Job.objects.filter(name="send-letter", key=str(letter_of(message).pk)).count() == 1
    assert not Draft.objects.exists()
    row.refresh_from_db()
    assert row.waiting_since is None
