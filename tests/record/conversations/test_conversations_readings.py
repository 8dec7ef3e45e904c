"""Readings by version, hidden words uncovered in steps, corrections beside what was found, better parses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from builders import START, ada, bo
from mail import CUSTOMER, LATER, US, a_reading, an_arrival, filed

from evenhand.record.conversations import actions
from evenhand.record.conversations.actions import NotPossible
from evenhand.record.conversations.correcting import found_in
from evenhand.record.conversations.incoming import File
from evenhand.record.conversations.models import Attachment, Correction, Message, Reading, Reveal, SearchTerm
from evenhand.record.customers.ours import set_ours
from evenhand.record.ledger.models import Entry
from evenhand.record.outbox.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture
def message() -> Message:
    ada(), bo()
    return filed(an_arrival(reading=a_reading(manner="abusive", temperature=3.4)))


def refused(act: Callable[[], object]) -> str:
    before = Entry.objects.count()
    with pytest.raises(NotPossible) as caught:
        act()
    assert Entry.objects.count() == before
    return caught.value.code


def last_entry() -> tuple[str, str, str]:
    entry = Entry.objects.order_by("-number")[0]
    return entry.kind, entry.actor, entry.body


def test_a_newer_version_is_kept_beside_the_older_and_counts(message: Message) -> None:
    actions.keep_reading(
        message, a_reading(language="fi", manner="heated", temperature=2.0, version="2"), actor="system", at=LATER
    )
    assert sorted(message.readings.values_list("version", flat=True)) == ["1", "2"]
    message.refresh_from_db()
    assert (message.language, message.manner, message.temperature) == ("fi", "heated", 2.0)
    message.conversation.refresh_from_db()
    assert (message.conversation.manner, message.conversation.temperature) == ("heated", 2.0)
    assert last_entry() == ("message.read", "system", '{"version":"2"}')


def test_the_same_version_again_takes_the_place_of_its_reading(message: Message) -> None:
    for manner in ("heated", "civil"):
        actions.keep_reading(message, a_reading(manner=manner), actor="system", at=LATER)
    assert Reading.objects.get().body["manner"]["level"] == "civil"


class TestRevealing:
    """Outline first, then the words; each look is kept."""

    def test_the_words_come_only_after_the_outline(self, message: Message) -> None:
        assert refused(lambda: actions.reveal(message, 2, by=ada(), at=LATER)) == "step"
        actions.reveal(message, 1, by=ada(), at=LATER)
        assert refused(lambda: actions.reveal(message, 2, by=bo(), at=LATER)) == "step"
        actions.reveal(message, 2, by=ada(), at=LATER)
        assert list(Reveal.objects.order_by("pk").values_list("member", "step")) == [(ada().pk, 1), (ada().pk, 2)]
        assert last_entry() == ("message.revealed", ada().actor, '{"step":2}')

    @pytest.mark.parametrize("step", [0, 3, -1])
    def test_there_are_two_steps(self, message: Message, step: int) -> None:
        actions.reveal(message, 1, by=ada(), at=LATER)
        assert refused(lambda: actions.reveal(message, step, by=ada(), at=LATER)) == "step"

    def test_of_another_message_the_outline_does_not_count(self, message: Message) -> None:
        other = filed(an_arrival(subject="Another matter"))
        actions.reveal(other, 1, by=ada(), at=LATER)
        assert refused(lambda: actions.reveal(message, 2, by=ada(), at=LATER)) == "step"


class TestCorrecting:
    """A member says what would be right; the reading stays."""

    @pytest.mark.parametrize(
        ("about", "found", "better"),
        [
            ("manner", "abusive", "heated"),
            ("target", "none", "staff"),
            ("language", "en", "fi"),
            ("temperature", "3", "1"),
            ("demand", "reasonable", "unreasonable"),
        ],
    )
    def test_what_was_found_and_what_is_better_are_kept(
        self, message: Message, about: str, found: str, better: str
    ) -> None:
        reading = message.readings.get()
        actions.correct(reading, about, better, " She is furious, no more. ", by=ada(), at=LATER)
        row = Correction.objects.get()
        assert (row.about, row.found, row.better, row.comment) == (about, found, better, "She is furious, no more.")
        assert last_entry() == (
            "reading.corrected", ada().actor, f'{{"about":"{about}","better":"{better}","found":"{found}"}}',
        )  # fmt: skip
        reading.refresh_from_db()
        assert found_in(reading.body, about) == found

    def test_the_same_word_or_something_else_altogether_is_refused(self, message: Message) -> None:
        reading = message.readings.get()
        assert refused(lambda: actions.correct(reading, "manner", "abusive", "", by=ada(), at=LATER)) == "same"
        assert refused(lambda: actions.correct(reading, "masked", "x", "", by=ada(), at=LATER)) == "about"
        assert refused(lambda: actions.correct(reading, "manner", " ", "", by=ada(), at=LATER)) == "about"


def test_asking_to_read_again_leaves_one_job(message: Message) -> None:
    for _ in range(2):
        actions.ask_to_read_again(message, by=ada(), at=LATER)
    assert Job.objects.get(name="read-again").arguments == {"message": message.pk}
    assert last_entry()[0] == "message.to-read-again"


class TestBetterParse:
    """What was read in part is read again by a better reader."""

    def in_part(self, **given: Any) -> Message:
        return filed(an_arrival(**{"level": "headers", "text": "", "problems": ("unreadable",)} | given))

    def test_text_attachments_and_level_take_the_place_of_the_old(self) -> None:
        message = self.in_part(files=(File(0, "old.bin"),))
        better = an_arrival(text="A refund, please", files=(File(0, "bill.pdf"),), problems=("cut",))
        actions.keep_parse(message, better, actor="system", at=LATER)
        message.refresh_from_db()
        assert (message.text, message.level, message.problems) == ("A refund, please", "full", ["cut"])
        assert Attachment.objects.get().filename == "bill.pdf"
        assert SearchTerm.objects.filter(message=message, term="refund").exists()
        assert last_entry() == ("message.parsed-again", "system", '{"level":"full"}')

    def test_who_wrote_is_learnt_where_nobody_knew(self) -> None:
        set_ours(["harbourline.example"], actor="system", at=START)
        message = self.in_part(sender="", to=(), sent_at=None)
        actions.keep_parse(message, an_arrival(US, CUSTOMER, days=1), actor="system", at=LATER)
        message.refresh_from_db()
        assert (message.direction, message.sender_address, message.at) == ("outbound", US, START + timedelta(days=1))
        message.conversation.refresh_from_db()
        assert str(message.conversation.contact) == CUSTOMER
        assert message.conversation.last_at == START + timedelta(days=1)
