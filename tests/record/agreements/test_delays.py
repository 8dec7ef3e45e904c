"""How late promises were, split into our delay and theirs by what we said in writing."""

from __future__ import annotations

from datetime import timedelta

import builders
import promises
import pytest
import threads
from builders import ada
from threads import HOUR, NOW

from evenhand.knowledge.worktime import Delay
from evenhand.record.agreements.actions.endings import fulfil, postpone, reopen
from evenhand.record.agreements.actions.waits import begin_wait, end_wait
from evenhand.record.agreements.models import Commitment
from evenhand.record.agreements.queries.clock import case_clock_of, case_clocks_of
from evenhand.record.agreements.queries.commitments import of_conversation
from evenhand.record.agreements.queries.delays import Settled, delays_of, settled_with
from evenhand.record.conversations.models import Conversation
from evenhand.record.people.calendar import working_calendar

pytestmark = pytest.mark.django_db
DAY, NONE = timedelta(days=1), timedelta(0)
MONDAY_NINE = NOW - DAY + HOUR  # Monday 9 March, 09:00 UTC


@pytest.fixture
def row() -> Conversation:
    """Kari asked on Monday at nine."""
    return threads.thread("Where is it?", ended=MONDAY_NINE, whose=threads.customer(), owner=ada())


def found(row: Conversation, what: str, *, now=MONDAY_NINE + 8 * HOUR) -> Settled:  # type: ignore[no-untyped-def]
    settled = delays_of(of_conversation(row), working_calendar(), now=now)
    return next(one for one in settled if one.row.what == what)


def waited(row: Conversation, *, since: timedelta, until: timedelta) -> Commitment:
    """They owed a list without a date; we said that we wait for it, and it came."""
    owed = promises.commitment(row, "Send the list", party="them", at=MONDAY_NINE)
    wait = begin_wait(owed, promises.our_word(row, at=MONDAY_NINE + since), by=ada(), at=MONDAY_NINE + since)
    came = threads.inbound(row, "Here.", at=MONDAY_NINE + until)
    end_wait(wait, by=ada(), at=MONDAY_NINE + until, arrived_in=came)
    return owed


def test_what_stood_still_while_we_waited_is_their_part_of_our_delay(row: Conversation) -> None:
    given = threads.outbound(row, "You have it at noon.", by=ada(), at=MONDAY_NINE + HOUR)
    promises.commitment(row, "Move the store", due=MONDAY_NINE + 3 * HOUR, at=MONDAY_NINE + HOUR, message=given)
    waited(row, since=2 * HOUR, until=4 * HOUR)
    assert found(row, "Move the store").delay == Delay(5 * HOUR, 3 * HOUR, 2 * HOUR)


def test_a_due_time_that_was_moved_while_we_knew_is_put_off_no_more(row: Conversation) -> None:
    ours = promises.commitment(row, "Move the store", due=MONDAY_NINE + 2 * HOUR, at=MONDAY_NINE)
    waited(row, since=HOUR, until=3 * HOUR)
    postpone(ours, MONDAY_NINE + 5 * HOUR, "The list came late.", by=ada(), at=MONDAY_NINE + 4 * HOUR)
    assert found(row, "Move the store").delay == Delay(3 * HOUR, 3 * HOUR, NONE)


def test_of_their_delay_what_passed_before_we_said_so_is_ours(row: Conversation) -> None:
    owed = promises.commitment(row, "Send the keys", party="them", due=MONDAY_NINE + HOUR, at=MONDAY_NINE)
    said = promises.our_word(row, at=MONDAY_NINE + 3 * HOUR)
    begin_wait(owed, said, by=ada(), at=MONDAY_NINE + 3 * HOUR)
    assert found(row, "Send the keys").delay == Delay(7 * HOUR, 2 * HOUR, 5 * HOUR)


def test_the_message_that_shows_it_says_when_it_ended(row: Conversation) -> None:
    ours = promises.commitment(row, "Move the store", due=MONDAY_NINE + 2 * HOUR, at=MONDAY_NINE)
    shown = threads.outbound(row, "Done.", by=ada(), at=MONDAY_NINE + HOUR)
    fulfil(ours, by=ada(), at=MONDAY_NINE + 6 * HOUR, proof=shown)
    settled = found(row, "Move the store")
    assert (settled.ended_at, settled.delay) == (shown.at, None)
    reopen(ours, by=ada(), at=MONDAY_NINE + 7 * HOUR)
    again = found(row, "Move the store")
    assert again.ended_at is None
    assert again.delay == Delay(6 * HOUR, 6 * HOUR, NONE)


def test_what_is_neither_ended_nor_late_is_no_delay(row: Conversation) -> None:
    promises.commitment(row, "Next week", due=NOW + 6 * DAY)
    promises.commitment(row, "Some day")
    assert delays_of(of_conversation(row), working_calendar(), now=NOW) == []


def test_those_of_a_customer_are_those_one_may_see() -> None:
    row = promises.desk()
    promises.commitment(row, "Move the store", due=NOW - HOUR)
    promises.commitment(row, "Next week", due=NOW + 6 * DAY)
    assert row.customer is not None
    assert [one.what for one in settled_with(ada(), row.customer.pk, now=NOW)] == ["Move the store"]
    assert settled_with(builders.cy(), row.customer.pk, now=NOW) == []


def test_several_clocks_cost_two_queries(row: Conversation, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    waited(row, since=2 * HOUR, until=4 * HOUR)
    other = threads.thread("And this?", ended=MONDAY_NINE)
    calendar, now = working_calendar(), MONDAY_NINE + 8 * HOUR
    with django_assert_num_queries(2):
        both = case_clocks_of([row.pk, other.pk], calendar, now=now)
    assert both == {one.pk: case_clock_of(one, calendar, now=now) for one in (row, other)}
    assert both[row.pk].theirs.working == 2 * HOUR


def test_an_end_recorded_by_mistake_does_not_end_the_wait(row: Conversation) -> None:
    owed = promises.commitment(row, "Send the keys", party="them", at=MONDAY_NINE)
    begin_wait(owed, promises.our_word(row, at=MONDAY_NINE + HOUR), by=ada(), at=MONDAY_NINE + HOUR)
    fulfil(owed, by=ada(), at=MONDAY_NINE + 2 * HOUR)
    reopen(owed, by=ada(), at=MONDAY_NINE + 4 * HOUR)
    clock = case_clock_of(row, working_calendar(), now=MONDAY_NINE + 8 * HOUR)
    assert clock is not None
    assert clock.theirs.working == 7 * HOUR
