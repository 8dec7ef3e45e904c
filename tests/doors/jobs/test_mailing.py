"""Letters on their way through a real mail server on the loopback."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from builders import START
from mail_server import Post, mail_server

from evenhand.doors.jobs.mailing import MailFailed, send_letter
from evenhand.record.outbox import letters
from evenhand.record.outbox.models import Letter
from evenhand.server.environment import Smtp

pytestmark = pytest.mark.django_db
JOB = None


@pytest.fixture
def server(settings) -> Iterator[Post]:
    with mail_server() as post:
        settings.MAIL_SERVER = Smtp("127.0.0.1", post.port, tls="none")
        settings.MAIL_FROM = "Älder desk <desk@alder.example>"
        yield post


def letter(**changed) -> Letter:
    values = {"to": "mia@firm.example", "subject": "同意會議紀錄？", "text": "…/agree/a-token\n", "at": START}
    return letters.post(**(values | {"is_secret": True} | changed))


def send(row: Letter) -> Letter:
    send_letter({"letter": row.pk}, JOB)
    row.refresh_from_db()
    return row


def test_it_arrives_as_it_was_written(server):
    row = send(letter())
    (mail,) = server.mails
    assert server.to == ["mia@firm.example"]
    assert (mail["Subject"], mail["To"], mail["From"]) == (
        "同意會議紀錄？",
        "mia@firm.example",
        "Älder desk <desk@alder.example>",
    )
    assert mail["Message-ID"] == row.message_id
    assert mail.get_content().splitlines() == ["…/agree/a-token"]
    assert (row.state, row.text) == (Letter.State.SENT, "")


def test_run_twice_it_is_sent_once(server):
    row = send(letter())
    send(row)
    assert len(server.mails) == 1


def test_sent_again_after_a_crash_it_has_the_same_message_id(server):
    row = letter(is_secret=False)
    send(row)
    Letter.objects.filter(pk=row.pk).update(state=Letter.State.WAITING)
    send(row)
    assert {mail["Message-ID"] for mail in server.mails} == {row.message_id}


def test_a_server_that_takes_it_and_then_stumbles_does_not_get_it_again(server):
    server.answers["QUIT"] = "421 tired"
    assert send(letter()).state == Letter.State.SENT


@pytest.mark.parametrize("step", ["RCPT", "END"])
def test_a_refusal_for_good_is_kept_in_the_servers_words(server, step):
    server.answers[step] = "550 5.1.1 no such mailbox"
    row = send(letter())
    assert (row.state, row.answer) == (Letter.State.REFUSED, "550 5.1.1 no such mailbox")
    assert row.text


@pytest.mark.parametrize(
    ("step", "answer"),
    [("RCPT", "450 come back later"), ("END", "451 disk full"), ("MAIL", "550 who are you"), ("EHLO", "421 no")],
)
def test_what_may_be_better_later_is_left_to_the_next_try(server, step, answer):
    server.answers[step] = server.answers["HELO"] = answer
    if step != "EHLO":
        del server.answers["HELO"]
    row = letter()
    with pytest.raises(MailFailed, match="The mail server"):
        send(row)
    row.refresh_from_db()
    assert row.state == Letter.State.WAITING
    server.answers.clear()
    assert send(row).state == Letter.State.SENT


def test_nothing_and_no_password_goes_to_a_server_that_does_not_encrypt(server, settings):
    settings.MAIL_SERVER = Smtp("127.0.0.1", server.port, "ada", "sesame", "starttls")
    with pytest.raises(MailFailed):
        send(letter())
    assert not server.mails
    assert not any(command.startswith(("AUTH", "MAIL")) for command in server.commands)


def test_a_server_that_is_not_there_is_tried_again(server, settings):
    settings.MAIL_SERVER = Smtp("127.0.0.1", 1, tls="none")
    with pytest.raises(MailFailed):
        send(letter())


def test_where_the_mail_server_was_taken_away_the_letter_waits_for_a_hand(server, settings):
    row = letter()
    settings.MAIL_SERVER = None
    assert send(row).state == Letter.State.BY_HAND
    assert not server.commands


def test_a_hostile_letter_stays_one_letter_to_one_person(server):
    send(letter(subject="Hi\r\nBcc: all@firm.example", text="a\r\n.\r\nMAIL FROM:<x@y.example>\r\n"))
    (mail,) = server.mails
    assert mail["Bcc"] is None
    assert server.to == ["mia@firm.example"]
