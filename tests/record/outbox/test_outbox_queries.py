"""Counts, and workers that live or do not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from fake_clock import FakeClock

from evenhand.record.outbox import beating, queries
from evenhand.record.outbox.models import Job

pytestmark = pytest.mark.django_db


def test_jobs_are_counted_by_state() -> None:
    at = FakeClock()()
    for state, n in {"waiting": 3, "running": 2, "dead": 1, "done": 5}.items():
        Job.objects.bulk_create(Job(name="greet", state=state, enqueued_at=at, due_at=at) for _ in range(n))
    assert queries.job_counts() == queries.JobCounts(waiting=3, running=2, dead=1)


def test_a_job_is_overdue_when_it_has_waited_longer_than_allowed() -> None:
    clock = FakeClock()
    Job.objects.create(name="greet", enqueued_at=clock(), due_at=clock())
    assert queries.overdue(at=clock.pass_(minutes=5), by=timedelta(minutes=5)) == 0
    assert queries.overdue(at=clock.pass_(seconds=1), by=timedelta(minutes=5)) == 1


def test_a_worker_beats_into_one_row_and_is_missing_after_a_minute() -> None:
    clock = FakeClock()
    assert queries.is_missing(queries.last_beat(), at=clock())
    beating.beat("w", at=clock())
    beating.beat("w", at=clock.pass_(seconds=20), doing="greet 1")
    row = queries.workers().get()
    assert (row.started_at, row.beat_at, row.doing) == (clock() - timedelta(seconds=20), clock(), "greet 1")
    assert not queries.is_missing(queries.last_beat(), at=clock.pass_(seconds=60))
    assert queries.is_missing(queries.last_beat(), at=clock.pass_(seconds=1))


def test_a_worker_that_left_is_not_looked_for() -> None:
    beating.beat("w", at=FakeClock()())
    beating.leave("w")
    assert queries.last_beat() is None


def test_dead_jobs_come_latest_first() -> None:
    clock = FakeClock()
    for name in ("older", "newer"):
        Job.objects.create(name=name, state="dead", enqueued_at=clock(), due_at=clock(), finished_at=clock())
        clock.pass_(hours=1)
    assert [job.name for job in queries.dead_jobs()] == ["newer", "older"]
