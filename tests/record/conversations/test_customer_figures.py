"""What a customer's conversations say together."""

from __future__ import annotations

from datetime import UTC, datetime

import builders
import pytest
import threads
from threads import HOUR, NOW

from evenhand.record.conversations import queries
from evenhand.record.conversations.actions import close
from evenhand.record.conversations.queries_customer import months, quiet_facts, standings

pytestmark = pytest.mark.django_db
BEGINS = [datetime(2026, month, 1, tzinfo=UTC) for month in (1, 2, 3, 4)]


def test_standing_counts_open_and_waiting_and_the_hottest_open_one() -> None:
    ada, alder = builders.ada(), threads.customer()
    threads.thread(whose=alder, temperature=1.0)
    threads.outbound(threads.thread(whose=alder, temperature=2.0), "Done.", by=ada)
    close(threads.thread(whose=alder, temperature=4.0), by=ada, at=NOW)
    found = standings(ada, [alder.pk], now=NOW)[alder.pk]
    assert (found.open, found.waiting, found.hottest) == (2, 1, 2.0)


def test_standing_is_by_what_the_member_may_see() -> None:
    alder = threads.customer()
    threads.thread(whose=alder, team=builders.team("Training"), temperature=3.0)
    assert standings(builders.ada(), [alder.pk], now=NOW) == {}
    assert standings(builders.cy(), [alder.pk], now=NOW)[alder.pk].open == 1


def test_months_hold_what_came_in_them_and_nothing_else() -> None:
    ada, alder = builders.ada(), threads.customer()
    row = threads.thread("one", "two", whose=alder, ended=datetime(2026, 1, 31, 23, 59, tzinfo=UTC), temperature=1.0)
    threads.inbound(row, "three", at=datetime(2026, 2, 1, tzinfo=UTC), temperature=3.0)
    threads.outbound(row, "ours", by=ada, at=datetime(2026, 2, 2, tzinfo=UTC))
    found = months(ada, alder, BEGINS)
    assert [(month.received, month.hottest) for month in found] == [(2, 1.0), (1, 3.0), (0, None)]


def test_quiet_facts_count_each_way_and_know_the_last_calm_message() -> None:
    ada, alder = builders.ada(), threads.customer()
    row = threads.thread("Thank you", whose=alder, ended=NOW - 9 * HOUR)
    threads.inbound(row, "Not again!", at=NOW - HOUR, temperature=3.0, manner="heated")
    threads.outbound(row, "Sorry.", by=ada, at=NOW)
    found = quiet_facts(ada, alder)
    assert (found.received, found.sent) == (2, 1)
    assert (found.first_at, found.last_calm_at) == (NOW - 9 * HOUR, NOW - 9 * HOUR)


def test_a_customer_without_mail_has_no_dates() -> None:
    found = quiet_facts(builders.ada(), threads.customer())
    assert (found.received, found.sent, found.first_at, found.last_calm_at) == (0, 0, None, None)


def test_a_customer_s_conversations_come_newest_first_closed_ones_too() -> None:
    ada, alder = builders.ada(), threads.customer()
    for number in range(5):
        row = threads.thread(subject=str(number), whose=alder, ended=NOW - number * HOUR)
        if number == 1:
            close(row, by=ada, at=NOW)
    first = queries.of_customer(ada, alder, size=3)
    rest = queries.of_customer(ada, alder, after=first.more or "", size=3)
    assert [row.subject for row in (*first.rows, *rest.rows)] == ["0", "1", "2", "3", "4"]
    assert rest.more is None
