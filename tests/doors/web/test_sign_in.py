"""Signing in and out, in a browser without JavaScript."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from builders import PASSWORD, START, ada, sam, signed_in
from django.contrib.sessions.models import Session
from django.test import Client

from evenhand.record.ledger.models import Entry
from evenhand.record.people import actions
from evenhand.record.people.models import Member, SecondFactor, SignInFailure

pytestmark = pytest.mark.django_db


def sign_in(client: Client, password: str = PASSWORD, email: str = "ada@harbourline.example", **more: str):
    return client.post("/sign-in", {"email": email, "password": password, **more})


def is_in(client: Client) -> bool:
    return client.get("/settings").status_code == 200


def error_of(response) -> str:
    return next(iter(response.context["form"].errors.values()))[0]


def with_second_step(member: Member) -> list[str]:
    actions.begin_second_factor(member, at=START)
    then = datetime.now(UTC) - timedelta(minutes=10)
    code = pyotp.TOTP(SecondFactor.objects.get(member=member).secret).at(then)
    return actions.confirm_second_factor(member, code, at=START, code_at=then)


def present_code(member: Member) -> str:
    return pyotp.TOTP(SecondFactor.objects.get(member=member).secret).now()


def test_the_right_password_leads_to_the_desk():
    ada()
    client = Client()
    assert sign_in(client).headers["Location"] == "/"
    assert is_in(client)
    assert Entry.objects.filter(kind="member.signed-in").count() == 1


def test_an_administrator_lands_where_their_role_may_go():
    sam()
    assert sign_in(Client(), email="sam@harbourline.example").headers["Location"] == "/settings"


def test_a_wrong_password_says_what_to_do_and_lets_nobody_in():
    ada()
    client = Client()
    answer = sign_in(client, "wrong")
    assert answer.status_code == 200
    assert "do not belong together" in error_of(answer)
    assert not is_in(client)


def test_the_page_does_not_tell_who_works_here():
    ada()
    known, unknown = sign_in(Client(), "wrong"), sign_in(Client(), "wrong", "nobody@harbourline.example")
    assert error_of(known) == error_of(unknown)
    asked, other = Client().get("/sign-in/forgotten"), Client().get("/sign-in/forgotten?email=ada@harbourline.example")
    assert asked.status_code == other.status_code == 200


def test_a_password_is_never_sent_back_to_the_browser():
    ada()
    assert b"tulip-secret" not in sign_in(Client(), "tulip-secret").content


def test_after_five_wrong_passwords_even_the_right_one_has_to_wait():
    ada()
    client = Client()
    for _ in range(5):
        sign_in(client, "wrong")
    assert "Wait 30 seconds" in error_of(sign_in(client))
    assert not is_in(client)


def test_the_session_gets_a_new_key_when_somebody_signs_in():
    ada()
    client = Client()
    session = client.session
    session["before"] = "yes"
    session.save()
    old = session.session_key
    client.cookies["evenhand_session"] = old
    sign_in(client)
    assert client.cookies["evenhand_session"].value != old
    assert not Session.objects.filter(session_key=old).exists()


@pytest.mark.parametrize("wanted", ["/settings/security", "/inbox?order=hot"])
def test_one_goes_on_to_the_page_that_was_wanted(wanted):
    ada()
    first = Client().get(wanted)
    assert first.status_code == 302
    assert first.headers["Location"].startswith("/sign-in?next=%2F")
    assert sign_in(Client(), next=wanted).headers["Location"] == wanted


@pytest.mark.parametrize(
    "wanted", ["https://evil.example/", "//evil.example", "javascript:alert(1)", r"\\evil.example"]
)
def test_nobody_is_led_off_the_desk(wanted):
    ada()
    assert sign_in(Client(), next=wanted).headers["Location"] == "/"


def test_whoever_is_in_already_goes_on():
    assert signed_in(ada()).get("/sign-in").headers["Location"] == "/"


def test_signing_out_needs_a_post_and_ends_the_session():
    client = signed_in(ada())
    assert client.get("/sign-out").status_code == 405
    assert is_in(client)
    assert client.post("/sign-out").headers["Location"] == "/sign-in"
    assert not is_in(client)


def test_the_sign_in_page_speaks_the_language_of_whoever_signed_out():
    member = ada()
    Member.objects.filter(pk=member.pk).update(language="fi")
    client = signed_in(Member.objects.get(pk=member.pk))
    client.post("/sign-out")
    assert "Kirjaudu sisään" in client.get("/sign-in").content.decode()


def test_whoever_left_is_out_at_their_next_click():
    client = signed_in(ada())
    actions.leave(ada(), by=sam(), at=START)
    assert not is_in(client)


def test_a_form_from_elsewhere_changes_nothing_and_says_so_kindly():
    ada()
    strict = Client(enforce_csrf_checks=True)
    answer = sign_in(strict)
    assert answer.status_code == 403
    assert "This form was too old" in answer.content.decode()
    assert not is_in(strict)


def test_with_a_second_step_the_password_alone_is_not_enough():
    with_second_step(ada())
    client = Client()
    assert sign_in(client, next="/settings/security").headers["Location"] == "/sign-in/code"
    assert not is_in(client)
    assert client.post("/sign-in/code", {"code": "000000"}).status_code == 200
    assert not is_in(client)
    answer = client.post("/sign-in/code", {"code": present_code(ada())})
    assert answer.headers["Location"] == "/settings/security"
    assert is_in(client)
    assert Entry.objects.get(kind="member.signed-in").body == '{"second_step":true}'


def test_the_same_code_does_not_let_a_second_browser_in():
    with_second_step(ada())
    code = present_code(ada())
    first, second = Client(), Client()
    for client in (first, second):
        sign_in(client)
        client.post("/sign-in/code", {"code": code})
    assert is_in(first)
    assert not is_in(second)


def test_a_recovery_code_lets_in_once():
    codes = with_second_step(ada())
    for expected in (True, False):
        client = Client()
        sign_in(client)
        client.post("/sign-in/code", {"code": codes[0]})
        assert is_in(client) is expected


def test_codes_are_not_guessed_either():
    with_second_step(ada())
    client = Client()
    sign_in(client)
    for _ in range(5):
        answer = client.post("/sign-in/code", {"code": "wrong"})
        assert "does not fit" in error_of(answer)
    assert "Wait" in error_of(client.post("/sign-in/code", {"code": present_code(ada())}))


def test_the_second_step_waits_ten_minutes_and_no_longer():
    with_second_step(ada())
    client = Client()
    sign_in(client)
    session = client.session
    session["signing_in"] = {**session["signing_in"], "at": session["signing_in"]["at"] - 601}
    session.save()
    answer = client.post("/sign-in/code", {"code": present_code(ada())})
    assert answer.headers["Location"] == "/sign-in"
    assert not is_in(client)


def test_the_second_step_is_nothing_without_the_first():
    assert Client().get("/sign-in/code").headers["Location"] == "/sign-in"


def test_behind_a_proxy_guessers_are_told_apart_by_the_address_that_it_saw(settings):
    ada()
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    Client().post(
        "/sign-in",
        {"email": "ada@harbourline.example", "password": "wrong"},
        headers={"x-forwarded-for": "203.0.113.9, 198.51.100.4"},
    )
    assert SignInFailure.objects.get().address == "198.51.100.4"


def test_without_a_proxy_a_forged_header_is_not_believed():
    ada()
    Client().post(
        "/sign-in",
        {"email": "ada@harbourline.example", "password": "wrong"},
        headers={"x-forwarded-for": "203.0.113.9"},
    )
    assert SignInFailure.objects.get().address == "127.0.0.1"
