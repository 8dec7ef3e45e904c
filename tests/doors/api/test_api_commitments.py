"""Promises by API: listed in pages without a query each, recorded once, ended, refused in sentences."""

from __future__ import annotations

from datetime import timedelta

import promises
import pytest
import threads
from builders import ada, bo, cy, team
from django.db import connection
from django.test.utils import CaptureQueriesContext
from programs import Answer, Program, program_of
from threads import NOW

from evenhand.doors import clock
from evenhand.record.agreements.models import Commitment
from evenhand.record.ledger.models import Entry

pytestmark = pytest.mark.django_db
WHAT = {"party": "us", "what": "Send the figures", "due": "2026-03-13"}


@pytest.fixture(autouse=True)
def _morning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def queries_of(program: Program, path: str) -> int:
    program.get("/me")  # notes that the key was used
    with CaptureQueriesContext(connection) as seen:
        assert program.get(path).status == 200
    return len(seen)


def everything(program: Program, path: str, limit: int, **filters: str) -> list[int]:
    """The numbers of all pages of a list."""
    found, after = [], ""
    while after is not None:
        page = program.get(path, limit=limit, after=after, **filters).body
        found += [item["id"] for item in page["items"]]
        assert len(page["items"]) <= limit
        after = page["next"]
    return found


def test_pages_hold_every_promise_once_in_a_stable_order():
    row, program = promises.desk(), program_of(ada())
    made = [promises.commitment(row, f"Number {n}", due=NOW + timedelta(hours=n % 3 + 1)).pk for n in range(7)]
    promises.commitment(row, "Their list", party="them")
    found = everything(program, "/commitments", 2, party="us")
    assert sorted(found) == made
    assert found == everything(program, "/commitments", 100, party="us")


def test_the_place_in_one_list_is_none_in_another():
    row, program = promises.desk(), program_of(ada())
    for number in range(2):
        promises.commitment(row, f"Number {number}")
    place = program.get("/commitments", limit=1).body["next"]
    assert program.get("/commitments", party="us", after=place).code == "invalid"


def test_a_longer_list_takes_no_more_queries():
    row, program = promises.desk(), program_of(ada())
    promises.commitment(row)
    few = queries_of(program, "/commitments?state=all")
    for number in range(20):
        one = promises.commitment(row, f"Number {number}", owner=bo())
        program.post(f"/commitments/{one.pk}/fulfil", {"words": "Sent."})
    assert queries_of(program, "/commitments?state=all&limit=100") == few


def test_ada_records_a_promise_and_the_ledger_names_her():
    row = promises.desk()
    words = row.messages.get()
    body = WHAT | {"conversation": row.pk, "message": words.pk, "start": 0, "end": 4, "owner": bo().pk}
    answer = program_of(ada()).post("/commitments", body)
    assert answer.status == 201
    made = Commitment.objects.get(pk=answer.body["id"])
    assert (made.words, made.owner, made.customer) == ("When", bo(), row.customer)
    assert (answer.body["due_at"], answer.body["due_is_day"]) == ("2026-03-13T17:00:00Z", True)
    assert Entry.objects.get(subject=f"commitment:{made.pk}").actor == ada().actor


def test_the_same_request_records_it_once():
    program, body = program_of(ada()), WHAT | {"conversation": promises.desk().pk}
    first = program.post("/commitments", body, **{"Idempotency-Key": "order 7"})
    again = program.post("/commitments", body, **{"Idempotency-Key": "order 7"})
    assert (first.status, again.status, again.body) == (201, 201, first.body)
    assert Commitment.objects.count() == 1
    other = program.post("/commitments", body | {"what": "Else"}, **{"Idempotency-Key": "order 7"})
    assert (other.status, other.code) == (409, "other-request")
    assert program.post("/commitments", body).body["id"] != first.body["id"]


def test_a_refused_request_may_be_sent_again_under_its_word():
    program, row = program_of(ada()), promises.desk()
    promise = WHAT | {"message": row.messages.get().pk, "start": 900, "end": 901}
    assert program.post("/commitments", promise, **{"Idempotency-Key": "a"}).code == "promise-words"
    assert program.post("/commitments", WHAT, **{"Idempotency-Key": "a"}).status == 201


@pytest.mark.parametrize("wrong", ["order 7é", "x" * 256])
def test_a_word_that_is_none(wrong: str):
    answer = program_of(ada()).post("/commitments", WHAT, **{"Idempotency-Key": wrong})
    assert answer.code == "invalid"
    assert not Commitment.objects.exists()


def ended(path: str, body: object = None, *, by: Program | None = None) -> tuple[Answer, Answer]:
    """What an ending answers the first and the second time."""
    row = promises.commitment(promises.desk())
    program = by or program_of(ada())
    return program.post(f"/commitments/{row.pk}/{path}", body), program.post(f"/commitments/{row.pk}/{path}", body)


def test_it_is_fulfilled_once():
    first, second = ended("fulfil", {"words": "Sent on time."})
    assert (first.body["state"], first.body["ended_at"]) == ("fulfilled", "2026-03-10T08:00:00Z")
    (step,) = first.body["steps"]
    assert (step["kind"], step["by"]["name"], step["words"]) == ("fulfilled", ada().name, "Sent on time.")
    assert (second.status, second.code) == (409, "ended")


def test_it_is_broken_and_stays_open():
    first, second = ended("break")
    assert (first.body["state"], first.body["broken"]) == ("open", True)
    assert (second.status, second.code) == (409, "broken")


def test_letting_off_needs_a_reason():
    first, second = ended("release")
    assert (first.status, first.code) == (422, "why")
    assert second.body["title"] == "Write why, in a few words: somebody will ask one day."
    assert ended("release", {"words": "Not needed."})[0].body["state"] == "released"


def test_what_cy_may_not_see_can_be_named_in_nothing():
    row = promises.desk()
    message, program = row.messages.get(), program_of(cy())
    mine = program.post("/commitments", WHAT).body["id"]
    assert program.post("/commitments", WHAT | {"conversation": row.pk}).code == "not-found"
    assert program.post("/commitments", WHAT | {"customer": row.customer_id}).code == "not-found"
    assert program.post(f"/commitments/{mine}/fulfil", {"proof": message.pk}).code == "not-found"
    assert everything(program, "/commitments", 100) == [mine]


def test_words_of_another_conversation_and_owners_who_are_none():
    here, there = promises.desk(), threads.thread(team=team())
    body = WHAT | {"conversation": here.pk, "message": there.messages.get().pk, "start": 0, "end": 4}
    program = program_of(ada())
    for wrong in (body, WHAT | {"owner": 10**9}):
        assert program.post("/commitments", wrong).code == "invalid"
    assert not Commitment.objects.exists()
