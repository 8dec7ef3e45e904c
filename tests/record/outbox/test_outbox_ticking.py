"""Work that comes round."""

from __future__ import annotations

from datetime import timedelta

import pytest
from fake_clock import FakeClock

from evenhand.record.outbox import claiming
from evenhand.record.outbox.models import Job, Tick
from evenhand.record.outbox.ticking import enqueue_if_due

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def test_the_first_tick_is_due_and_the_next_an_hour_later() -> None:
    clock = FakeClock()
    ticks = []
    for _ in range(5):
        job = enqueue_if_due("tidy", every=HOUR, at=clock())
        ticks.append(job is not None)
        Job.objects.all().delete()
        clock.pass_(minutes=30)
    assert ticks == [True, False, True, False, True]


def test_two_workers_that_ask_at_the_same_time_enqueue_once() -> None:
    clock = FakeClock()
    assert enqueue_if_due("tidy", every=HOUR, at=clock()) is not None
    assert enqueue_if_due("tidy", every=HOUR, at=clock()) is None
    assert Job.objects.count() == 1


def test_a_tick_that_another_worker_moves_in_between_is_left_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = FakeClock()
    enqueue_if_due("tidy", every=HOUR, at=clock())
    Job.objects.all().delete()
    old = Tick.objects.get(name="tidy")
    now = clock.pass_(hours=2)
    Tick.objects.update(last_at=now)
    monkeypatch.setattr(Tick.objects, "get_or_create", lambda **_: (old, False))
    assert enqueue_if_due("tidy", every=HOUR, at=now) is None


def test_nothing_piles_up_while_no_worker_runs() -> None:
    clock = FakeClock()
    for _ in range(4):
        enqueue_if_due("tidy", every=HOUR, at=clock())
        clock.pass_(hours=1)
    assert Job.objects.filter(state="waiting").count() == 1


def test_a_clock_that_was_set_back_does_not_stop_the_ticks() -> None:
    clock = FakeClock()
    enqueue_if_due("tidy", every=HOUR, at=clock())
    claiming.claim_next(token="t", at=clock())
    clock.pass_(days=-3)
    assert enqueue_if_due("tidy", every=HOUR, at=clock()) is not None
    assert enqueue_if_due("tidy", every=HOUR, at=clock.pass_(minutes=1)) is None
