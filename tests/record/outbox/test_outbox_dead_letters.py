"""What people do with a job that used up its attempts."""

from __future__ import annotations

import json

import pytest
from django.db import transaction
from fake_clock import FakeClock

from evenhand.record.ledger.models import Entry
from evenhand.record.outbox import claiming
from evenhand.record.outbox.actions import enqueue
from evenhand.record.outbox.dead_letters import NotDead, drop_dead, retry_dead
from evenhand.record.outbox.models import Job

pytestmark = pytest.mark.django_db


def a_dead_job(clock: FakeClock, key: str = "") -> Job:
    """A job that failed as often as it may."""
    with transaction.atomic():
        job = enqueue("greet", {"id": 7}, at=clock(), key=key)
    Job.objects.filter(pk=job.pk).update(attempts_allowed=1)
    claim = claiming.claim_next(token="t", at=clock())
    assert claim is not None
    claiming.fail(claim, error="ValueError: no", at=clock())
    return Job.objects.get(pk=job.pk)


def test_a_dead_job_that_is_tried_again_runs_from_its_first_attempt_and_the_ledger_says_who() -> None:
    clock = FakeClock()
    job = a_dead_job(clock)
    retry_dead(job, by="member:3", at=clock.pass_(hours=1))
    claim = claiming.claim_next(token="u", at=clock())
    assert claim is not None
    assert (claim.job, claim.attempt) == (job.pk, 1)
    entry = Entry.objects.get(kind="job.retried")
    assert (entry.actor, entry.subject, entry.at) == ("member:3", f"job:{job.pk}", clock())


def test_a_dropped_job_is_gone_and_the_ledger_keeps_its_name() -> None:
    clock = FakeClock()
    job = a_dead_job(clock)
    number = job.pk
    drop_dead(job, by="member:3", at=clock())
    assert not Job.objects.exists()
    entry = Entry.objects.get(kind="job.dropped")
    assert entry.subject == f"job:{number}"
    assert json.loads(entry.body) == {"name": "greet", "attempts": 1}


@pytest.mark.parametrize("act", [retry_dead, drop_dead])
def test_two_people_who_deal_with_the_same_dead_job_do_so_once(act: object) -> None:
    clock = FakeClock()
    job = a_dead_job(clock)
    again = Job.objects.get(pk=job.pk)
    act(job, by="member:3", at=clock())  # type: ignore[operator]
    with pytest.raises(NotDead, match="somebody else has dealt with it"):
        act(again, by="member:4", at=clock())  # type: ignore[operator]
    assert Entry.objects.count() == 1


def test_a_dead_job_whose_work_waits_under_its_key_is_not_doubled() -> None:
    clock = FakeClock()
    job = a_dead_job(clock, key="all")
    with transaction.atomic():
        waiting = enqueue("greet", {"id": 7}, at=clock(), key="all")
    assert retry_dead(job, by="member:3", at=clock()).pk == waiting.pk
    assert list(Job.objects.values_list("pk", flat=True)) == [waiting.pk]
