"""What somebody could try with a session, a password or an address that is not theirs."""

from __future__ import annotations

import builders
import pytest
from builders import PASSWORD, START, ada, sam, signed_in
from django.contrib.sessions.models import Session
from django.test import Client
from test_sign_in import is_in, present_code, sign_in, with_second_step

from evenhand.record.people import actions
from evenhand.record.people.models import SecondFactor, SignInFailure

pytestmark = pytest.mark.django_db
NEW = "four calm grey herons"
CHANGE = {"new_password": NEW, "again": NEW}


@pytest.mark.parametrize("wanted", ["settings", "no-such-name", "evil.example", "a.b.c", "?x=1", "javascript:alert(1)"])
def test_only_a_path_is_a_place_to_go_on_to(wanted: str) -> None:
    ada()
    answer = sign_in(Client(), next=wanted)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    chosen = Client().post("/language", {"language": "fi", "next": wanted})
    assert (chosen.status_code, chosen.headers["Location"]) == (302, "/")


@pytest.mark.parametrize(
    "wanted", ["//evil.example", "/\\evil.example", "///evil.example", "https://evil.example/", "/\t/evil.example"]
)
def test_no_address_of_somebody_else_is_one(wanted: str) -> None:
    ada()
    assert sign_in(Client(), next=wanted).headers["Location"] == "/"


@pytest.mark.parametrize(
    ("address", "field", "more"),
    [
        ("/settings/security", "old_password", CHANGE),
        ("/settings/security/second-step/off", "password", {}),
        ("/settings/security/recovery-codes", "password", {}),
    ],
)
def test_a_borrowed_session_cannot_be_used_to_guess_the_password(
    address: str, field: str, more: dict[str, str]
) -> None:
    with_second_step(ada())
    client = signed_in(ada())
    for number in range(5):
        assert (
            "This is not your present password"
            in client.post(address, {field: f"guess {number}", **more}).content.decode()
        )
    refused = client.post(address, {field: PASSWORD, **more}).content.decode()
    assert "Too many tries." in refused
    assert SecondFactor.objects.exists()
    assert builders.ada().check_password(PASSWORD)


def test_the_right_password_leaves_no_failure_behind() -> None:
    client = signed_in(ada())
    client.post("/settings/security", {"old_password": PASSWORD, **CHANGE})
    assert not SignInFailure.objects.exists()


def test_a_first_step_with_a_password_that_was_changed_since_leads_nowhere() -> None:
    with_second_step(ada())
    client = Client()
    assert sign_in(client).headers["Location"] == "/sign-in/code"
    actions.change_password(ada(), PASSWORD, NEW, at=START)
    answer = client.post("/sign-in/code", {"code": present_code(ada())})
    assert answer.headers["Location"] == "/sign-in"
    assert not is_in(client)


def test_a_link_that_is_not_known_writes_no_session() -> None:
    assert Client().get("/invitation/made-up", follow=True).status_code == 410
    assert Client().get("/new-password/made-up", follow=True).status_code == 410
    assert not Session.objects.exists()


def test_looking_at_a_link_without_opening_it_is_not_logged_with_its_token(caplog: pytest.LogCaptureFixture) -> None:
    token = actions.make_reset(ada(), by=sam(), at=START)
    Client().head(f"/new-password/{token}")
    Client().post(f"/new-password/{token}")
    Client(headers={"host": "elsewhere.example"}).get(f"/invitation/{token}")
    from evenhand.server.logs import WithoutTokens

    assert caplog.records
    kept = [WithoutTokens().filter(record) and record.getMessage() for record in caplog.records]
    assert not any(token in str(line) for line in kept)
    assert any("/new-password/…" in str(line) for line in kept)


@pytest.mark.parametrize("address", ["/sign-in", "/nothing", "/static/nothing.css", "/health"])
@pytest.mark.parametrize("host", ["localhost", "elsewhere.example"])
def test_no_answer_is_kept_by_a_browser_or_goes_without_its_policy(address: str, host: str) -> None:
    answer = Client(headers={"host": host}).get(address)
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_our_own_files_may_be_kept() -> None:
    assert "public" in Client().get("/static/desk.css").headers["Cache-Control"]
