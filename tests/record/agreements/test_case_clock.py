"""Two clocks for one conversation: ours stands still from when we wrote that we wait, never before the first answer."""

from __future__ import annotations

from datetime import timedelta

import promises
import pytest
import threads
from builders import ada
from threads import HOUR, NOW

from evenhand.record.agreements.actions.waits import begin_wait, end_wait
from evenhand.record.agreements.queries.clock import case_clock_of
from evenhand.record.conversations.actions import close
from evenhand.record.people.calendar import working_calendar

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
MONDAY_NINE = NOW - DAY + HOUR  # Monday 9 March, 09:00 UTC


def clock(row, now):  # type: ignore[no-untyped-def]
    found = case_clock_of(row, working_calendar(), now=now)
    assert found is not None
    return found


def test_the_time_of_waiting_is_theirs_until_it_came():
    row = threads.thread("Where is it?", ended=MONDAY_NINE, whose=threads.customer(), owner=ada())
    owed = promises.commitment(row, "Send the list", party="them")
    said = promises.our_word(row, at=MONDAY_NINE + 2 * HOUR)
    wait = begin_wait(owed, said, by=ada(), at=MONDAY_NINE + 3 * HOUR)
    came = threads.inbound(row, "Here.", at=MONDAY_NINE + 5 * HOUR)
    end_wait(wait, by=ada(), at=MONDAY_NINE + DAY, arrived_in=came)
    found = clock(row, MONDAY_NINE + 8 * HOUR)
    assert (found.ours.working, found.theirs.working) == (5 * HOUR, 3 * HOUR)
    assert found.first_answer.working == 2 * HOUR
    assert [one.proofs for one in found.waited] == [(str(said.pk),)]


def test_the_clock_stands_when_the_conversation_is_closed():
    row = threads.thread("Where is it?", ended=MONDAY_NINE, owner=ada())
    close(row, by=ada(), at=MONDAY_NINE + HOUR)
    row.refresh_from_db()
    assert clock(row, MONDAY_NINE + 30 * DAY).ours.working == HOUR


def test_nobody_asked_nothing():
    row = threads.thread("Hello")
    row.messages.all().delete()
    assert case_clock_of(row, working_calendar(), now=NOW) is None
