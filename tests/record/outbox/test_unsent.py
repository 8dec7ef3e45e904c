"""Letters that did not leave the desk are listed with the reason, without their words, and can be tried again."""

from __future__ import annotations

import pytest
from builders import START
from django.db import transaction

from evenhand.record.ledger.models import Entry
from evenhand.record.outbox import letters
from evenhand.record.outbox.models import Job, Letter
from evenhand.record.outbox.unsent import NoMailServer, try_again, unsent
from evenhand.server.environment import Smtp

pytestmark = pytest.mark.django_db


@pytest.fixture
def with_server(settings):
    settings.MAIL_SERVER = Smtp("127.0.0.1", 1, tls="none")
    settings.MAIL_FROM = "Alder desk <desk@alder.example>"


def post(**changed) -> Letter:
    values = {"to": "mia@firm.example", "subject": "Agree?", "text": "words", "at": START} | changed
    with transaction.atomic():
        return letters.post(**values)


def given_up(letter: Letter) -> None:
    job = Job.objects.get(key=str(letter.pk))
    job.state, job.error, job.attempt = Job.State.DEAD, "The mail server could not be reached", 10
    job.save()


def test_what_was_refused_or_given_up_is_listed_and_what_waits_is_not(with_server):
    refused, dead, _waiting = post(about="version:1"), post(key="due:1:2026-03-02"), post()
    letters.mark_refused(refused, "550 no such mailbox", at=START)
    given_up(dead)
    assert [(one.letter, one.why, one.kind) for one in unsent(most=9)] == [
        (dead, "given-up", "reminder"),
        (refused, "refused", "news"),
    ]
    assert [one.said for one in unsent(most=9)] == ["The mail server could not be reached", "550 no such mailbox"]
    assert len(unsent(most=1)) == 1


def test_without_a_mail_server_each_waits_for_a_hand_and_cannot_be_tried():
    letter = post(about="approval-link:7")
    assert [(one.why, one.kind) for one in unsent(most=9)] == [("by-hand", "request")]
    with pytest.raises(NoMailServer):
        try_again(letter, by="member:1", at=START)
    letters.hand_over(letter, by="member:1", at=START)
    assert unsent(most=9) == []


def test_a_refused_letter_is_tried_again_once(with_server):
    letter = post()
    Job.objects.all().delete()
    letters.mark_refused(letter, "550 no such mailbox", at=START)
    try_again(letter, by="member:1", at=START)
    letter.refresh_from_db()
    job = Job.objects.get(name=letters.JOB)
    assert (letter.state, letter.answer) == (Letter.State.WAITING, "")
    assert (job.arguments, job.attempts_allowed) == ({"letter": letter.pk}, letters.ATTEMPTS)
    assert Entry.objects.get(kind="letter.tried-again").actor == "member:1"
    with pytest.raises(letters.NotOpen):
        try_again(letter, by="member:1", at=START)


def test_one_that_was_given_up_gets_its_job_back(with_server):
    letter = post()
    given_up(letter)
    try_again(letter, by="member:1", at=START)
    assert (Job.objects.get().state, Job.objects.get().attempt) == (Job.State.WAITING, 0)
    assert unsent(most=9) == []


def test_what_was_sent_is_not_sent_again(with_server):
    letter = post()
    letters.mark_sent(letter, at=START)
    with pytest.raises(letters.NotOpen):
        try_again(letter, by="member:1", at=START)
