"""The list of conversations: filters, orders, pages, and that nothing grows with the table."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import builders
import pytest
import threads
from django.db import connection
from django.test.utils import CaptureQueriesContext
from threads import HOUR, NOW

from evenhand.record.conversations import queries
from evenhand.record.conversations.actions import assign, close, snooze
from evenhand.record.conversations.models import Conversation
from evenhand.record.conversations.queries import Filters, inbox
from evenhand.record.people.models import Member

pytestmark = pytest.mark.django_db


def subjects(member: Member, order: str = "newest", **filters: object) -> list[str]:
    return [row.subject for row in inbox(member, Filters(**filters), order, now=NOW).rows]  # type: ignore[arg-type]


def test_open_leaves_out_what_is_closed_or_put_aside() -> None:
    ada = builders.ada()
    shut, asleep = threads.thread(subject="shut"), threads.thread(subject="asleep")
    threads.thread(subject="open")
    close(shut, by=ada, at=NOW - HOUR)
    snooze(asleep, NOW + HOUR, by=ada, at=NOW - HOUR)
    assert subjects(ada) == ["open"]
    assert subjects(ada, state="closed") == ["shut"]
    assert subjects(ada, state="snoozed") == ["asleep"]


def test_what_was_put_aside_is_open_again_when_its_time_has_come() -> None:
    ada = builders.ada()
    snooze(threads.thread(subject="back"), NOW - HOUR, by=ada, at=NOW - 2 * HOUR)
    assert subjects(ada) == ["back"]
    assert subjects(ada, state="snoozed") == []


def test_owner_means_me_nobody_or_somebody() -> None:
    ada, bo = builders.ada(), builders.bo()
    assign(threads.thread(subject="mine"), ada, by=ada, at=NOW)
    assign(threads.thread(subject="his"), bo, by=bo, at=NOW)
    threads.thread(subject="free")
    assert subjects(ada, owner="me") == ["mine"]
    assert subjects(ada, owner="nobody") == ["free"]
    assert subjects(ada, owner=str(bo.pk)) == ["his"]


def test_language_tone_temperature_and_customer_narrow_the_list() -> None:
    ada, alder = builders.ada(), threads.customer("Alder Logistics")
    threads.thread(subject="hot", temperature=3.2, manner="heated", language="fi", whose=alder)
    threads.thread(subject="cool", temperature=0.2, whose=threads.customer("Fenwick"))
    assert subjects(ada, language="fi") == subjects(ada, manner="heated") == ["hot"]
    assert subjects(ada, temperature=3) == subjects(ada, customer=alder.pk) == ["hot"]
    assert subjects(ada, customer_name="fenw") == ["cool"]


def test_a_temperature_filter_begins_where_its_word_begins() -> None:
    ada = builders.ada()
    threads.thread(subject="just hot", temperature=2.5)
    threads.thread(subject="not yet", temperature=2.4)
    assert subjects(ada, temperature=3) == ["just hot"]


def test_waiting_since_keeps_those_who_wait_that_long() -> None:
    ada = builders.ada()
    threads.thread(subject="long", ended=NOW - 5 * HOUR)
    threads.thread(subject="short", ended=NOW - HOUR)
    assert subjects(ada, waiting=timedelta(hours=4)) == ["long"]


def test_the_default_order_is_waiting_hottest_first_then_the_rest_newest_first() -> None:
    ada = builders.ada()
    answered = threads.thread(subject="answered", temperature=4.0, ended=NOW - 9 * HOUR)
    threads.outbound(answered, "Done.", by=ada, at=NOW - 8 * HOUR)
    newer = threads.thread(subject="answered later", ended=NOW - 7 * HOUR)
    threads.outbound(newer, "Done.", by=ada, at=NOW - 6 * HOUR)
    threads.thread(subject="calm", ended=NOW - 3 * HOUR)
    threads.thread(subject="boiling", temperature=3.9, ended=NOW - 5 * HOUR)
    assert subjects(ada, "ranked") == ["boiling", "calm", "answered later", "answered"]


def test_longest_waiting_first_leaves_out_whom_we_answered() -> None:
    ada = builders.ada()
    threads.outbound(threads.thread(subject="answered"), "Done.", by=ada)
    threads.thread(subject="second", ended=NOW - HOUR)
    threads.thread(subject="first", ended=NOW - 30 * HOUR)
    assert subjects(ada, "waiting") == ["first", "second"]


@pytest.mark.parametrize("order", sorted(queries.ORDERS))
def test_pages_show_each_conversation_once_in_every_order(order: str) -> None:
    ada = builders.ada()
    for number in range(23):
        row = threads.thread(subject=str(number), temperature=number % 3, ended=NOW - (number // 2) * HOUR)
        if number % 4 == 0 and order != "waiting":
            threads.outbound(row, "Done.", by=ada, at=NOW - HOUR)
    whole = [row.pk for row in inbox(ada, Filters(), order, now=NOW).rows]
    seen, after = [], ""
    for _ in range(9):
        page = inbox(ada, Filters(), order, now=NOW, after=after, size=5)
        seen += [row.pk for row in page.rows]
        if page.more is None:
            break
        after = page.more
    assert seen == whole
    assert len(set(seen)) == 23


def test_pages_of_closed_conversations_continue_too() -> None:
    ada = builders.ada()
    for number in range(7):
        close(threads.thread(subject=str(number)), by=ada, at=NOW + number * HOUR)
    first = inbox(ada, Filters(state="closed"), "newest", now=NOW, size=4)
    rest = inbox(ada, Filters(state="closed"), "newest", now=NOW, size=4, after=first.more or "")
    assert [row.subject for row in (*first.rows, *rest.rows)] == ["6", "5", "4", "3", "2", "1", "0"]


@pytest.mark.parametrize("after", ["x", "0~", "9~1~2", "0~a~b~c", "0~2026-01-01T00:00:00~5", "1~nan~x~y"])
def test_a_place_that_makes_no_sense_begins_anew(after: str) -> None:
    threads.thread(subject="there")
    assert [row.subject for row in inbox(builders.ada(), Filters(), "ranked", now=NOW, after=after).rows] == ["there"]


def test_a_page_costs_the_same_for_one_row_and_for_fifty() -> None:
    ada = builders.ada()
    ada.roles(), ada.team_ids()
    threads.thread(whose=threads.customer())
    with CaptureQueriesContext(
        connection,
    ) as one:
        inbox(ada, Filters(), "newest", now=NOW)
    for number in range(60):
        threads.thread(whose=threads.customer(f"Customer {number}"))
    with CaptureQueriesContext(connection) as many:
        inbox(ada, Filters(), "newest", now=NOW)
    assert len(one) == len(many) == 1


@pytest.mark.parametrize("who", [builders.helena, builders.ada, builders.cy])
@pytest.mark.parametrize("order", ["newest", "waiting", "hottest"])
@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="reads SQLite's plans")
def test_every_order_walks_its_index_for_managers_and_for_teams(order: str, who: Callable[[], Member]) -> None:
    columns = queries.ORDERS[order][0]
    query = queries.filtered(who(), Filters(), now=NOW).filter(columns.within).order_by(*columns.columns)
    plan = query.values("pk")[:51].explain()
    assert "USING INDEX conversation_" in plan or "USING COVERING INDEX conversation_" in plan
    assert "team_id" not in plan
    assert "TEMP B-TREE" not in plan or order != "waiting"


def test_an_excerpt_begins_after_the_greeting_and_hides_attacks() -> None:
    row = threads.thread(subject="rude")
    threads.inbound(row, "Dear team,\n\nYou useless fools, where is my order?", attack="useless fools", at=NOW)
    assert Conversation.objects.get(pk=row.pk).excerpt == "You ▒▒▒▒▒▒▒▒▒▒▒▒▒, where is my order?"
