"""The page of letters that did not leave the desk: for whoever runs it, without what stands in the letters."""

from __future__ import annotations

import pytest
from builders import ada, helena, sam, signed_in
from minuting import a_minute, send

from evenhand.record.outbox import letters
from evenhand.record.outbox.models import Letter
from evenhand.server.environment import Smtp

pytestmark = pytest.mark.django_db


@pytest.fixture
def refused(settings) -> Letter:
    settings.MAIL_SERVER, settings.MAIL_FROM = Smtp("127.0.0.1", 1, tls="none"), "desk@harbourline.example"
    send(a_minute())
    letter = Letter.objects.get()
    letters.mark_refused(letter, "550 <mailbox> unknown", at=letter.posted_at)
    return letter


def page(member=None, query: str = "") -> str:
    answer = signed_in(member or sam()).get(f"/settings/letters{query}")
    return b"".join(answer).decode()


def test_it_says_to_whom_which_kind_and_why_but_not_what_stands_in_it(refused):
    html = page()
    for words in (
        "mia@alder.example",
        "Asking for agreement",
        "refused by the mail server",
        "550 &lt;mailbox&gt; unknown",
    ):
        assert words in html
    for words in ("Reports in spring", "/agree/", "Dear Mia"):
        assert words not in html
    table = page(query="?as=csv&heads=codes")
    assert "mia@alder.example" in table
    assert "Reports in spring" not in table


def test_a_button_gives_it_to_the_worker_again(refused):
    answer = signed_in(sam()).post(f"/settings/letters/{refused.pk}/retry", follow=True)
    assert "The letter waits for the worker again." in answer.content.decode()
    assert "mia@alder.example" not in page()
    again = signed_in(sam()).post(f"/settings/letters/{refused.pk}/retry", follow=True)
    assert "Somebody else has dealt with this one already." in again.content.decode()


def test_without_a_mail_server_the_page_says_who_hands_it_over_and_has_no_button():
    send(a_minute())
    html = page()
    assert "This desk sends no mail" in html
    assert "Ada Virtanen hands it over" in html
    assert "/retry" not in html
    answer = signed_in(sam()).post(f"/settings/letters/{Letter.objects.get().pk}/retry", follow=True)
    assert "The desk has no mail server" in answer.content.decode()


def test_when_whoever_had_it_written_has_left_the_page_says_so():
    send(a_minute())
    member = ada()
    member.left_at = member.joined_at
    member.save()
    assert "nobody is there to hand it over" in page()


def test_nobody_else_sees_it(refused):
    for member in (ada(), helena()):
        assert signed_in(member).get("/settings/letters").status_code == 403
        assert signed_in(member).post(f"/settings/letters/{refused.pk}/retry").status_code == 403
    refused.refresh_from_db()
    assert refused.state == Letter.State.REFUSED
