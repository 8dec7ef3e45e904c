"""The first page of the day."""

from __future__ import annotations

import builders
import pytest
import threads
from django.db import connection
from django.test.utils import CaptureQueriesContext
from threads import HOUR, NOW

from evenhand.doors import clock
from evenhand.doors.web.today.views import greeting
from evenhand.record.conversations.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _morning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def page_of(member: object) -> str:
    return builders.signed_in(member).get("/").content.decode()  # type: ignore[arg-type]


def test_the_page_greets_by_first_name_and_counts_what_waits() -> None:
    ada = builders.ada()
    threads.thread(subject="Invoice 12", owner=ada)
    threads.thread(subject="Invoice 13")
    page = page_of(ada)
    assert "Good morning, Ada" in page
    assert "2 things wait for you." in page
    assert "Invoice 12" in page
    assert "Invoice 13" in page


def test_one_thing_that_waits_is_one_thing() -> None:
    threads.thread(owner=builders.ada())
    assert "1 thing waits for you." in page_of(builders.ada())


def test_an_attack_comes_first_even_if_others_wait_longer() -> None:
    ada = builders.ada()
    threads.thread(subject="Patient", owner=ada, ended=NOW - 99 * HOUR)
    threads.thread(subject="Cruel", owner=ada, manner="abusive")
    page = page_of(ada)
    assert page.index("Cruel") < page.index("Patient")


def test_waiting_is_told_in_hours_and_minutes() -> None:
    ada = builders.ada()
    threads.thread(owner=ada, ended=NOW - HOUR * 2 - HOUR / 6)
    assert "waits 2 h 10 min" in page_of(ada)


def test_an_empty_day_is_kind_and_has_no_dead_links() -> None:
    page = page_of(builders.ada())
    assert "Nothing waits for you." in page
    assert "All is answered" in page


def test_mail_read_in_part_is_listed() -> None:
    row = threads.thread(subject="Odd mail", owner=builders.bo())
    Message.objects.filter(conversation=row).update(level="headers")
    assert "Mail that could not be read fully" in page_of(builders.ada())


def test_whoever_sees_no_conversations_is_sent_where_they_may_go() -> None:
    answer = builders.signed_in(builders.petra()).get("/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/customers")


@pytest.mark.parametrize(
    ("hour", "words"),
    [(3, "Good evening"), (4, "Good morning"), (11, "Good morning"), (12, "Good afternoon"), (18, "Good evening")],
)
def test_the_greeting_follows_the_clock(hour: int, words: str) -> None:
    assert greeting(hour).startswith(words)


def test_today_costs_few_queries() -> None:
    ada = builders.ada()
    for number in range(30):
        threads.thread(owner=ada if number % 2 else None, temperature=number % 5, whose=threads.customer(f"C{number}"))
    client = builders.signed_in(ada)
    with CaptureQueriesContext(connection) as captured:
        client.get("/")
    assert len(captured) <= 23
