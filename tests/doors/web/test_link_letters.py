"""Links that let somebody in go by mail where the desk has a mail server, and are shown once where it has none."""

from __future__ import annotations

import re

import pytest
from builders import ada, sam, signed_in

from evenhand.record.outbox.models import Letter
from evenhand.server.environment import Smtp

pytestmark = pytest.mark.django_db
INVITED = {"email": "nea@harbourline.example", "name": "Nea", "language": "fi", "roles": ["agent"], "team": ""}


@pytest.fixture
def mails(settings):
    settings.MAIL_SERVER = Smtp("127.0.0.1", 1, tls="none")
    settings.MAIL_FROM = "desk@harbourline.example"


def invite() -> str:
    return signed_in(sam()).post("/settings/members", INVITED).content.decode()


def reset() -> str:
    return signed_in(sam()).post(f"/settings/members/{ada().pk}/reset").content.decode()


def link_in(text: str) -> str:
    found = re.search(r"http://testserver(/\S+)", text)
    assert found is not None
    return found[1]


@pytest.mark.parametrize(("act", "to"), [(invite, "nea@harbourline.example"), (reset, "ada@harbourline.example")])
def test_a_letter_takes_the_link_and_the_page_does_not_show_it(mails, act, to):
    html = act()
    letter = Letter.objects.get()
    link = link_in(letter.text)
    assert (letter.to, letter.is_secret, letter.state) == (to, True, Letter.State.WAITING)
    assert f"The link goes to {to} by mail." in html
    assert link not in html
    assert signed_in(None).get(link, follow=True).status_code == 200


@pytest.mark.parametrize("act", [invite, reset])
def test_without_a_mail_server_the_page_shows_the_link(act):
    assert 'id="link" value="http' in act()
    assert not Letter.objects.exists()


def test_an_invitation_that_is_withdrawn_is_not_sent(mails):
    invite()
    about = Letter.objects.get().about
    signed_in(sam()).post(f"/settings/invitations/{about.removeprefix('invitation:')}/withdraw")
    letter = Letter.objects.get()
    assert (letter.state, letter.text) == (Letter.State.WITHDRAWN, "")


def test_of_two_reset_letters_only_the_one_that_works_is_sent(mails):
    reset()
    reset()
    first, second = Letter.objects.order_by("pk")
    assert (first.state, second.state) == (Letter.State.WITHDRAWN, Letter.State.WAITING)
    assert signed_in(None).get(link_in(second.text), follow=True).status_code == 200
