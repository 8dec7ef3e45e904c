"""Jobs are written with the change that needs them, or not at all."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.db.transaction import TransactionManagementError
from fake_clock import FakeClock

from evenhand.record.outbox import claiming
from evenhand.record.outbox.actions import enqueue
from evenhand.record.outbox.models import Job


@pytest.mark.django_db(transaction=True)
def test_a_job_outside_a_transaction_is_refused() -> None:
    with pytest.raises(TransactionManagementError, match="inside the transaction of the change"):
        enqueue("greet", {}, at=FakeClock()())


@pytest.mark.django_db(transaction=True)
def test_a_job_goes_with_the_transaction_that_is_rolled_back() -> None:
    with transaction.atomic():
        enqueue("greet", {}, at=FakeClock()())
        transaction.set_rollback(True)
    assert not Job.objects.exists()


@pytest.mark.django_db
def test_one_job_of_a_key_waits_and_others_are_apart() -> None:
    at = FakeClock()()
    with transaction.atomic():
        first = enqueue("greet", {"id": 1}, at=at, key="a")
        assert enqueue("greet", {"id": 1}, at=at, key="a").pk == first.pk
        assert enqueue("greet", {"id": 2}, at=at, key="b").pk != first.pk
        assert enqueue("wave", {"id": 1}, at=at, key="a").pk != first.pk
        assert enqueue("greet", {}, at=at).pk != enqueue("greet", {}, at=at).pk


@pytest.mark.django_db
def test_a_second_wish_for_the_same_work_can_only_bring_it_forward() -> None:
    at = FakeClock()()
    with transaction.atomic():
        job = enqueue("greet", {}, at=at, key="a", due_at=at + timedelta(hours=2))
        enqueue("greet", {}, at=at, key="a", due_at=at + timedelta(hours=3))
        job.refresh_from_db()
        assert job.due_at == at + timedelta(hours=2)
        enqueue("greet", {}, at=at, key="a")
    job.refresh_from_db()
    assert job.due_at == at


@pytest.mark.django_db
def test_work_that_runs_already_does_not_cover_a_later_change() -> None:
    at = FakeClock()()
    with transaction.atomic():
        running = enqueue("greet", {}, at=at, key="a")
    claiming.claim_next(token="t", at=at)
    with transaction.atomic():
        assert enqueue("greet", {}, at=at, key="a").pk != running.pk
