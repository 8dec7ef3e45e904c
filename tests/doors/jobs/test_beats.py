"""The thread beside the worker."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from fake_clock import FakeClock

from evenhand.doors.jobs.beats import Beats
from evenhand.record.outbox import claiming
from evenhand.record.outbox.actions import enqueue
from evenhand.record.outbox.models import Heartbeat, Job

pytestmark = pytest.mark.django_db
LEASE = timedelta(seconds=60)


def test_a_beat_holds_the_lease_of_the_job_that_runs_and_names_it() -> None:
    clock = FakeClock()
    with transaction.atomic():
        job = enqueue("greet", {}, at=clock())
    claim = claiming.claim_next(token="t", at=clock())
    assert claim is not None
    beats = Beats("w", clock, LEASE)
    with beats.during(claim):
        clock.pass_(seconds=20)
        beats.beat()
    job.refresh_from_db()
    assert job.lease_until == clock() + LEASE
    assert Heartbeat.objects.get().doing == f"greet {job.pk}"


def test_between_jobs_a_beat_says_only_that_the_worker_lives() -> None:
    clock = FakeClock()
    with transaction.atomic():
        enqueue("greet", {}, at=clock())
    claim = claiming.claim_next(token="t", at=clock())
    assert claim is not None
    beats = Beats("w", clock, LEASE)
    with beats.during(claim):
        pass
    clock.pass_(seconds=20)
    beats.beat()
    assert Heartbeat.objects.get().doing == ""
    assert Job.objects.get().lease_until == clock() + LEASE - timedelta(seconds=20)


def test_the_thread_ends_with_the_block() -> None:
    with Beats("w", FakeClock(), LEASE) as beats:
        assert beats._thread.is_alive()
    assert not beats._thread.is_alive()
