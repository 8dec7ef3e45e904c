"""Coming in by a link: invitations, the first administrator, new passwords."""

from __future__ import annotations

from datetime import timedelta

import pytest
from builders import PASSWORD, START, ada, sam, signed_in
from django.test import Client

from evenhand.doors import clock
from evenhand.record.people import actions
from evenhand.record.people.models import Invitation, Member, Workspace

pytestmark = pytest.mark.django_db
NEW = "four calm grey herons"
ANSWERS = {"name": "Noor Haddad", "language": "fi", "timezone": "Europe/Helsinki", "new_password": NEW, "again": NEW}


def invited(**more: object) -> str:
    invitation = actions.Invited("noor@firm.example", roles=("agent",), **more)  # type: ignore[arg-type]
    return actions.invite(invitation, by=sam(), at=clock.now())[1]


def opened(token: str) -> Client:
    client = Client()
    client.get(f"/invitation/{token}")
    return client


def test_a_link_leaves_its_token_behind_at_once():
    answer = Client().get(f"/invitation/{invited()}")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/invitation"


def test_opening_a_link_joins_nobody():
    token = invited()
    opened(token).get("/invitation")
    Client().get(f"/invitation/{token}")
    assert not Member.objects.filter(email="noor@firm.example").exists()
    assert Invitation.objects.get().accepted_at is None


def test_the_page_says_who_invited_one_and_as_what():
    page = opened(invited()).get("/invitation").content.decode()
    assert "Sam Okafor invited you as noor@firm.example." in page
    assert "Agent" in page


def test_joining_signs_one_in_with_ones_own_language():
    client = opened(invited())
    assert client.post("/invitation", ANSWERS).status_code == 302
    assert 'lang="fi"' in client.get("/settings").content.decode()
    assert Member.objects.get(email="noor@firm.example").roles() == {"agent"}


def test_a_used_link_says_so():
    client = opened(invited())
    token = client.session["invitation_token"]
    client.post("/invitation", ANSWERS)
    answer = opened(token).get("/invitation")
    assert answer.status_code == 410
    assert "used already" in answer.content.decode()


def test_without_a_link_the_page_says_that_it_does_not_know_one():
    answer = Client().get("/invitation")
    assert answer.status_code == 410
    assert "not known here" in answer.content.decode()


@pytest.mark.parametrize(
    ("password", "again", "field"),
    [
        ("short", "short", "new_password"),
        ("password123", "password123", "new_password"),
        ("noorhaddad1", "noorhaddad1", "new_password"),
        (NEW, NEW + "x", "again"),
        ("", "", "new_password"),
    ],
)
def test_a_weak_or_mistyped_password_is_named_at_its_field(password, again, field):
    answer = opened(invited()).post("/invitation", {**ANSWERS, "new_password": password, "again": again})
    assert answer.status_code == 200
    assert field in answer.context["form"].errors
    assert not Member.objects.filter(email="noor@firm.example").exists()


def test_the_first_administrator_names_the_firm_and_may_work_with_customers():
    token = actions.create_first_administrator_invitation(at=clock.now())
    client = opened(token or "")
    first = {**ANSWERS, "firm": "Harbourline", "email": "noor@firm.example", "works_with_customers": "on"}
    assert client.post("/invitation", first).headers["Location"] == "/"
    assert Workspace.objects.get().name == "Harbourline"
    assert Member.objects.get().roles() == {"administrator", "manager"}
    assert "Harbourline" in client.get("/settings").content.decode()


def test_the_first_administrator_may_stay_away_from_messages():
    token = actions.create_first_administrator_invitation(at=clock.now())
    client = opened(token or "")
    answer = client.post("/invitation", {**ANSWERS, "firm": "Harbourline", "email": "noor@firm.example"})
    assert answer.headers["Location"] == "/settings"
    assert Member.objects.get().roles() == {"administrator"}


def test_the_first_administrator_needs_an_address():
    token = actions.create_first_administrator_invitation(at=clock.now())
    answer = opened(token or "").post("/invitation", {**ANSWERS, "firm": "Harbourline"})
    assert "email" in answer.context["form"].errors


def test_a_new_password_by_link_ends_other_sessions_and_does_not_skip_the_sign_in():
    old_browser = signed_in(ada())
    token = actions.make_reset(ada(), by=sam(), at=clock.now())
    client = Client()
    assert client.get(f"/new-password/{token}").headers["Location"] == "/new-password"
    answer = client.post("/new-password", {"new_password": NEW, "again": NEW})
    assert "Your new password is set" in answer.content.decode()
    assert old_browser.get("/settings").status_code == 302
    assert client.get("/settings").status_code == 302
    assert client.post("/sign-in", {"email": ada().email, "password": NEW}).status_code == 302
    assert client.get("/new-password").status_code == 410


def test_a_reset_link_that_expired_says_so():
    token = actions.make_reset(ada(), by=sam(), at=clock.now() - timedelta(days=2))
    client = Client()
    client.get(f"/new-password/{token}")
    answer = client.get("/new-password")
    assert answer.status_code == 410
    assert "expired" in answer.content.decode()


def test_a_weak_new_password_is_refused_and_the_link_still_works():
    token = actions.make_reset(ada(), by=sam(), at=clock.now())
    client = Client()
    client.get(f"/new-password/{token}")
    assert "new_password" in client.post("/new-password", {"new_password": "x", "again": "x"}).context["form"].errors
    assert ada().check_password(PASSWORD)
    assert client.post("/new-password", {"new_password": NEW, "again": NEW}).status_code == 200
    assert Member.objects.get(pk=ada().pk).check_password(NEW)


def test_an_invitation_made_long_ago_is_expired():
    token = actions.invite(actions.Invited("noor@firm.example"), by=sam(), at=START)[1]
    assert "expired" in opened(token).get("/invitation").content.decode()
