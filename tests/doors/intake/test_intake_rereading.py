"""Reading on for a stretch: whose words are the history, who goes first, and what is let be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from builders import bo
from mail import LATER, a_turn, an_arrival, file

from evenhand.doors.intake import rereading
from evenhand.doors.intake.rereading import OtherReader, read_on
from evenhand.doors.jobs.handlers import HANDLERS
from evenhand.knowledge.language.shape import ModelName
from evenhand.record.conversations import actions
from evenhand.record.conversations.history import EARLIER_MESSAGES, earlier
from evenhand.record.conversations.models import Message, Reading, Rereading, Run
from evenhand.record.conversations.queries_readings import next_batch
from evenhand.record.outbox.models import Job

pytestmark = pytest.mark.django_db
OLD = {"language": "en", "manner": {"level": "civil"}, "temperature": {"value": 0.0},
       "model": {"name": "evenhand", "version": "0.0.1"}}  # fmt: skip
TEXTS = ("Where is it?", "You are a useless idiot.", "Thanks, it came.", "", "One more thing.")


def messages_of_an_earlier_reader() -> list[Message]:
    file(*(an_arrival(f"m{n}@acme.example", text=text, reading=OLD, days=n) for n, text in enumerate(TEXTS)))
    return list(Message.objects.order_by("pk"))


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rereading, "BATCH", 2)


def begun() -> Rereading:
    return actions.begin_rereading(ModelName(), by=None, at=LATER)


def on(row: Rereading, *, give_way: Callable[[], bool] = lambda: False) -> list[tuple[int, int]]:
    """Read on; what was told of the progress."""
    told: list[tuple[int, int]] = []
    read_on(row.pk, clock=lambda: LATER, give_way=give_way, progress=lambda *progress: told.append(progress))
    row.refresh_from_db()
    return told


@pytest.mark.usefixtures("small_batches")
def test_everything_is_read_batch_by_batch_and_the_end_is_kept() -> None:
    messages = messages_of_an_earlier_reader()
    row = begun()
    assert on(row) == [(2, 5), (4, 5), (5, 5)]
    assert (row.ended_at, row.not_read) == (LATER, 1)
    assert Message.objects.get(pk=messages[1].pk).manner == "abusive"
    assert Reading.objects.filter(version="0.0.1").count() == 5
    assert Reading.objects.filter(version=ModelName().version).count() == 4
    assert on(row) == []


@pytest.mark.usefixtures("small_batches")
def test_whoever_else_waits_goes_first_after_a_batch() -> None:
    messages_of_an_earlier_reader()
    row = begun()
    Job.objects.all().delete()
    assert on(row, give_way=lambda: True) == [(2, 5)]
    assert Job.objects.get().arguments == {"rereading": row.pk}


@pytest.mark.usefixtures("small_batches")
def test_while_mail_comes_in_there_is_a_pause_between_batches() -> None:
    messages_of_an_earlier_reader()
    Run.objects.create(origin="box", started_at=LATER, beat_at=LATER)
    row = begun()
    Job.objects.all().delete()
    on(row)
    assert row.done == 2
    assert Job.objects.get().due_at == LATER + rereading.DURING_IMPORT


@pytest.mark.usefixtures("small_batches")
def test_a_pause_comes_after_the_batch_at_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    messages_of_an_earlier_reader()
    row = begun()
    reads = rereading._read

    def paused_meanwhile(*given: Any) -> Any:
        found = reads(*given)
        actions.pause_rereading(ModelName(), by=bo(), at=LATER)
        return found

    monkeypatch.setattr(rereading, "_read", paused_meanwhile)
    assert on(row) == [(2, 5)]
    assert on(row) == []


def test_what_is_gone_or_another_readers_is_let_be() -> None:
    messages_of_an_earlier_reader()
    row = begun()
    Rereading.objects.update(version="9")
    assert on(row) == []
    HANDLERS["reread"]({"rereading": 987_654}, Quiet())


def test_children_of_another_version_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    messages_of_an_earlier_reader()
    row = begun()
    Rereading.objects.update(version="9")
    monkeypatch.setattr(rereading, "ModelName", lambda: ModelName(version="9"))
    with pytest.raises(OtherReader):
        on(row)
    assert Reading.objects.exclude(version="0.0.1").count() == 0


class Quiet:
    """A job of which nothing is wanted."""

    def progress(self, done: int, total: int | None = None, **more: Any) -> None:
        pass

    def stopping(self) -> bool:
        return False


def test_the_jobs_may_run_twice() -> None:
    messages_of_an_earlier_reader()
    for _ in range(2):
        HANDLERS["look-for-reader"]({}, Quiet())
    row = Rereading.objects.get()
    for _ in range(2):
        HANDLERS["reread"]({"rereading": row.pk}, Quiet())
    assert next_batch(ModelName(), after=row.cursor, most=9) == [
        message.pk for message in Message.objects.filter(text="")
    ]


class TestHistory:
    """A message in the middle of a long thread is read with what stood before it, not with the end of the thread."""

    def test_the_latest_before_it_oldest_first(self) -> None:
        file(*(a_turn(place, text=f"Turn {place}") for place in range(30)))
        message = Message.objects.get(text="Turn 12")
        assert [past.text for past in earlier(message)] == [f"Turn {12 - n}" for n in range(EARLIER_MESSAGES, 0, -1)]

    def test_notes_and_what_comes_later_are_not_part_of_it(self) -> None:
        file(a_turn(0, text="First"), a_turn(1, "note", text="He again"), a_turn(2, text="Second"), a_turn(3))
        assert [past.text for past in earlier(Message.objects.get(text="Second"))] == ["First"]
