"""What waits for a member."""

from __future__ import annotations

from datetime import timedelta

import builders
import pytest
import threads
from django.db import connection
from django.test.utils import CaptureQueriesContext
from threads import HOUR, NOW

from evenhand.record.conversations.actions import assign, close, snooze, wake
from evenhand.record.conversations.models import Message
from evenhand.record.conversations.queries_today import waiting_for

pytestmark = pytest.mark.django_db


def test_mine_are_those_that_wait_for_an_answer_longest_first() -> None:
    ada = builders.ada()
    for subject, hours in (("short", 1), ("long", 50)):
        assign(threads.thread(subject=subject, ended=NOW - hours * HOUR), ada, by=ada, at=NOW)
    answered = threads.thread(subject="answered", owner=ada)
    threads.outbound(answered, "Done.", by=ada)
    assert [row.subject for row in waiting_for(ada, now=NOW).mine] == ["long", "short"]


def test_nobody_s_are_those_of_my_teams_without_an_owner() -> None:
    threads.thread(subject="ours", team=builders.team("Nordic desk"))
    threads.thread(subject="theirs", team=builders.team("Training"))
    assert [row.subject for row in waiting_for(builders.ada(), now=NOW).unowned] == ["ours"]


def test_what_came_back_from_being_put_aside_is_said_for_two_days() -> None:
    ada = builders.ada()
    row = threads.thread(subject="back", ended=NOW - 80 * HOUR)
    threads.outbound(row, "We shall see.", by=ada, at=NOW - 79 * HOUR)
    snooze(row, NOW - HOUR, by=ada, at=NOW - 78 * HOUR)
    assert [found.subject for found in waiting_for(ada, now=NOW).came_back] == ["back"]
    wake(row, by=None, at=NOW - HOUR)
    assert [found.subject for found in waiting_for(ada, now=NOW).came_back] == ["back"]
    assert waiting_for(ada, now=NOW + timedelta(days=3)).came_back == []


def test_a_conversation_stands_in_one_list_only() -> None:
    ada = builders.ada()
    row = threads.thread(subject="mine, hot and back", owner=ada, temperature=3.5)
    snooze(row, NOW - HOUR, by=ada, at=NOW - 2 * HOUR)
    found = waiting_for(ada, now=NOW)
    assert [one.subject for one in found.mine] == ["mine, hot and back"]
    assert found.came_back == found.unowned == []
    assert found.warming == []


def test_warming_up_are_the_hot_and_the_rising_but_not_the_steady() -> None:
    ada, bo = builders.ada(), builders.bo()
    threads.thread(subject="hot", temperature=3.0, owner=bo)
    rising = threads.thread("Where is it?", subject="rising", temperature=1.0, owner=bo, ended=NOW - 5 * HOUR)
    threads.inbound(rising, "I still wait!", at=NOW - HOUR, temperature=2.0)
    steady = threads.thread("Where is it?", subject="steady", temperature=2.0, owner=bo, ended=NOW - 5 * HOUR)
    threads.inbound(steady, "I still wait.", at=NOW - HOUR, temperature=2.0)
    found = {one.row.subject: one.rising for one in waiting_for(ada, now=NOW).warming}
    assert found == {"hot": False, "rising": True}


def test_mail_read_in_part_is_said_while_its_conversation_is_open() -> None:
    ada = builders.ada()
    row = threads.thread(subject="odd")
    Message.objects.filter(conversation=row).update(level="headers", problems=["unreadable"])
    assert [mail.problems for mail in waiting_for(ada, now=NOW).unread] == [["unreadable"]]
    close(row, by=ada, at=NOW)
    assert waiting_for(ada, now=NOW).unread == []


def test_today_costs_few_queries_however_much_waits() -> None:
    ada = builders.ada()
    ada.roles(), ada.team_ids()
    for number in range(30):
        threads.thread(subject=str(number), owner=ada if number % 2 else None, temperature=number % 5)
    with CaptureQueriesContext(connection) as captured:
        waiting_for(ada, now=NOW)
    assert len(captured) <= 6
