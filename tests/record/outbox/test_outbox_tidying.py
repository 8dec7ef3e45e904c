"""What is deleted, and in what portions."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from fake_clock import FakeClock

from evenhand.record.outbox import beating, tidying
from evenhand.record.outbox.models import Heartbeat, Job

pytestmark = pytest.mark.django_db


def ended(at: datetime, days: float, state: str = "done", key: str = "", n: int = 1) -> None:
    """Jobs that ended so many days ago."""
    Job.objects.bulk_create(
        Job(name="greet", state=state, key=key, enqueued_at=at, due_at=at, finished_at=at - timedelta(days=days))
        for _ in range(n)
    )


def test_jobs_done_two_weeks_ago_go_and_all_others_stay() -> None:
    at = FakeClock()()
    ended(at, 15)
    ended(at, 13)
    ended(at, 99, state="dead")
    Job.objects.create(name="waits", enqueued_at=at - timedelta(days=99), due_at=at)
    assert tidying.tidy(at=at) == 1
    assert Job.objects.count() == 3


def test_what_comes_round_every_minute_is_kept_for_a_day() -> None:
    at = FakeClock()()
    ended(at, 2, key="scheduled")
    ended(at, 0.5, key="scheduled")
    assert tidying.tidy(at=at) == 1


def test_a_run_deletes_no_more_than_its_budget_and_the_next_goes_on() -> None:
    at = FakeClock()()
    ended(at, 20, n=7)
    assert [tidying.tidy(at=at, batch=2, batches=2) for _ in range(3)] == [4, 3, 0]


def test_a_worker_silent_for_a_day_is_forgotten() -> None:
    clock = FakeClock()
    beating.beat("old", at=clock())
    beating.beat("new", at=clock.pass_(hours=25))
    tidying.tidy(at=clock())
    assert [row.worker for row in Heartbeat.objects.all()] == ["new"]
