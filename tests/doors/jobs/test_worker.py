"""What a worker makes of a job, step by step, under a clock that the test holds."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, InterfaceError, OperationalError, transaction
from fake_clock import FakeClock

from evenhand.doors.jobs.running import Handler, Interrupted, RunningJob
from evenhand.doors.jobs.worker import Worker, describe
from evenhand.record.outbox import claiming
from evenhand.record.outbox.actions import enqueue
from evenhand.record.outbox.models import Heartbeat, Job

pytestmark = pytest.mark.django_db


class Shop:
    """A worker, its clock, what its handlers were called with and how long it paused."""

    def __init__(self, handler: Handler | None = None, schedule: Mapping[str, timedelta] | None = None) -> None:
        self.clock = FakeClock()
        self.calls: list[Mapping[str, Any]] = []
        self.pauses: list[float] = []
        self.worker = Worker(
            name="w",
            handlers={"greet": handler or self.note, "tidy": self.note},
            schedule=schedule or {},
            clock=self.clock,
            jitter=lambda: 0.0,
            pause=self.pauses.append,
        )

    def note(self, arguments: Mapping[str, Any], job: RunningJob) -> None:
        """A handler that does its work."""
        self.calls.append(arguments)

    def put(self, name: str = "greet", **arguments: Any) -> Job:
        """A waiting job."""
        with transaction.atomic():
            return enqueue(name, arguments, at=self.clock())

    def work(self) -> Job:
        """Let the worker do what is due; the job that was put last."""
        self.worker.run(until_idle=True)
        return Job.objects.latest("pk")


def failing(times: int, error: Exception) -> Callable[..., Any]:
    """A function that fails so often, then hands over to what it replaced."""
    left = [times]

    def wrap(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **more: Any) -> Any:
            if left[0]:
                left[0] -= 1
                raise error
            return real(*arguments, **more)

        return call

    return wrap


def test_a_worker_does_what_is_due_with_its_arguments_and_leaves_when_idle() -> None:
    shop = Shop()
    shop.put(id=7)
    shop.put(id=8)
    assert shop.work().state == "done"
    assert shop.calls == [{"id": 7}, {"id": 8}]
    assert not Heartbeat.objects.exists()


def test_an_error_is_kept_in_words_with_its_place_and_the_job_is_tried_again_later() -> None:
    def handler(arguments: Mapping[str, Any], job: RunningJob) -> None:
        raise ValueError("The letter has no address.")

    shop = Shop(handler)
    shop.put()
    job = shop.work()
    assert (job.state, job.attempt, job.due_at) == ("waiting", 1, shop.clock() + timedelta(seconds=10))
    assert job.error.startswith("ValueError: The letter has no address.\n")
    assert "test_worker.py" in job.error


def test_an_attempt_that_succeeds_forgets_the_error_before_it() -> None:
    failures = [ValueError("once")]

    def handler(arguments: Mapping[str, Any], job: RunningJob) -> None:
        if failures:
            raise failures.pop()

    shop = Shop(handler)
    shop.put()
    shop.work()
    shop.clock.pass_(seconds=10)
    job = shop.work()
    assert (job.state, job.attempt, job.error) == ("done", 2, "")


def test_a_job_nobody_here_knows_says_so_and_ends_dead() -> None:
    shop = Shop()
    shop.put("dance")
    for _ in range(5):
        job = shop.work()
        shop.clock.pass_(days=1)
    assert job.state == "dead"
    assert "This Evenhand knows no job named 'dance'" in job.error


def test_a_handler_that_leaves_early_when_asked_is_run_again_without_a_lost_attempt() -> None:
    def handler(arguments: Mapping[str, Any], job: RunningJob) -> None:
        shop.worker.stop.set()
        assert job.stopping()
        raise Interrupted

    shop = Shop(handler)
    shop.put()
    job = shop.work()
    assert (job.state, job.attempt) == ("waiting", 0)


def test_a_worker_that_lost_its_job_stops_working_on_it_and_changes_nothing() -> None:
    def handler(arguments: Mapping[str, Any], job: RunningJob) -> None:
        Job.objects.update(lease_token="somebody else's")
        job.progress(1, 2)
        raise AssertionError("must not come so far")

    shop = Shop(handler)
    shop.put()
    job = shop.work()
    assert (job.state, job.lease_token, job.error, job.progress) == ("running", "somebody else's", "", {})


def test_progress_is_written_while_the_job_runs() -> None:
    seen: list[dict[str, Any]] = []

    def handler(arguments: Mapping[str, Any], job: RunningJob) -> None:
        job.progress(1, 4, file="a.mbox")
        seen.append(Job.objects.get().progress)

    shop = Shop(handler)
    shop.put()
    shop.work()
    assert seen == [{"done": 1, "total": 4, "file": "a.mbox"}]


@pytest.mark.parametrize("error", [OperationalError("database is locked"), InterfaceError("connection is closed")])
def test_a_database_that_does_not_answer_is_asked_again_with_growing_pauses(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    shop = Shop()
    shop.put()
    monkeypatch.setattr(claiming, "claim_next", failing(7, error)(claiming.claim_next))
    assert shop.work().state == "done"
    assert shop.pauses == [1, 2, 4, 8, 16, 30, 30]


def test_an_ending_that_the_database_refuses_at_first_is_written_later(monkeypatch: pytest.MonkeyPatch) -> None:
    shop = Shop()
    shop.put()
    monkeypatch.setattr(claiming, "finish", failing(3, OperationalError("database is locked"))(claiming.finish))
    assert shop.work().state == "done"
    assert (len(shop.calls), shop.pauses) == (1, [1, 2, 4])


def test_a_job_whose_ending_can_never_be_written_is_left_to_its_lease(monkeypatch: pytest.MonkeyPatch) -> None:
    shop = Shop()
    shop.put()
    monkeypatch.setattr(claiming, "finish", failing(99, OperationalError("disk full"))(claiming.finish))
    assert shop.work().state == "running"
    assert len(shop.calls) == 1


def test_a_worker_with_nothing_to_do_waits_a_second_at_a_time_and_beats() -> None:
    shop = Shop()
    beats: list[Any] = []

    def pause(seconds: float) -> None:
        shop.pauses.append(seconds)
        beats.append(Heartbeat.objects.get(worker="w").beat_at)
        shop.clock.pass_(seconds=6)
        if len(shop.pauses) == 3:
            shop.worker.stop.set()

    shop.worker.pause = pause
    shop.worker.run()
    assert shop.pauses == [1.0, 1.0, 1.0]
    assert [beat - beats[0] for beat in beats] == [timedelta(seconds=6 * n) for n in range(3)]


def test_the_schedule_is_looked_after_and_two_workers_do_the_work_once() -> None:
    one, two = Shop(schedule={"tidy": timedelta(hours=1)}), Shop(schedule={"tidy": timedelta(hours=1)})
    for _ in range(3):
        one.work()
        two.work()
        one.clock.pass_(minutes=30)
        two.clock.pass_(minutes=30)
    assert len(one.calls) + len(two.calls) == 2


def test_a_job_whose_worker_is_gone_is_taken_back() -> None:
    shop = Shop()
    shop.put()
    claiming.claim_next(token="a worker that died", at=shop.clock())
    shop.clock.pass_(seconds=61)
    job = shop.work()
    assert (job.state, job.attempt) == ("done", 2)


def test_a_worker_asked_to_stop_before_it_begins_does_nothing() -> None:
    shop = Shop()
    shop.put()
    shop.worker.stop = threading.Event()
    shop.worker.stop.set()
    assert shop.work().state == "waiting"


def test_the_words_of_an_error_tell_no_values_of_variables() -> None:
    secret = "a customer's letter"
    with pytest.raises(ZeroDivisionError) as caught:
        len(secret) // 0
    words = describe(caught.value)
    assert words.startswith("ZeroDivisionError: ")
    assert "customer" not in words


def test_the_words_of_a_database_error_tell_no_values_of_rows() -> None:
    said = (
        'duplicate key value violates unique constraint "x"\nDETAIL:  Key (address)=(mia@acme.example) already exists.'
    )
    words = describe(IntegrityError(said))
    assert words == 'IntegrityError: duplicate key value violates unique constraint "x"'


def test_what_a_failed_job_says_in_the_log_tells_no_values_of_rows(caplog: pytest.LogCaptureFixture) -> None:
    shop = Shop(failing(9, IntegrityError("twice\nDETAIL: mia@acme.example"))(lambda *_: None))
    shop.put()
    shop.work()
    assert "failed" in caplog.text
    assert "mia@acme" not in caplog.text
