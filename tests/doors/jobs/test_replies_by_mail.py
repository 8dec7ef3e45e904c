"""Replies of members on their way through a real mail server on the loopback."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from builders import ada
from django.db import OperationalError
from mail import LATER, an_arrival, file, filed
from mail_server import Post, mail_server
from sending import a_thread, letter_of, replied, work

from evenhand.doors.jobs import mailing
from evenhand.doors.jobs.mailing import MailFailed
from evenhand.record.agreements.actions.arrivals import keep_outcome
from evenhand.record.agreements.actions.updates import set_next_update
from evenhand.record.conversations.actions import NotPossible, send_again, send_reply, sent_by_hand
from evenhand.record.conversations.incoming import Person
from evenhand.record.conversations.models import Draft, Message, Raw
from evenhand.record.conversations.recipients import Recipients
from evenhand.record.ledger.models import Entry
from evenhand.record.outbox.models import Job, Letter
from evenhand.record.people.models import Member
from evenhand.server.environment import Smtp

pytestmark = pytest.mark.django_db
WORKED = LATER + timedelta(hours=3)


@pytest.fixture
def server(settings, monkeypatch) -> Iterator[Post]:
    monkeypatch.setattr("evenhand.doors.clock.now", lambda: WORKED)
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
    assert mail.get_content().splitlines() == ["It leaves today."]
    assert (letter.state, letter.text, letter.references) == (Letter.State.SENT, "", "")


def test_a_database_that_is_busy_when_the_mail_is_out_does_not_send_it_again(server, monkeypatch):
    message = reply()
    refusals = iter([OperationalError("deadlock detected"), OperationalError("database is locked")])

    def busy(*given, **named):
        if refusal := next(refusals, None):
            raise refusal
        return keep_outcome(*given, **named)

    monkeypatch.setattr(mailing, "keep_outcome", busy)
    monkeypatch.setattr(mailing.time, "sleep", lambda _: None)
    assert work(message).state == Letter.State.SENT
    assert len(server.mails) == 1


def test_a_server_that_is_busy_gets_it_later_under_the_same_identifier(server):
    message = reply()
    server.answers["END"] = "451 come back later"
    with pytest.raises(MailFailed, match="451 come back later"):
        work(message)
    assert letter_of(message).state == Letter.State.WAITING
    server.answers.clear()
    assert work(message).state == Letter.State.SENT
    assert [mail["Message-ID"] for mail in server.mails] == [f"<{message.message_id}>"]


def test_a_server_that_dies_after_it_took_the_mail_gets_it_once_more_as_the_same_mail(server):
    message = reply()
    server.answers["END"] = ""
    with pytest.raises(MailFailed, match="could not be reached"):
        work(message)
    server.answers.clear()
    work(message)
    assert [mail["Message-ID"] for mail in server.mails] == [f"<{message.message_id}>"] * 2


def test_refused_for_good_it_keeps_its_words_and_is_sent_when_it_is_tried_again(server):
    message = reply()
    server.answers["RCPT"] = "550 5.1.1 no such mailbox"
    letter = work(message)
    assert (letter.state, letter.answer, letter.text) == (
        Letter.State.REFUSED, "550 5.1.1 no such mailbox", "It leaves today.\n",
    )  # fmt: skip
    server.answers.clear()
    send_again(message, by=ada(), at=LATER)
    assert work(message).state == Letter.State.SENT
    assert len(server.mails) == 1


def test_whoever_has_it_does_not_get_it_again_for_the_one_who_was_refused(server):
    message = reply(cc="olli@acme.example")
    server.answers["RCPT olli@acme.example"] = "550 no such mailbox"
    letter = work(message)
    assert (letter.state, server.to) == (Letter.State.REFUSED, ["mia@acme.example"])
    assert list(letter.addressees.values_list("address", "answer")) == [
        ("mia@acme.example", ""),
        ("olli@acme.example", "550 no such mailbox"),
    ]
    server.answers.clear()
    send_again(message, by=ada(), at=LATER)
    assert work(message).state == Letter.State.SENT
    assert server.to == ["mia@acme.example", "olli@acme.example"]


def test_whoever_has_it_does_not_get_it_again_for_the_one_whose_server_is_busy(server):
    message = reply(cc="olli@acme.example")
    server.answers["RCPT mia@acme.example"] = "450 come back later"
    with pytest.raises(MailFailed, match="450 come back later"):
        work(message)
    assert server.to == ["olli@acme.example"]
    server.answers.clear()
    assert work(message).state == Letter.State.SENT
    assert server.to == ["olli@acme.example", "mia@acme.example"]


def test_a_server_that_hangs_up_while_it_is_asked_has_taken_nothing(server):
    message = reply(cc="olli@acme.example")
    server.answers["RCPT mia@acme.example"] = "421 too busy"
    with pytest.raises(MailFailed):
        work(message)
    assert not letter_of(message).addressees.exclude(taken_at=None).exists()


@pytest.mark.parametrize(
    ("subject", "name", "words"),
    [
        ("貨物延誤，請儘快回覆", "陳美玲", "您好，\n\n貨物今天已經出發。"),
        ("Myöhästynyt lähetys", "Äiti Yö", "Hei,\n\nlähetys lähtee tänään. " + "sana " * 400),
    ],
)
def test_other_languages_arrive_as_they_were_written(server, subject, name, words):
    message = reply(row=a_thread(subject=subject, name=name), text=words, to=f"{name} <mia@acme.example>")
    work(message)
    (mail,) = server.mails
    assert (mail["Subject"], mail["To"]) == (f"Re: {subject}", f"{name} <mia@acme.example>")
    assert mail.get_content().splitlines() == words.strip().splitlines()


def test_names_and_subjects_begin_no_header(server):
    hostile = "x\r\nBcc: all@acme.example\r\n\r\nHello"
    Member.objects.filter(pk=ada().pk).update(name=hostile)
    row = a_thread(subject=hostile)
    message = send_reply(
        row, "Fine.", Recipients((Person(hostile, "mia@acme.example"),)), by=Member.objects.get(pk=ada().pk), at=LATER
    )
    work(message)
    (mail,) = server.mails
    assert (mail["Bcc"], server.to) == (None, ["mia@acme.example"])
    assert mail.get_content().splitlines() == ["Fine."]


def test_long_identifiers_of_a_thread_stay_what_they_are(server):
    long = "a" * 150 + "@acme.example"
    row = a_thread(message_id=long)
    work(reply(row=row))
    (mail,) = server.mails
    assert (mail["In-Reply-To"], mail["References"]) == (f"<{long}>", f"<{long}>")


def test_the_answer_to_it_lands_in_the_conversation(server):
    message = reply()
    answer = filed(an_arrival(subject="Something else", references=(message.message_id,), message_id="a2@acme.example"))
    assert answer.conversation_id == message.conversation_id


def test_a_copy_of_it_that_comes_in_is_the_same_message(server):
    message = reply()
    copies = [a_copy(message), a_copy(message), a_copy(message)]
    assert [file(copy).duplicates for copy in copies[:2]] == [1, 1]
    assert file(copies[2]).messages == 0
    assert Message.objects.filter(message_id=message.message_id).count() == 1
    message.refresh_from_db()
    assert message.raw_id == copies[0].raw_id
    assert bytes(Raw.objects.get(pk=copies[1].raw_id).data) == b""


def test_other_words_under_its_identifier_are_kept_as_a_version_of_it(server):
    message = reply()
    forged = filed(a_copy(message, text="We owe you a million."))
    assert (forged.variant_of, forged.text) == (message, "We owe you a million.")


def a_copy(message: Message, **given):
    return an_arrival(
        "desk@harbourline.example", "mia@acme.example",
        **({"message_id": message.message_id, "text": f"{message.text}\n\n"} | given),
    )  # fmt: skip


def test_pressed_twice_it_is_sent_once_and_the_same_words_to_others_again(server):
    row = a_thread()
    first, again = reply(row=row), reply(row=row, at=LATER + timedelta(seconds=2))
    assert first == again
    assert reply(row=row, to="olli@acme.example") != first
    assert reply(row=row, at=LATER + timedelta(hours=1)) != first


def test_sent_by_hand_it_is_not_sent_by_the_desk_any_more(server):
    message = reply()
    with pytest.raises(NotPossible, match="not-unsent"):
        sent_by_hand(message, by=ada(), at=LATER)
    server.answers["RCPT"] = "550 no such mailbox"
    work(message)
    sent_by_hand(message, by=ada(), at=LATER)
    assert work(message).state == Letter.State.HANDED_OVER
    with pytest.raises(NotPossible, match="not-unsent"):
        send_again(message, by=ada(), at=LATER)


def test_given_up_it_can_be_tried_again_or_sent_by_hand(server):
    message, other = reply(), reply(row=a_thread(message_id="x@acme.example", subject="Another"))
    Job.objects.filter(name="send-letter").update(state=Job.State.DEAD, error="away")
    send_again(message, by=ada(), at=LATER)
    assert Job.objects.get(name="send-letter", key=str(letter_of(message).pk)).state == Job.State.WAITING
    sent_by_hand(other, by=ada(), at=LATER)
    assert letter_of(other).state == Letter.State.HANDED_OVER
    assert not Job.objects.filter(name="send-letter", key=str(letter_of(other).pk)).exists()


def test_an_update_owed_is_given_when_somebody_has_it_and_not_before(server):
    row = a_thread()
    update = set_next_update(row, LATER + timedelta(days=2), by=ada(), at=LATER)
    server.answers["RCPT"] = "550 no such mailbox"
    message = reply(row=row)
    work(message)
    update.refresh_from_db()
    assert update.met_by is None
    server.answers.clear()
    send_again(message, by=ada(), at=LATER)
    work(message)
    update.refresh_from_db()
    message.refresh_from_db()
    assert (update.met_by, message.sent_at) == (message, WORKED)


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
