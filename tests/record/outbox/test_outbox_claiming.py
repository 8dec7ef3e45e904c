"""Claims, leases and what becomes of an attempt."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from django.db import transaction
from fake_clock import FakeClock
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from evenhand.record.outbox import claiming
from evenhand.record.outbox.actions import enqueue
from evenhand.record.outbox.claiming import Claim, LeaseLost
from evenhand.record.outbox.models import Job

pytestmark = pytest.mark.django_db
tokens = map(str, count())


def put(clock: FakeClock, name: str = "greet", **more: Any) -> Job:
    """A waiting job."""
    with transaction.atomic():
        return enqueue(name, {"id": 7}, at=clock(), **more)


def take(clock: FakeClock) -> Claim:
    """A claim of the job that must be due."""
    claim = claiming.claim_next(token=next(tokens), at=clock())
    assert claim is not None
    return claim


def state_of(claim: Claim) -> Job:
    """The job's row as it is now."""
    return Job.objects.get(pk=claim.job)


def test_a_claim_holds_the_job_for_a_lease_and_counts_the_attempt() -> None:
    clock = FakeClock()
    put(clock)
    claim = take(clock)
    job = state_of(claim)
    assert (claim.name, claim.arguments, claim.attempt) == ("greet", {"id": 7}, 1)
    assert (job.state, job.attempt, job.lease_until) == ("running", 1, clock() + timedelta(seconds=60))


def test_a_claimed_job_is_not_claimed_again() -> None:
    clock = FakeClock()
    put(clock)
    take(clock)
    assert claiming.claim_next(token="other", at=clock()) is None


def test_a_job_is_claimed_when_it_is_due_and_not_before() -> None:
    clock = FakeClock()
    put(clock, due_at=clock() + timedelta(minutes=5))
    assert claiming.claim_next(token="early", at=clock()) is None
    clock.pass_(minutes=5)
    assert take(clock).name == "greet"


def test_the_job_due_longest_comes_first() -> None:
    clock = FakeClock()
    put(clock, "second")
    put(clock, "first", due_at=clock() - timedelta(hours=1))
    assert [take(clock).name, take(clock).name] == ["first", "second"]


def test_a_job_that_another_worker_takes_between_look_and_claim_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = FakeClock()
    stolen, mine = put(clock), put(clock, "mine")
    due = claiming._due

    def somebody_is_faster(at: Any) -> Any:
        found = list(due(at)[:1])
        Job.objects.filter(pk=stolen.pk).update(state="running", attempt=1, lease_token="theirs")
        return type("Found", (), {"first": lambda self: found[0] if found else None})()

    monkeypatch.setattr(claiming, "_due", somebody_is_faster)
    assert take(clock).job == mine.pk
    assert Job.objects.get(pk=stolen.pk).lease_token == "theirs"


def test_a_finished_job_is_done_and_free() -> None:
    clock = FakeClock()
    put(clock)
    claim = take(clock)
    assert claiming.finish(claim, at=clock.pass_(seconds=3))
    job = state_of(claim)
    assert (job.state, job.finished_at, job.lease_until, job.lease_token) == ("done", clock(), None, "")


def test_a_failed_attempt_waits_ten_forty_and_a_hundred_and_sixty_seconds() -> None:
    clock = FakeClock()
    put(clock)
    waits = []
    for _ in range(3):
        claim = take(clock)
        claiming.fail(claim, error="ValueError: no", at=clock())
        waits.append((state_of(claim).due_at - clock()).total_seconds())
        clock.at = state_of(claim).due_at
    assert waits == [10, 40, 160]
    assert state_of(claim).error == "ValueError: no"


def test_a_job_that_fails_in_its_last_attempt_is_dead_and_keeps_the_words() -> None:
    clock = FakeClock()
    job = put(clock)
    Job.objects.filter(pk=job.pk).update(attempts_allowed=2)
    for _ in range(2):
        claim = take(clock)
        claiming.fail(claim, error="ValueError: still no", at=clock())
        clock.pass_(hours=1)
    assert (state_of(claim).state, state_of(claim).error) == ("dead", "ValueError: still no")
    assert claiming.claim_next(token="x", at=clock.pass_(days=9)) is None


def test_an_expired_lease_brings_the_job_back_at_once() -> None:
    clock = FakeClock()
    put(clock)
    take(clock)
    assert claiming.reclaim_expired(at=clock.pass_(seconds=60)) == 0
    assert claiming.reclaim_expired(at=clock.pass_(seconds=1)) == 1
    assert take(clock).attempt == 2


def test_a_beat_keeps_the_job_from_being_taken_back() -> None:
    clock = FakeClock()
    put(clock)
    claim = take(clock)
    assert claiming.extend(claim, at=clock.pass_(seconds=50))
    assert claiming.reclaim_expired(at=clock.pass_(seconds=50)) == 0


def test_a_job_that_loses_its_worker_in_every_attempt_is_dead() -> None:
    clock = FakeClock()
    job = put(clock)
    for _ in range(5):
        take(clock)
        claiming.reclaim_expired(at=clock.pass_(minutes=2))
    job.refresh_from_db()
    assert (job.state, job.attempt, job.error) == ("dead", 5, claiming.WORKER_LOST)


def test_a_worker_that_was_taken_for_dead_can_do_nothing_to_the_job_any_more() -> None:
    clock = FakeClock()
    put(clock)
    late = take(clock)
    claiming.reclaim_expired(at=clock.pass_(minutes=2))
    now = take(clock)
    assert not claiming.finish(late, at=clock())
    assert not claiming.fail(late, error="late", at=clock())
    assert not claiming.extend(late, at=clock())
    assert not claiming.give_back(late, at=clock())
    with pytest.raises(LeaseLost, match="no longer held by this worker"):
        claiming.report(late, {"done": 1})
    job = state_of(now)
    assert (job.state, job.lease_token, job.error, job.progress) == ("running", now.token, "", {})


def test_progress_can_be_read_while_the_job_runs() -> None:
    clock = FakeClock()
    put(clock)
    claim = take(clock)
    claiming.report(claim, {"done": 3, "total": 9})
    assert state_of(claim).progress == {"done": 3, "total": 9}


def test_an_interrupted_job_waits_again_and_its_attempt_does_not_count() -> None:
    clock = FakeClock()
    put(clock)
    assert claiming.give_back(take(clock), at=clock())
    assert take(clock).attempt == 1


def test_a_failed_job_leaves_its_work_to_one_of_the_same_key_that_waits() -> None:
    clock = FakeClock()
    put(clock, key="all")
    claim = take(clock)
    newer = put(clock, key="all")
    assert newer.pk != claim.job
    assert claiming.fail(claim, error="no", at=clock())
    assert state_of(claim).state == "done"
    assert state_of(claim).error == "Another job with the same key was waiting and does this work."
    assert take(clock).job == newer.pk


def test_errors_longer_than_a_page_keep_their_end() -> None:
    clock = FakeClock()
    put(clock)
    claim = take(clock)
    claiming.fail(claim, error="x" * 9000 + "end", at=clock())
    assert len(state_of(claim).error) == claiming.LONGEST_ERROR
    assert state_of(claim).error.endswith("end")


@given(attempt=st.integers(1, 10_000), jitter=st.floats(0, 1))
def test_waits_grow_stay_below_a_working_day_and_jitter_adds_a_quarter_at_most(attempt: int, jitter: float) -> None:
    plain, wait = claiming.delay_after(attempt), claiming.delay_after(attempt, jitter)
    assert timedelta(seconds=10) <= plain <= timedelta(hours=6)
    assert plain <= wait <= plain * 1.25
    assert claiming.delay_after(attempt + 1) >= plain


class AnyOrderOfEvents(TestCase):
    """Whatever happens to a job, one worker holds it at most, and it ends done or dead."""

    @settings(max_examples=40, deadline=None)
    @given(
        st.lists(st.sampled_from(["claim", "finish", "fail", "give back", "beat", "minute", "reclaim"]), max_size=40)
    )
    def test_one_holder_at_most_and_no_more_attempts_than_allowed(self, events: list[str]) -> None:
        clock = FakeClock()
        job = put(clock)
        held: list[Claim] = []
        for event in events:
            if event == "claim" and (claim := claiming.claim_next(token=next(tokens), at=clock())):
                held.append(claim)
            elif event == "minute":
                clock.pass_(seconds=61)
            elif event == "reclaim":
                claiming.reclaim_expired(at=clock())
            for claim in held:
                if event == "finish":
                    claiming.finish(claim, at=clock())
                elif event == "fail":
                    claiming.fail(claim, error="no", at=clock())
                elif event == "give back":
                    claiming.give_back(claim, at=clock())
                elif event == "beat":
                    claiming.extend(claim, at=clock())
            job.refresh_from_db()
            assert job.attempt <= job.attempts_allowed
            holders = [claim for claim in held if claim.token == job.lease_token]
            assert len(holders) == (1 if job.state == "running" else 0)
            assert (job.lease_until is not None) == (job.state == "running")
            assert (job.finished_at is not None) == (job.state in {"done", "dead"})
