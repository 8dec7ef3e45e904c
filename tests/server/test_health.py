"""What a monitor is told."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import OperationalError, transaction
from django.test import Client
from ledgers import ORIGIN, PEM, fill, sql, tampering

from evenhand.doors import clock
from evenhand.record.ledger import checkpoints, verifying
from evenhand.record.ledger.actions import append
from evenhand.record.outbox import beating, letters, queries
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


def ledger() -> dict[str, Any]:
    told: dict[str, Any] = Client().get("/health").json()
    return told["ledger"] | {"status": told["status"]}


class TestTheLedger:
    """What a monitor hears of it: no names, no sizes."""

    pytestmark = pytest.mark.django_db

    @pytest.fixture(autouse=True)
    def worker(self) -> None:
        beating.beat("w", at=clock.now())

    def test_nothing_was_verified_and_nothing_left(self) -> None:
        fill(3)
        assert ledger() == {
            "status": "ok", "whole": None, "verified_seconds": None,
            "checkpoint_outside": "none", "checkpoint_left_seconds": None,
        }  # fmt: skip

    def test_when_it_was_verified_and_that_it_is_whole_or_broken(self) -> None:
        fill(3)
        verifying.keep(verifying.verify(), at=clock.now() - timedelta(hours=1), seconds=0.1)
        assert (ledger()["whole"], ledger()["status"]) == (True, "ok")
        assert 3600 <= ledger()["verified_seconds"] < 3700
        with tampering():
            sql("UPDATE ledger_content SET body = '{}' WHERE number = 1")
            report = verifying.verify()
        verifying.keep(report, at=clock.now(), seconds=0.1)
        assert (ledger()["whole"], ledger()["status"]) == (False, "ledger broken")

    def test_a_checkpoint_in_the_folder_or_sent_by_mail_is_outside_and_grows_old(self) -> None:
        now = clock.now()
        fill(3)
        made = checkpoints.make(origin=ORIGIN, private_pem=PEM, at=now)
        assert ledger()["checkpoint_outside"] == "none"
        checkpoints.note_departure(made, at=now - timedelta(days=5))
        assert ledger()["checkpoint_outside"] == "ok"
        append_at(now - timedelta(days=1))
        assert ledger()["checkpoint_outside"] == "ok"
        append_at(now - timedelta(days=3))
        assert ledger()["checkpoint_outside"] == "ok"  # one day is what the oldest entry beyond it has waited
        with tampering():
            sql("UPDATE ledger_entry SET at = %s WHERE number = 3", now - timedelta(days=3))
            assert ledger()["checkpoint_outside"] == "late"
            newer = checkpoints.make(origin=ORIGIN, private_pem=PEM, at=now)
            with transaction.atomic():
                letter = letters.post("notary@elsewhere.example", "s", "t", now, key=f"checkpoint:{newer.pk}")
            assert ledger()["checkpoint_outside"] == "late"  # written is not sent
            letters.hand_over(letter, by="member:1", at=now)
            assert ledger()["checkpoint_outside"] == "ok"
            assert ledger()["checkpoint_left_seconds"] < 3600


def append_at(at: datetime) -> None:
    with transaction.atomic():
        append(kind="test.done", actor="system", at=at, subject="test:1", body={})


def test_a_desk_without_its_database_answers_503_and_no_details(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails() -> None:
        raise OperationalError("password authentication failed for user evenhand")

    monkeypatch.setattr(queries, "job_counts", fails)
    answer = Client().get("/health")
    assert answer.status_code == 503
    assert answer.json() == {"status": "no database", "database": "down"}


def test_health_is_only_read() -> None:
    assert Client().post("/health").status_code == 405
