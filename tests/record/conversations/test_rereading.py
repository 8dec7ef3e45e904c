"""Reading all messages again: what is begun, kept, paused and ended, and what stays as it was."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from builders import bo, somebody
from mail import LATER, a_reading, an_arrival, file, filed

from evenhand.knowledge.language.shape import ModelName
from evenhand.record.conversations import actions
from evenhand.record.conversations.actions import NotPossible
from evenhand.record.conversations.models import Conversation, Message, Reading, Rereading
from evenhand.record.conversations.queries_readings import how_many_wait, latest_rereading, next_batch, state_of
from evenhand.record.ledger.models import Entry
from evenhand.record.outbox.models import Job

pytestmark = pytest.mark.django_db
OLD, NEW = ModelName("evenhand", "1"), ModelName("evenhand", "2")


def messages_read_by(version: str = "1", count: int = 3) -> list[int]:
    """So many messages from customers, each read as abusive."""
    reading = a_reading(manner="abusive", temperature=3.0, version=version)
    arrivals = [an_arrival(f"mia{n}@acme.example", reading=reading, days=n / 10) for n in range(count)]
    file(*arrivals)
    return list(Message.objects.order_by("pk").values_list("pk", flat=True))


def body(manner: str = "heated", **more: Any) -> dict[str, Any]:
    return a_reading(manner=manner, temperature=2.0, version="2", **more)


def begun(at: datetime = LATER) -> Rereading:
    return actions.begin_rereading(NEW, by=None, at=at)


def test_what_another_reader_read_waits_in_order() -> None:
    first, second, third = messages_read_by()
    Reading.objects.create(message_id=second, model="evenhand", version="2", at=LATER, body=body())
    assert how_many_wait(NEW) == 2
    assert how_many_wait(OLD) == 0
    assert next_batch(NEW, after=0, most=10) == [first, third]
    assert next_batch(NEW, after=first, most=10) == [third]


def test_a_message_that_was_never_read_does_not_wait() -> None:
    filed(an_arrival())
    assert how_many_wait(NEW) == 0


def test_beginning_leaves_a_row_a_job_and_an_entry() -> None:
    messages_read_by()
    row = actions.begin_rereading(NEW, by=bo(), at=LATER)
    assert (row.model, row.version, row.total, row.done, row.by) == ("evenhand", "2", 3, 0, bo())
    assert Job.objects.get(name="reread").arguments == {"rereading": row.pk}
    assert (Entry.objects.get(kind="rereading.begun").actor) == bo().actor


def test_beginning_twice_is_beginning_once() -> None:
    messages_read_by()
    assert begun() == begun()
    assert Job.objects.filter(name="reread").count() == 1


def test_with_nothing_to_read_it_is_refused() -> None:
    messages_read_by("2")
    with pytest.raises(NotPossible) as caught:
        begun()
    assert caught.value.code == "read-already"
    assert not Rereading.objects.exists()


def test_a_batch_moves_messages_conversations_and_cursor_and_keeps_the_earlier_readings() -> None:
    first, second, third = messages_read_by()
    row = begun()
    row = actions.keep_batch(row.pk, {first: body(), second: body("civil")}, after=0, at=LATER)
    assert (row.cursor, row.done, row.not_read) == (second, 2, 0)
    assert list(Message.objects.order_by("pk").values_list("manner", flat=True)) == ["heated", "civil", "abusive"]
    assert Message.objects.get(pk=first).conversation.temperature == 2.0
    assert Conversation.objects.get(messages=third).manner == "abusive"
    kept = Reading.objects.filter(message=first).order_by("version").values_list("version", "manner")
    assert list(kept) == [("1", "abusive"), ("2", "heated")]
    assert Entry.objects.get(kind="messages.read-again").subject == f"rereading:{row.pk}"


def test_a_batch_that_another_worker_had_is_left_alone() -> None:
    first, second, _ = messages_read_by()
    row = begun()
    actions.keep_batch(row.pk, {first: body(), second: body()}, after=0, at=LATER)
    again = actions.keep_batch(row.pk, {first: body("civil")}, after=0, at=LATER)
    assert (again.cursor, again.done) == (second, 2)
    assert Message.objects.get(pk=first).manner == "heated"


def test_what_could_not_be_read_is_counted_and_keeps_its_reading() -> None:
    ids = messages_read_by()
    row = actions.keep_batch(begun().pk, dict.fromkeys(ids), after=0, at=LATER)
    assert (row.done, row.not_read) == (3, 3)
    assert set(Message.objects.values_list("manner", flat=True)) == {"abusive"}


def test_a_message_that_is_gone_or_was_read_meanwhile_does_no_harm() -> None:
    first, second, third = messages_read_by()
    row = begun()
    actions.keep_reading(Message.objects.get(pk=first), body("civil"), actor="system", at=LATER)
    Message.objects.filter(pk=second).delete()
    actions.keep_batch(row.pk, {first: body(), second: body(), third: body()}, after=0, at=LATER)
    assert Message.objects.get(pk=first).manner == "civil"
    assert Reading.objects.filter(version="2").count() == 2


def test_pausing_keeps_the_place_and_going_on_takes_it_up() -> None:
    ids = messages_read_by()
    row = begun()
    actions.keep_batch(row.pk, {ids[0]: body()}, after=0, at=LATER)
    Job.objects.all().delete()
    actions.pause_rereading(NEW, by=bo(), at=LATER)
    with pytest.raises(NotPossible):
        actions.pause_rereading(NEW, by=bo(), at=LATER)
    later = LATER + timedelta(hours=1)
    row = actions.begin_rereading(NEW, by=bo(), at=later)
    assert (row.paused_at, row.cursor, row.done, row.done_before, row.resumed_at) == (None, ids[0], 1, 1, later)
    assert Job.objects.filter(name="reread").exists()
    told = Entry.objects.filter(kind__startswith="rereading").order_by("number").values_list("kind", flat=True)
    assert list(told) == ["rereading.begun", "rereading.paused", "rereading.gone-on"]


def test_a_newer_reader_ends_what_an_earlier_one_had_not_finished() -> None:
    messages_read_by()
    older = begun()
    newer = actions.begin_rereading(ModelName("evenhand", "3"), by=None, at=LATER)
    older.refresh_from_db()
    assert older.ended_at == LATER
    assert newer.ended_at is None
    assert actions.keep_batch(older.pk, {1: body()}, after=0, at=LATER).done == 0


class TestByItself:
    """The worker looks every few minutes."""

    def test_it_begins_once_there_is_a_newer_reader(self) -> None:
        messages_read_by()
        assert actions.look_for_new_reader(OLD, at=LATER) is None
        row = actions.look_for_new_reader(NEW, at=LATER)
        assert row is not None
        assert row.by is None
        assert actions.look_for_new_reader(NEW, at=LATER) == row
        assert Job.objects.filter(name="reread").count() == 1

    def test_what_somebody_paused_stays_paused(self) -> None:
        messages_read_by()
        begun()
        actions.pause_rereading(NEW, by=bo(), at=LATER)
        Job.objects.all().delete()
        row = actions.look_for_new_reader(NEW, at=LATER + timedelta(days=1))
        assert row is not None
        assert row.paused_by == bo()
        assert not Job.objects.exists()

    def test_what_fell_silent_is_taken_up(self) -> None:
        messages_read_by()
        begun()
        Job.objects.all().delete()
        actions.look_for_new_reader(NEW, at=LATER + timedelta(minutes=1))
        assert not Job.objects.exists()
        actions.look_for_new_reader(NEW, at=LATER + timedelta(minutes=5))
        assert Job.objects.filter(name="reread").count() == 1

    def test_what_could_not_be_read_is_not_tried_for_ever(self) -> None:
        ids = messages_read_by()
        row = actions.keep_batch(begun().pk, dict.fromkeys(ids), after=0, at=LATER)
        actions.end_rereading(row, at=LATER)
        assert actions.look_for_new_reader(NEW, at=LATER) is None
        assert latest_rereading(NEW) == row

    def test_messages_that_came_with_an_old_reading_after_the_end_are_read_too(self) -> None:
        ids = messages_read_by()
        row = actions.keep_batch(begun().pk, {pk: body() for pk in ids}, after=0, at=LATER)
        actions.end_rereading(row, at=LATER)
        messages_read_by(count=1)
        again = actions.look_for_new_reader(NEW, at=LATER)
        assert again is not None
        assert (again.pk != row.pk, again.total) == (True, 1)


class TestPace:
    """How fast it is, and how long it takes still."""

    def test_pace_and_time_left_come_from_the_present_stretch(self) -> None:
        ids = messages_read_by()
        row = actions.keep_batch(begun().pk, {ids[0]: body()}, after=0, at=LATER + timedelta(seconds=10))
        state = state_of(row, now=LATER + timedelta(seconds=11))
        assert state.is_running
        assert state.per_second == pytest.approx(0.1)
        assert state.left == timedelta(seconds=20)

    def test_silence_is_said_and_hides_the_time_left(self) -> None:
        ids = messages_read_by()
        row = actions.keep_batch(begun().pk, {ids[0]: body()}, after=0, at=LATER + timedelta(seconds=10))
        state = state_of(row, now=LATER + timedelta(minutes=10))
        assert (state.is_running, state.is_silent, state.left) == (False, True, None)

    def test_a_stretch_begins_anew_after_a_silence(self) -> None:
        ids = messages_read_by()
        row = begun()
        actions.keep_batch(row.pk, {ids[0]: body()}, after=0, at=LATER + timedelta(hours=1))
        row = actions.keep_batch(row.pk, {ids[1]: body()}, after=ids[0], at=LATER + timedelta(hours=1, seconds=10))
        assert state_of(row, now=LATER + timedelta(hours=1, seconds=11)).per_second == pytest.approx(0.1)


def test_a_member_who_leaves_the_record_leaves_the_row() -> None:
    messages_read_by()
    tom = somebody("Tom Barker", ["lead"])
    row = actions.begin_rereading(NEW, by=tom, at=LATER)
    tom.delete()
    row.refresh_from_db()
    assert row.by is None
