"""Each handler is run twice: the second run must do no harm."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from builders import ada, helena, sam
from django.contrib.sessions.models import Session
from fake_clock import FakeClock
from mail import a_raw, an_arrival, filed
from pytest_django import Settings
from threads import thread

from evenhand.doors import clock
from evenhand.doors.intake.lock import only_import
from evenhand.doors.jobs.handlers import HANDLERS
from evenhand.doors.jobs.running import Interrupted
from evenhand.record.conversations import actions
from evenhand.record.conversations.models import Conversation, Message, Raw, Reading, Run
from evenhand.record.erasing import retention
from evenhand.record.erasing.models import RetentionNotice
from evenhand.record.ledger.models import Entry
from evenhand.record.outbox.models import Job
from evenhand.server.workspace import Workspace

pytestmark = pytest.mark.django_db


class Quiet:
    """A job whose progress is only noted."""

    def __init__(self) -> None:
        self.told: list[tuple[int, int | None]] = []

    def progress(self, done: int, total: int | None = None, **more: Any) -> None:
        self.told.append((done, total))

    def stopping(self) -> bool:
        return False


def run_twice(name: str, arguments: Mapping[str, Any] | None = None) -> tuple[int, int]:
    """Run a handler twice; how many entries the ledger has after each."""
    after = []
    for _ in range(2):
        HANDLERS[name](arguments or {}, Quiet())
        after.append(Entry.objects.count())
    return after[0], after[1]


@pytest.fixture(autouse=True)
def real_workspace(tmp_path: Path, settings: Settings) -> None:
    settings.WORKSPACE = Workspace(tmp_path)


def test_snoozed_conversations_come_back_when_their_time_has_come(monkeypatch: pytest.MonkeyPatch) -> None:
    desk_time = FakeClock(clock.now())
    monkeypatch.setattr(clock, "now", desk_time)
    conversation = filed(an_arrival()).conversation
    actions.snooze(conversation, desk_time() + timedelta(hours=2), by=ada(), at=desk_time())
    HANDLERS["wake-snoozed"]({}, Quiet())
    assert Conversation.objects.get(pk=conversation.pk).snoozed_until is not None
    desk_time.pass_(hours=3)
    first, second = run_twice("wake-snoozed")
    assert Conversation.objects.get(pk=conversation.pk).snoozed_until is None
    assert first == second


def test_without_stored_mail_that_waits_no_import_is_begun() -> None:
    run_twice("finish-import")
    assert not Run.objects.exists()


def test_an_import_that_is_at_work_is_left_to_itself(tmp_path: Path) -> None:
    raw = a_raw()
    with only_import(tmp_path):
        HANDLERS["finish-import"]({}, Quiet())
    raw.refresh_from_db()
    assert raw.state == Raw.State.WAITING


def test_telling_directions_again_changes_nothing_the_second_time() -> None:
    filed(an_arrival())
    first, second = run_twice("recompute-directions")
    assert first == second
    job = Quiet()
    HANDLERS["recompute-directions"]({}, job)
    assert job.told[-1] == (1, 1)


def test_a_message_that_is_read_twice_has_one_reading() -> None:
    message = filed(an_arrival(text="You are late again. Send it today."))
    run_twice("read-again", {"message": message.pk})
    assert Reading.objects.filter(message=message).count() == 1


def test_a_message_that_is_gone_is_let_be() -> None:
    run_twice("read-again", {"message": 987_654})
    assert not Message.objects.exists()


def test_old_jobs_are_tidied_away() -> None:
    now = clock.now()
    Job.objects.create(name="greet", state="done", enqueued_at=now, due_at=now, finished_at=now - timedelta(days=30))
    run_twice("tidy")
    assert not Job.objects.exists()


def test_tidying_takes_sessions_away_that_are_over() -> None:
    """What they hold (the token of a link that was opened and not used) must not lie about."""
    for days in (-1, 1):
        end = datetime.now(UTC) + timedelta(days=days)
        Session.objects.create(session_key=f"day {days}", session_data="x", expire_date=end)
    for _ in range(2):
        HANDLERS["tidy"]({}, Quiet())
    assert [row.session_key for row in Session.objects.all()] == ["day 1"]


def test_what_is_kept_no_longer_is_announced_and_let_go_once() -> None:
    row = thread(ended=clock.now() - timedelta(days=100))
    actions.close(row, by=ada(), at=row.last_at)
    asked = retention.ask_rule("conversations", 1, reason="", by=helena(), at=row.last_at)
    retention.approve_rule(asked, by=sam(), at=row.last_at)
    run_twice("retention")
    notice = RetentionNotice.objects.get()
    assert notice.done_at is None
    RetentionNotice.objects.update(goes_at=clock.now())
    run_twice("retention")
    notice.refresh_from_db()
    assert notice.taken == 1
    assert not Message.objects.exclude(text="").exists()


def test_a_worker_that_stops_leaves_the_rest_for_later() -> None:
    class Stopping(Quiet):
        def stopping(self) -> bool:
            return True

    with pytest.raises(Interrupted):
        HANDLERS["retention"]({}, Stopping())
