"""The inbox page."""

from __future__ import annotations

import builders
import pytest
import threads
from django.db import connection
from django.test.utils import CaptureQueriesContext
from threads import HOUR, NOW

from evenhand.doors import clock
from evenhand.doors.web.inbox import forms
from evenhand.record.customers.models import Contact

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _morning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def page_at(address: str, **headers: str) -> str:
    answer = builders.signed_in(builders.ada()).get(address, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_line_tells_who_what_how_hot_in_which_tongue_since_when_and_whose() -> None:
    row = threads.thread(
        "Where is it?", subject="Order 7", whose=threads.customer(), owner=builders.bo(), temperature=3.0, language="fi"
    )
    threads.inbound(row, "Hello?", at=NOW - HOUR / 2, temperature=3.0, language="fi")
    page = page_at("/inbox")
    for words in ("Alder Logistics", "Order 7", "Hello?", ">hot<", ">FI<", "Bo Lindqvist", "waits 1 h", "2 messages"):
        assert words in page
    assert f'href="/conversations/{row.pk}"' in page


def test_heat_comes_with_its_reasons() -> None:
    threads.thread(temperature=3.0)
    assert "They set a time by which it must be done." in page_at("/inbox")


def test_filters_stand_in_the_address_and_in_the_form() -> None:
    threads.thread(subject="In Finnish", language="fi")
    threads.thread(subject="In English")
    page = page_at("/inbox?language=fi&sort=newest")
    assert "In Finnish" in page
    assert "In English" not in page
    assert '<option value="fi" selected>' in page
    assert '<option value="newest" selected>' in page


def test_htmx_gets_the_list_alone_and_the_history_the_whole_page() -> None:
    threads.thread(subject="Order 7")
    part = page_at("/inbox", **{"HX-Request": "true"})
    assert part.lstrip().startswith('<div id="list"')
    whole = page_at("/inbox", **{"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert "<html" in whole


def test_htmx_keeps_a_short_address() -> None:
    client = builders.signed_in(builders.ada())
    answer = client.get("/inbox?state=open&owner=&language=fi&team=", headers={"HX-Request": "true"})
    path, _, query = answer.headers["HX-Push-Url"].partition("?")
    assert (path, sorted(query.split("&"))) == ("/inbox", ["language=fi", "sort=ranked", "state=open"])


def test_the_form_works_without_script() -> None:
    page = page_at("/inbox")
    assert '<form class="filters" method="get" action="/inbox"' in page
    assert '<button class="button no-script">' in page


def test_more_than_a_page_is_fifty_plus_and_continues() -> None:
    for number in range(53):
        threads.thread(subject=f"Order number {number:02}", ended=NOW - number * HOUR)
    page = page_at("/inbox?sort=newest")
    assert "50+ open" in page
    assert "Order number 49" in page
    assert "Order number 50" not in page
    address = page.split('class="button" href="')[1].split('"')[0].replace("&amp;", "&")
    rest = page_at("/inbox" + address)
    assert [f"Order number {number:02}" in rest for number in range(49, 53)] == [False, True, True, True]
    assert "Back to the beginning" in rest


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("state=x&sort=y&owner=z", "Order 7"),
        ("customer=x", "Order 7"),
        ("team=999", "No conversation fits all of these filters."),
        ("temperature=9&waiting=2y&after=zz~", "Order 7"),
        ("owner=99999999999999999999", "Order 7"),
    ],
)
def test_an_address_that_makes_no_sense_shows_a_list_all_the_same(address: str, shown: str) -> None:
    threads.thread(subject="Order 7")
    assert shown in page_at(f"/inbox?{address}")


def test_no_fit_says_so_and_offers_to_take_the_filters_off() -> None:
    threads.thread()
    page = page_at("/inbox?manner=threatening")
    assert "No conversation fits all of these filters." in page
    assert 'href="/inbox"' in page


def test_attacks_do_not_stand_in_the_list() -> None:
    row = threads.thread("When?")
    threads.inbound(row, "Listen, you brainless fools, where is it?", attack="brainless fools", at=NOW - HOUR / 2)
    page = page_at("/inbox")
    assert "brainless" not in page
    assert "where is it?" in page
    assert "abusive" in page


def test_hostile_names_subjects_and_texts_stay_text() -> None:
    evil = "<script>alert(1)</script>\"'><img src=x onerror=1>"
    row = threads.thread(evil, subject=evil, whose=threads.customer(evil))
    Contact.objects.update(name=evil)
    for page in (page_at("/inbox"), page_at(f"/conversations/{row.pk}"), page_at("/"), page_at("/search?q=alert")):
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "&lt;script&gt;alert(1)" in page


def test_a_customer_filter_shows_its_name_only_to_whoever_may_see_it() -> None:
    theirs = threads.customer("Secret Customer", team=builders.team("Training"))
    assert "Secret Customer" not in page_at(f"/inbox?customer={theirs.pk}")
    ours = threads.customer("Our Customer")
    assert "Our Customer" in page_at(f"/inbox?customer={ours.pk}")


def test_a_page_of_fifty_costs_no_more_queries_than_one_of_none() -> None:
    client = builders.signed_in(builders.ada())
    with CaptureQueriesContext(connection) as none:
        client.get("/inbox")
    for number in range(55):
        threads.thread(whose=threads.customer(f"C{number}"), owner=builders.bo(), team=builders.team())
    with CaptureQueriesContext(connection) as many:
        client.get("/inbox")
    assert len(many) <= len(none) <= 10
    with CaptureQueriesContext(connection) as part:
        client.get("/inbox", headers={"HX-Request": "true"})
    assert len(part) <= 7


def test_only_filters_that_are_understood_are_kept() -> None:
    asked = forms.read({"language": "fi", "manner": "rude", "temperature": "3", "waiting": "4h", "colour": "red"})
    assert asked.chosen == {"language": "fi", "temperature": "3", "waiting": "4h", "state": "open", "sort": "ranked"}
    assert asked.is_filtered
    assert not forms.read({"state": "closed"}).is_filtered
