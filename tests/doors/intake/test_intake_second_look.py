"""Second looks at what customers wrote: asked for when filed, taken by the worker, kept beside the first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
from mail import LATER, a_mail, a_reading, an_arrival, mbox
from pytest_django import Settings

from evenhand.doors.encoder.nano import trouble
from evenhand.doors.intake import again, doubt, pipeline, rereading, second_look
from evenhand.doors.intake.second_look import look_again
from evenhand.doors.jobs.handlers import HANDLERS
from evenhand.doors.jobs.running import Interrupted
from evenhand.knowledge.language.reading import read, second_name
from evenhand.knowledge.language.scoring.model import shipped
from evenhand.knowledge.language.shape import ModelName
from evenhand.record.conversations import actions
from evenhand.record.conversations.incoming import Arrived
from evenhand.record.conversations.models import Conversation, Message, Reading
from evenhand.record.conversations.second_look import AT_MOST
from evenhand.record.customers.ours import Ours
from evenhand.record.ledger.models import Entry
from evenhand.record.outbox.models import Job

pytestmark = pytest.mark.django_db
OURS = Ours(frozenset({"harbourline.example"}))
there = pytest.mark.skipif(bool(trouble()), reason=f"the encoder cannot be used here: {trouble()}")
_PIECES = ("My cat would have understood it by now.", "Are you people even awake?", "Do you ever read what I write?",
           "Is anybody there at all?", "What do you people do all day?", "Nobody can be that slow.")  # fmt: skip


def a_first_look(score: float, level: str = "heated", *reasons: str) -> dict[str, Any]:
    body = a_reading(manner=level, version=ModelName().version)
    body["manner"] |= {"score": score, "reasons": list(reasons)}
    return body


def file_looked_at(*scores: float, second_look: bool = True, **given: Any) -> list[Message]:
    batch = [an_arrival(text=f"Message {at}", reading=a_first_look(score), **given) for at, score in enumerate(scores)]
    actions.file_messages(batch, ours=OURS, actor="system", at=LATER, second_look=second_look)
    return list(Message.objects.order_by("pk"))


def asked_for() -> list[int]:
    return [pk for job in Job.objects.filter(name="second-look").order_by("pk") for pk in job.arguments["messages"]]


@pytest.fixture
def encoder(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A desk that takes second looks, with an encoder that calls everything abusive; the texts that it was shown."""
    settings.SECOND_LOOK = True
    shown: list[str] = []

    def second(pool: object, batch: Sequence[Arrived], histories: object, *, second_look: bool) -> list[Arrived]:
        del pool, histories
        assert second_look
        shown.extend(item.text for item in batch)
        body = a_first_look(0.9, "abusive", "second-look") | {"model": asdict(second_name())}
        return [replace(item, reading=body) for item in batch]

    monkeypatch.setattr(doubt, "_trouble", lambda: "")
    monkeypatch.setattr(second_look, "with_readings", second)
    return shown


def test_what_is_in_doubt_is_asked_for_when_it_is_filed() -> None:
    edges = shipped().second.doubt  # type: ignore[union-attr]
    clear_low, low, high, clear_high = file_looked_at(edges.low - 0.02, edges.low, edges.high, edges.high + 0.02)
    assert asked_for() == [low.pk, high.pk]
    assert clear_low.manner == clear_high.manner == "heated"


def test_nothing_is_asked_for_where_the_desk_takes_no_second_looks() -> None:
    file_looked_at(0.5, second_look=False)
    assert not Job.objects.exists()


def test_what_we_wrote_ourselves_is_not_looked_at_again() -> None:
    file_looked_at(0.5, sender="ada@harbourline.example", to="mia@acme.example")
    assert asked_for() == []


def test_many_doubts_are_several_jobs() -> None:
    messages = file_looked_at(*[0.5] * (AT_MOST + 1))
    assert Job.objects.filter(name="second-look").count() == 2
    assert asked_for() == [message.pk for message in messages]


def test_the_second_look_stands_beside_the_first_and_is_what_the_desk_shows(encoder: list[str]) -> None:
    (message,) = file_looked_at(0.5)
    assert look_again([message.pk], clock=lambda: LATER)
    assert encoder == ["Message 0"]
    versions = Reading.objects.order_by("pk").values_list("version", "manner")
    assert list(versions) == [(ModelName().version, "heated"), (second_name().version, "abusive")]
    message.refresh_from_db()
    assert message.manner == "abusive"
    assert Entry.objects.filter(kind="message.read").count() == 1


def test_looking_twice_does_it_once(encoder: list[str]) -> None:
    messages = file_looked_at(0.5, 0.01, 0.6)
    ids = [message.pk for message in messages]
    entries = []
    for _ in range(2):
        look_again([*ids, 987_654], clock=lambda: LATER)
        entries.append(Entry.objects.count())
    assert encoder == ["Message 0", "Message 2"]
    assert entries[0] == entries[1]
    assert Reading.objects.filter(version=second_name().version).count() == 2


def test_a_worker_that_leaves_in_the_middle_goes_on_from_there(encoder: list[str]) -> None:
    ids = [message.pk for message in file_looked_at(0.5, 0.6, 0.7)]
    assert not look_again(ids, clock=lambda: LATER, leave=lambda: True)
    assert encoder == ["Message 0"]
    assert look_again(ids, clock=lambda: LATER)
    assert encoder == ["Message 0", "Message 1", "Message 2"]


def test_the_job_gives_itself_back_when_the_worker_is_to_leave(encoder: list[str]) -> None:
    class Leaving:
        def progress(self, done: int, total: int | None = None, **more: Any) -> None: ...

        def stopping(self) -> bool:
            return True

    ids = [message.pk for message in file_looked_at(0.5, 0.6)]
    with pytest.raises(Interrupted):
        HANDLERS["second-look"]({"messages": ids}, Leaving())
    assert len(encoder) == 1


def test_a_desk_that_was_switched_off_meanwhile_looks_at_nothing(encoder: list[str], settings: Settings) -> None:
    ids = [message.pk for message in file_looked_at(0.5)]
    settings.SECOND_LOOK = False
    assert look_again(ids, clock=lambda: LATER)
    assert encoder == []


def test_a_first_look_taken_anew_asks_for_a_second_one_again(encoder: list[str]) -> None:
    (message,) = file_looked_at(0.5)
    look_again([message.pk], clock=lambda: LATER)
    Job.objects.all().delete()
    actions.keep_reading(message, a_first_look(0.4), actor="system", at=LATER, second_look=True)
    assert asked_for() == [message.pk]


def test_what_an_earlier_reader_read_is_asked_for_when_it_is_read_again(encoder: list[str]) -> None:
    old = a_first_look(0.01) | {"model": {"name": "evenhand", "version": "0.0.1"}}
    actions.file_messages([an_arrival(reading=old)], ours=OURS, actor="system", at=LATER)
    message = Message.objects.get()
    row = actions.begin_rereading(ModelName(), by=None, at=LATER)
    actions.keep_batch(row.pk, {message.pk: a_first_look(0.5)}, after=0, at=LATER, second_look=True)
    assert asked_for() == [message.pk]


@pytest.mark.parametrize("door", [pipeline, again, rereading])
def test_every_door_asks_whether_the_desk_takes_second_looks(door: Any) -> None:
    assert door.is_wanted is doubt.is_wanted


def test_without_the_encoder_nothing_is_wanted(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.SECOND_LOOK = True
    monkeypatch.setattr(doubt, "_trouble", lambda: "not installed")
    assert not doubt.is_wanted()


@there
def test_adas_import_waits_for_nothing_and_the_worker_looks_again(
    take: Callable[..., Any], tmp_path: Path, settings: Settings
) -> None:
    """From the mailbox to the second reading, with the encoder itself in the bounded child."""
    settings.SECOND_LOOK = True
    edges = shipped().second.doubt  # type: ignore[union-attr]
    texts = [text for text in _PIECES if edges.holds(read(text).manner.score)]
    assert texts, "None of these pieces is in doubt any more; choose others."
    mails = [a_mail(text=text, subject=f"No {at}", message_id=f"{at}@x.example") for at, text in enumerate(texts)]
    (tmp_path / "box.mbox").write_bytes(mbox(mails))
    take(tmp_path / "box.mbox")
    assert not Reading.objects.filter(version=second_name().version).exists()
    ids = asked_for()
    assert len(ids) == len(texts)
    look_again(ids, clock=lambda: LATER)
    again = Reading.objects.filter(version=second_name().version)
    assert again.count() == len(texts)
    assert all("second-look" in reading.body["manner"]["reasons"] for reading in again)
    assert Reading.objects.filter(version=ModelName().version).count() == len(texts)
    assert Conversation.objects.count() == len(texts)
