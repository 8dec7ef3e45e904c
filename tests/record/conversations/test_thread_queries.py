"""Windows of long threads, what was done, and what was opened."""

from __future__ import annotations

import builders
import pytest
import threads
from threads import HOUR, NOW

from evenhand.record.conversations import actions
from evenhand.record.conversations import queries_thread as queries

pytestmark = pytest.mark.django_db


def test_a_long_thread_shows_its_last_thirty_and_says_how_many_came_before() -> None:
    row = threads.thread(*[f"Message {number}" for number in range(45)])
    points = queries.points_of(row)
    window = queries.window_of(points)
    assert [message.text for message in window.messages][::29] == ["Message 15", "Message 44"]
    assert (window.before, window.after) == (15, 0)
    earlier = queries.window_of(points, at=points[14].pk)
    assert [message.text for message in earlier.messages] == [f"Message {number}" for number in range(15)]
    assert (earlier.before, earlier.after) == (0, 30)


def test_a_window_at_a_message_of_another_thread_is_the_last_one() -> None:
    row, other = threads.thread("Here"), threads.thread("There")
    window = queries.window_of(queries.points_of(row), at=other.messages.get().pk)
    assert [message.text for message in window.messages] == ["Here"]


def test_the_record_says_who_did_what_newest_first() -> None:
    ada, bo = builders.ada(), builders.bo()
    row = threads.thread()
    actions.assign(row, ada, by=ada, at=NOW)
    actions.assign(row, bo, by=ada, at=NOW + HOUR)
    actions.snooze(row, NOW + 9 * HOUR, by=bo, at=NOW + 2 * HOUR)
    actions.close(row, by=bo, at=NOW + 3 * HOUR)
    actions.reopen(row, by=ada, at=NOW + 4 * HOUR)
    actions.assign(row, None, by=ada, at=NOW + 5 * HOUR)
    found = queries.happenings(row)
    assert [one.kind for one in found] == ["given-back", "reopened", "closed", "snoozed", "assigned", "taken"]
    assert (found[4].by, found[4].detail["to"]) == ("Ada Virtanen", "Bo Lindqvist")


def test_openings_are_in_the_record_with_name_and_message() -> None:
    ada = builders.ada()
    message = threads.thread("You fool").messages.get()
    actions.reveal(message, 1, by=ada, at=NOW)
    actions.reveal(message, 2, by=ada, at=NOW + HOUR)
    found = queries.happenings(message.conversation)
    assert [(one.kind, one.by, one.detail["message"]) for one in found] == [
        ("opened", "Ada Virtanen", message.pk),
        ("asked-to-open", "Ada Virtanen", message.pk),
    ]


def test_opened_words_are_one_s_own_and_only_for_a_time() -> None:
    ada, bo = builders.ada(), builders.bo()
    message = threads.thread("You fool").messages.get()
    actions.reveal(message, 1, by=ada, at=NOW)
    assert queries.steps_opened(ada, [message.pk], since=NOW) == {message.pk: 1}
    assert queries.steps_opened(ada, [message.pk], since=NOW + HOUR) == {}
    assert queries.steps_opened(bo, [message.pk], since=NOW) == {}
