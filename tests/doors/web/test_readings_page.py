"""Reading all messages again, seen from the desk: the settings page, the conversation, the doctor."""

from __future__ import annotations

import re
from typing import Any

import pytest
import threads
from builders import ada, bo, sam, signed_in

from evenhand.doors import clock
from evenhand.knowledge.language.shape import ModelName
from evenhand.record.conversations import actions
from evenhand.record.conversations.models import Correction, Message, Reading, Rereading
from evenhand.record.outbox.models import Heartbeat, Job
from evenhand.server.checks import earlier_readings

pytestmark = pytest.mark.django_db
ADDRESS = "/settings/readings"


def a_worker() -> None:
    now = clock.now()
    Heartbeat.objects.create(worker="lively", started_at=now, beat_at=now)


def of_an_earlier_reader(*texts: str, **found: Any) -> Message:
    """The last message of a thread that only an earlier reader has read."""
    row = threads.thread(*texts, **found)
    Reading.objects.update(version="0.0.1")
    return row.messages.order_by("-at")[0]


def read_now(message: Message) -> Reading:
    """Have it read by the present reader as well."""
    threads.read(message, manner="heated")
    Reading.objects.filter(version=ModelName().version).update(at=clock.now())
    return message.readings.get(version=ModelName().version)


def page(address: str = ADDRESS, member=None, **headers: str) -> str:
    said = signed_in(member or bo()).get(address, headers=headers).content.decode()
    return re.sub(r"\s+", " ", said)


def test_before_the_first_mail_there_is_nothing_to_read() -> None:
    assert "Nothing was read yet." in page()
    assert "Read them again now" not in page()


def test_what_an_earlier_reader_read_is_noticed_and_offered() -> None:
    of_an_earlier_reader("One", "Two")
    assert "2 messages were read by an earlier reader only." in page()
    assert "evenhand 0.0.1" in page()
    assert "I021" in earlier_readings()[0].id


def test_starting_shows_progress_that_renews_itself_and_pausing_stops_it() -> None:
    a_worker()
    of_an_earlier_reader("One", "Two")
    client = signed_in(bo())
    assert "The worker reads the messages again." in client.post(f"{ADDRESS}/start", follow=True).content.decode()
    assert "0 of 2 messages" in page()
    assert 'hx-trigger="every 3s"' in page()
    part = page(**{"hx-request": "true"})
    assert part.startswith('<div id="rereading"')
    assert "Started by Bo Lindqvist" in part
    client.post(f"{ADDRESS}/pause")
    assert "Paused by Bo Lindqvist" in page()
    assert "hx-trigger" not in page()
    client.post(f"{ADDRESS}/start")
    assert Rereading.objects.get().paused_at is None


def test_without_a_worker_it_says_what_is_safe_and_what_to_do() -> None:
    of_an_earlier_reader("One")
    actions.begin_rereading(ModelName(), by=sam(), at=clock.now())
    assert "No worker is at it. What was read stays read" in page()


def test_with_all_read_starting_and_pausing_change_nothing() -> None:
    threads.thread("One")
    client = signed_in(bo())
    assert (
        "All messages were read by this reader already."
        in client.post(f"{ADDRESS}/start", follow=True).content.decode()
    )
    assert "Nothing is being read again" in client.post(f"{ADDRESS}/pause", follow=True).content.decode()
    assert not Job.objects.exists()
    assert earlier_readings() == []


def test_the_end_is_told_with_what_could_not_be_read() -> None:
    message = of_an_earlier_reader("One")
    row = actions.begin_rereading(ModelName(), by=sam(), at=clock.now())
    row = actions.keep_batch(row.pk, {message.pk: None}, after=0, at=clock.now())
    actions.end_rereading(row, at=clock.now())
    assert "1 could not be read and keeps its earlier reading." in page()
    assert "Try again" in page()
    assert "by itself within minutes" not in page()


class TestConversation:
    """The conversation page says whose reading it shows, and can show the earlier one."""

    def test_the_earlier_reading_is_a_click_away_and_says_what_it_is(self) -> None:
        message = of_an_earlier_reader("You are late.")
        earlier = message.readings.get()
        read_now(message)
        address = f"/conversations/{message.conversation_id}?reading={message.pk}"
        now = page(address)
        assert f"Read by evenhand {ModelName().version}" in now
        assert f"as-read={earlier.pk}" in now
        assert "The tone is heated" in now
        then = page(f"{address}&as-read={earlier.pk}")
        assert "As read by evenhand 0.0.1" in then
        assert "A later reading counts." in then
        assert "The tone is civil." in then
        assert f"/readings/{earlier.pk}/correct" not in then

    def test_a_reading_of_another_message_is_not_shown(self) -> None:
        message, other = of_an_earlier_reader("One"), threads.thread("Other").messages.get()
        address = f"/conversations/{message.conversation_id}?reading={message.pk}"
        assert "A later reading counts." not in page(f"{address}&as-read={other.readings.get().pk}")

    def test_what_was_said_of_the_earlier_reading_is_shown_with_the_new_one(self) -> None:
        message = of_an_earlier_reader("You are late.")
        actions.correct(message.readings.get(), "manner", "abusive", "", by=ada(), at=clock.now())
        read_now(message)
        said = page(f"/conversations/{message.conversation_id}?reading={message.pk}")
        assert "Ada Virtanen says: abusive." in said
        assert "Said of the reading by evenhand 0.0.1." in said

    @pytest.mark.parametrize(
        ("better", "kept"),
        [
            ("promises:missed", ("promises", "0", "missed")),
            ("haggle:found", ("haggle", "not-found", "found")),
            ("kinds:not:insult", ("kinds", "1", "not:insult")),
        ],
    )
    def test_any_part_can_be_said_to_be_wrong(self, better, kept) -> None:
        row = threads.thread()
        message = threads.inbound(row, "You idiot.", attack="idiot")
        address = f"/conversations/{row.pk}?reading={message.pk}"
        assert f'value="{better}"' in page(address)
        signed_in(bo()).post(f"/readings/{message.readings.get().pk}/correct", {"better": better, "comment": "Look."})
        assert Correction.objects.values_list("about", "found", "better").get() == kept
        assert "Bo Lindqvist says: " in page(address)

    def test_something_else_needs_words(self) -> None:
        message = threads.thread("Hm.").messages.get()
        address = f"/readings/{message.readings.get().pk}/correct"
        answer = signed_in(bo()).post(address, {"better": "other:other"}, follow=True)
        assert "Say in a few words what is wrong." in answer.content.decode()
        assert not Correction.objects.exists()
