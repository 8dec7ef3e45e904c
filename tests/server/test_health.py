"""What a monitor is told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.test import Client

from evenhand.doors import clock
from evenhand.record.outbox import beating, queries
from evenhand.record.outbox.models import Job


@pytest.mark.django_db
def test_a_desk_with_a_worker_is_well_without_any_sign_in() -> None:
    beating.beat("w", at=clock.now() - timedelta(seconds=5))
    answer = Client().get("/health")
    assert answer.status_code == 200
    assert answer.json()["status"] == "ok"
    assert answer.json()["database"] == "up"
    assert 5 <= answer.json()["worker"]["last_beat_seconds"] < 60
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_jobs_are_counted() -> None:
    now = clock.now()
    for state, n in {"waiting": 2, "dead": 1, "done": 4}.items():
        Job.objects.bulk_create(Job(name="greet", state=state, enqueued_at=now, due_at=now) for _ in range(n))
    assert Client().get("/health").json()["jobs"] == {"waiting": 2, "running": 0, "dead": 1}


@pytest.mark.django_db
def test_a_desk_without_a_worker_still_serves_pages_and_says_so() -> None:
    answer = Client().get("/health")
    assert (answer.status_code, answer.json()["status"]) == (200, "no worker")
    assert answer.json()["worker"] == {"last_beat_seconds": None}


def test_a_desk_without_its_database_answers_503_and_no_details(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails() -> None:
        raise OperationalError("password authentication failed for user evenhand")

    monkeypatch.setattr(queries, "job_counts", fails)
    answer = Client().get("/health")
    assert answer.status_code == 503
    assert answer.json() == {"status": "no database", "database": "down"}


def test_health_is_only_read() -> None:
    assert Client().post("/health").status_code == 405
