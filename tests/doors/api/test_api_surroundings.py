"""What holds for every address: keys and no cookies, problems and no pages, limits, and the language of answers."""

from __future__ import annotations

import json
from datetime import timedelta

import builders
import promises
import pytest
from builders import START, ada, bo
from django.test import Client
from programs import V1, Program, program_of

from evenhand.doors import clock
from evenhand.record.people import actions
from evenhand.record.people.actions import NewKey, make_key
from evenhand.record.people.models import SignInFailure

pytestmark = pytest.mark.django_db


def test_a_session_is_no_key():
    answer = builders.signed_in(ada()).get(f"{V1}/me")
    assert answer.status_code == 401
    assert answer.json()["code"] == "no-key"
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_the_document_is_for_members_in_their_browser_too():
    assert builders.signed_in(ada()).get(f"{V1}/openapi.json").json()["openapi"] == "3.1.0"
    assert Client().get(f"{V1}/openapi.json").status_code == 401


@pytest.mark.parametrize("header", ["Basic YTpi", "Bearer", "Bearer ", "evh_x", "Bearer \x00", "bearer " + "x" * 9000])
def test_a_header_that_holds_no_key_lets_nobody_in(header: str):
    answer = Client().get(f"{V1}/me", headers={"Authorization": header})
    assert answer.status_code == 401
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_an_expired_key_and_one_of_somebody_who_left(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(clock, "now", lambda: START + timedelta(days=2))
    _, secret = make_key(NewKey("Old", ["read"], START + timedelta(days=1)), by=ada(), at=START)
    assert Program(secret).get("/me").code == "key-expired"
    program = program_of(bo())
    actions.leave(bo(), by=None, at=START)
    assert program.get("/me").code == "key-revoked"


def test_after_ten_wrong_keys_a_minute_one_waits_and_a_right_key_does_not(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(clock, "now", lambda: START)
    right = program_of(ada())
    assert [Program("evh_guess").get("/me").status for _ in range(10)] == [401] * 10
    refused = Program("evh_guess").get("/me")
    assert (refused.code, refused.headers["Retry-After"]) == ("too-many-tries", "60")
    assert SignInFailure.objects.count() == 10
    assert right.get("/me").status == 200
    monkeypatch.setattr(clock, "now", lambda: START + timedelta(seconds=61))
    assert Program("evh_guess").get("/me").code == "key-unknown"


def test_two_megabytes_are_the_most():
    program, row = program_of(ada()), promises.desk()
    assert program.post(f"/conversations/{row.pk}/notes", b"x" * (2 * 1024 * 1024 + 1)).code == "too-large"
    assert program.post(f"/conversations/{row.pk}/notes", b"x" * (2 * 1024 * 1024)).code == "not-json"


@pytest.mark.parametrize("body", [
    b"{", b"\xff\xfe", b"\x00", b'{"text": NaN}', b'{"text": "\\ud83d"}', b"[" * 200_000, b"9" * 5000,
])  # fmt: skip
def test_a_body_that_is_no_json(body: bytes):
    program, row = program_of(ada()), promises.desk()
    assert program.post(f"/conversations/{row.pk}/notes", body).code == "not-json"
    assert row.messages.count() == 1


@pytest.mark.parametrize(("body", "paths"), [
    ({"party": "we", "what": ""}, {"$.party", "$.what"}),
    ({"party": "us", "what": "x", "whose": "ours"}, {"$.whose"}),
    ({"party": "us", "what": "x", "due": "tomorrow"}, {"$.due"}),
    ({"party": "us", "what": "x", "due": "9999-12-31T23:59:59+00:00"}, {"$.due"}),
    ({"party": "us", "what": "x", "conversation": 2**63}, {"$.conversation"}),
    ({"party": "us", "what": "x", "start": 3}, {"$.message"}),
    ([], {"$"}),
    ("words", {"$"}),
])  # fmt: skip
def test_every_place_that_is_wrong_is_named(body: object, paths: set[str]):
    answer = program_of(ada()).post("/commitments", json.dumps(body))
    assert answer.code == "invalid"
    assert {error["path"] for error in answer.body["errors"]} == paths


@pytest.mark.parametrize("path", [
    "/commitments/0", f"/commitments/{2**63}", "/commitments/one", "/commitments?limit=101", "/commitments?after=x",
    "/commitments?state=odd", f"/ledger/entries/{2**70}/proof",
])  # fmt: skip
def test_a_number_or_a_word_in_the_address_that_cannot_be(path: str):
    assert program_of(bo()).get(path).code == "invalid"


def test_other_methods_and_other_addresses_are_problems_too():
    program = program_of(ada())
    refused = program.post("/me")
    assert (refused.status, refused.code, refused.headers["Allow"]) == (405, "method", "GET")
    assert Client().get("/api/").headers["Content-Type"] == "application/problem+json"
    assert Client().post("/api/v2/me").json()["code"] == "not-found"


def test_what_fails_on_our_side_gives_nothing_away(monkeypatch: pytest.MonkeyPatch):
    program = program_of(ada())
    monkeypatch.setattr("evenhand.doors.api.shapes.me.workspace", lambda: 1 / 0)
    program.client.raise_request_exception = False
    answer = program.get("/me")
    assert (answer.status, answer.code) == (500, "failure")
    assert "ZeroDivision" not in answer.text


def test_answers_are_kept_by_nobody_and_shared_with_no_other_origin():
    program = program_of(ada())
    for answer in (program.get("/me"), Program().get("/me"), program.get("/nothing")):
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Access-Control-Allow-Origin" not in answer.headers


def test_problems_speak_the_language_of_the_member():
    eeva = builders.somebody("Eeva Salo", ["agent"], language="fi")
    assert program_of(eeva).get("/commitments/7").body["title"] != program_of(ada()).get("/commitments/7").body["title"]
