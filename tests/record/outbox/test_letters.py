"""Letters are written with what they tell, end once, and keep no secret longer than they must."""

from __future__ import annotations

import hashlib

import pytest
from builders import START
from django.db import transaction

from evenhand.record.ledger.models import Entry
from evenhand.record.outbox import letters
from evenhand.record.outbox.addressing import BadAddress
from evenhand.record.outbox.models import Job, Letter
from evenhand.server.environment import Smtp, smtp
from evenhand.server.workspace import WorkspaceError

pytestmark = pytest.mark.django_db
SECRET = "https://desk.example/agree/a-token"


@pytest.fixture
def with_server(settings):
    settings.MAIL_SERVER = Smtp("127.0.0.1", 1, tls="none")
    settings.MAIL_FROM = "Alder desk <desk@alder.example>"


def post(**changed):
    values = {"to": "mia@firm.example", "subject": "Agree?", "text": SECRET, "at": START, "is_secret": True} | changed
    return letters.post(**values)


def test_without_a_mail_server_a_letter_waits_for_a_hand_and_no_job_is_made():
    letter = post()
    assert letter.state == Letter.State.BY_HAND
    assert not Job.objects.filter(name=letters.JOB).exists()


def test_with_a_mail_server_a_job_will_send_it(with_server):
    letter = post()
    assert letter.state == Letter.State.WAITING
    assert Job.objects.get(name=letters.JOB).arguments == {"letter": letter.pk}
    assert letter.message_id.endswith("@alder.example>")


def test_its_text_is_told_once_and_then_gone_except_for_its_hash():
    letter = post(by="member:1")
    assert letters.hand_over(letter, by="member:1", at=START) == SECRET
    letter.refresh_from_db()
    assert letter.text == ""
    assert letter.sha256 == hashlib.sha256(SECRET.encode()).hexdigest()
    with pytest.raises(letters.NotOpen):
        letters.hand_over(letter, by="member:1", at=START)


def test_a_letter_without_a_secret_keeps_its_text():
    letter = post(is_secret=False)
    letters.hand_over(letter, by="member:1", at=START)
    letter.refresh_from_db()
    assert letter.text == SECRET


def test_a_letter_of_the_worker_is_not_handed_over_unless_the_server_refused_it(with_server):
    letter = post()
    with pytest.raises(letters.NotOpen):
        letters.hand_over(letter, by="member:1", at=START)
    letters.mark_refused(letter, "550 no such mailbox", at=START)
    assert letters.hand_over(letter, by="member:1", at=START) == SECRET


def test_a_withdrawn_letter_is_neither_sent_nor_handed_over():
    letter = post(about="approval-link:4")
    letters.withdraw("approval-link:4", at=START)
    letter.refresh_from_db()
    assert (letter.state, letter.text) == (Letter.State.WITHDRAWN, "")
    with pytest.raises(letters.NotOpen):
        letters.hand_over(letter, by="member:1", at=START)


def test_the_same_key_is_one_letter():
    assert post(key="digest:1") == post(key="digest:1", text="again")
    assert Letter.objects.count() == 1


@pytest.mark.parametrize(
    "subject", ["Agree?\r\nBcc: all@firm.example", "Agree?\x0bBcc: all@firm.example", "a\u2028b\x85c"]
)
def test_no_subject_can_begin_another_header(subject):
    assert post(subject=subject).subject.splitlines() == [post(subject=subject).subject]


@pytest.mark.parametrize("to", ["mia@firm.example\nBcc: x@y.example", "mia", "a@b@c", "", "<mia@firm.example>"])
def test_what_is_no_address_gets_no_letter(to):
    with pytest.raises(BadAddress):
        post(to=to)


def test_an_address_with_letters_of_its_own_is_written_as_mail_servers_have_it():
    assert post(to="mia@yritys-äö.example").to == "mia@xn--yritys--cxa6n.example"


def test_the_ledger_knows_neither_text_nor_address():
    letter = post(subject="Private matter")
    letters.hand_over(letter, by="member:1", at=START)
    told = " ".join(f"{vars(entry)} {entry.body}" for entry in Entry.objects.filter(subject=f"letter:{letter.pk}"))
    assert letter.sha256 in told
    assert not any(words in told for words in ("mia@", "Private", SECRET))


@pytest.mark.django_db(transaction=True)
def test_a_letter_needs_the_transaction_of_what_it_tells():
    with pytest.raises(transaction.TransactionManagementError):
        post()


def test_the_mail_server_is_named_by_one_address():
    assert smtp("", "") is None
    assert smtp("smtp://ada:p%40ss@mail.example?tls=ssl", "a@b.example") == Smtp(
        "mail.example", 465, "ada", "p@ss", "ssl"
    )
    assert smtp("smtp://mail.example", "a@b.example").tls == "starttls"
    assert "p@ss" not in repr(smtp("smtp://ada:p%40ss@mail.example", "a@b.example"))


@pytest.mark.parametrize("url", ["http://mail.example", "smtp://", "smtp://mail.example?tls=perhaps"])
def test_a_wrong_mail_address_is_said_at_the_start(url):
    with pytest.raises(WorkspaceError):
        smtp(url, "a@b.example")


def test_letters_need_somebody_they_come_from():
    with pytest.raises(WorkspaceError):
        smtp("smtp://mail.example", "")
