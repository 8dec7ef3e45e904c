"""One request that a program sends many times at the same moment. Needs a database with several writers."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from builders import ada
from django.db import connection, connections
from programs import Program, program_of

from evenhand.record.agreements.models import Commitment
from evenhand.record.ledger.models import Entry

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one writer in at a time"),
]
MANY = 12


def test_it_is_recorded_once_and_every_sender_is_told_of_the_same():
    secret, barrier = program_of(ada()).secret, Barrier(MANY)

    def send(_number: int) -> tuple[int, int]:
        barrier.wait(timeout=60)
        try:
            body = {"party": "us", "what": "Send the figures"}
            answer = Program(secret).post("/commitments", body, **{"Idempotency-Key": "order 7"})
            return answer.status, answer.body["id"]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(MANY) as pool:
        answers = set(pool.map(send, range(MANY)))
    made = Commitment.objects.get()
    assert answers == {(201, made.pk)}
    assert Entry.objects.filter(kind="commitment.recorded").count() == 1
